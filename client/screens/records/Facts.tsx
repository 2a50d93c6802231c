import type { FactAboutCall } from '../../../server/protocol/lineFacts.ts'
import type { CallRecord } from '../../../server/protocol/records.ts'
import { clockTime, duration } from '../../components/times.ts'
import type { RecordPage } from '../../models/recordPage.ts'
import type { Timeline } from '../../models/timeline.ts'
import { useSurface } from '../surface.ts'
import { namesOf, useRecordWords } from './recordWords.ts'

interface FactsProps {
  readonly page: RecordPage
  readonly record: CallRecord
  readonly timeline: Timeline
}

/** Something of the call is not in its record, or not proved. */
const isBad = (fact: FactAboutCall): boolean =>
  fact.type === 'recording:failed' ||
  fact.type === 'recording:damaged' ||
  (fact.type === 'exception:noted' && fact.exception.outcome === 'lost')

/** Everything that happened, in order; the time of each leads the playback there. */
export function Facts({ page, record, timeline }: FactsProps) {
  const { phone } = useSurface()
  const words = useRecordWords()
  const zone = phone.lines.homeTimeZone.value
  const names = namesOf(words, record, phone.lines)
  return (
    <section class="panel" aria-labelledby="record-facts">
      <h2 id="record-facts">{words.facts.title}</h2>
      <div class="table table-tall" role="group" aria-labelledby="record-facts" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col" class="figure">
                {words.facts.since}
              </th>
              <th scope="col">{words.facts.time}</th>
              <th scope="col">{words.facts.what}</th>
              <th scope="col">{words.facts.by}</th>
            </tr>
          </thead>
          <tbody>
            {timeline.facts.map(({ atMs, sinceStartMs, by, fact }, index) => (
              <tr key={index} class={isBad(fact) ? 'record-bad' : undefined}>
                <td class="figure">
                  <button type="button" class="link-button" onClick={() => page.player.seek(sinceStartMs)}>
                    {duration(sinceStartMs)}
                  </button>
                </td>
                <td>{clockTime(atMs, zone, true)}</td>
                <td>{words.facts.says(fact, names)}</td>
                <td>{words.facts.who(fact, by, names)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
