import type { CallRecord } from '../../../server/protocol/records.ts'
import { Button } from '../../components/Button.tsx'
import { duration } from '../../components/times.ts'
import { holesIn } from '../../models/recordHoles.ts'
import type { RecordPage } from '../../models/recordPage.ts'
import { useSurface } from '../surface.ts'
import { namesOf, useRecordWords } from './recordWords.ts'

export function Tracks({ page, record }: { page: RecordPage; record: CallRecord }) {
  const { phone } = useSurface()
  const words = useRecordWords()
  const names = namesOf(words, record, phone.lines)
  const download = page.download.value
  return (
    <section class="panel" aria-labelledby="record-tracks">
      <h2 id="record-tracks">{words.tracks.title}</h2>
      <div class="table" role="group" aria-labelledby="record-tracks" tabIndex={0}>
        <table class="record-tracks">
          <thead>
            <tr>
              <th scope="col">{words.tracks.track}</th>
              <th scope="col" class="figure">
                {words.tracks.from}
              </th>
              <th scope="col" class="figure">
                {words.tracks.to}
              </th>
              <th scope="col">{words.tracks.continuity}</th>
              <th scope="col" class="figure">
                {words.tracks.size}
              </th>
              <th scope="col">
                <span class="unseen">{words.page.download}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {record.tracks.map(({ trackId, fromMs, toMs, playable, unreadable, gaps }) => {
              const holes = holesIn({ gaps })
              return (
                <tr key={trackId}>
                  <th scope="row">{names.track(trackId)}</th>
                  <td class="figure">{duration(fromMs)}</td>
                  <td class="figure">{toMs === undefined ? '' : duration(toMs)}</td>
                  <td
                    title={holes
                      .map((hole) => words.tracks.hole(hole.reason, duration(hole.fromMs), hole.toMs - hole.fromMs))
                      .join('\n')}
                  >
                    {unreadable === undefined
                      ? words.tracks.gaps(holes.length, holes.filter(({ reason }) => reason === 'lost').length)
                      : words.tracks.notPlayable(unreadable)}
                  </td>
                  <td class="figure">{playable ? words.tracks.megabytes(playable.byteLength) : ''}</td>
                  <td>
                    <Button
                      icon="download"
                      label={words.page.downloadTrack(names.track(trackId))}
                      action={playable && download && (() => download({ trackId }))}
                    >
                      {words.page.download}
                    </Button>
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </section>
  )
}
