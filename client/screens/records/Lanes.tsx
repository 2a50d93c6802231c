import type { RecordTrack } from '../../../server/protocol/records.ts'
import { duration } from '../../components/times.ts'
import { holesIn } from '../../models/recordHoles.ts'
import type { Lane, Stretch, Timeline } from '../../models/timeline.ts'
import { useSurface } from '../surface.ts'
import { useRecordWords } from './recordWords.ts'

interface LanesProps {
  readonly timeline: Timeline
  readonly tracks: readonly RecordTrack[]
  readonly positionMs: number
  readonly onSeek: (positionMs: number) => void
}

const KEYS = { present: 'key-present', onAir: 'key-air', spoke: 'key-spoke', gap: 'key-gap' } as const

/**
 * A lane per person: there, on the air, speaking. A press leads the playback there; for keys and for who does not see,
 * the position above and the table of facts do the same.
 */
export function Lanes({ timeline, tracks, positionMs, onSeek }: LanesProps) {
  const words = useRecordWords().timeline
  const { durationMs, lanes } = timeline
  const share = (ms: number): string =>
    `${durationMs > 0 ? (Math.max(0, Math.min(ms, durationMs)) / durationMs) * 100 : 0}%`
  const seek = (event: PointerEvent): void => {
    const track = event.currentTarget
    if (!(track instanceof HTMLElement)) return
    const { left, width } = track.getBoundingClientRect()
    onSeek(((event.clientX - left) / width) * durationMs)
  }
  return (
    <div class="lanes" role="group" aria-label={words.title}>
      <p class="lanes-key" aria-hidden="true">
        {(['present', 'onAir', 'spoke', 'gap'] as const).map((look) => (
          <span key={look} class="lanes-key-one">
            <span class={`key ${KEYS[look]}`} /> {words[look]}
          </span>
        ))}
      </p>
      <ul>
        {lanes.map((lane) => (
          <li key={`${lane.person} ${lane.channel ?? ''}`} class="lane">
            <LaneName lane={lane} />
            <div class="lane-track" onPointerDown={seek}>
              <Bars look="present" stretches={lane.present} share={share} />
              <Bars look="air" stretches={lane.onAir} share={share} />
              <Bars look="spoke" stretches={lane.spoke} share={share} />
              <Bars look="gap" stretches={gapsOf(tracks, lane)} share={share} />
              <span class="lane-now" style={{ left: share(positionMs) }} />
            </div>
          </li>
        ))}
      </ul>
    </div>
  )
}

const gapsOf = (tracks: readonly RecordTrack[], { person, channel }: Lane): Stretch[] => {
  const kind = channel === undefined ? 'microphone' : 'interpretation'
  return tracks
    .filter((track) => track.person === person && track.kind === kind && track.channel === channel)
    .flatMap(holesIn)
}

function LaneName({ lane }: { lane: Lane }) {
  const { phone } = useSurface()
  const { timeline: words, channels } = useRecordWords()
  const name = lane.channel === undefined ? lane.name : channels.into(lane.name, lane.channel)
  const spokenMs = lane.spoke.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)
  return (
    <p class="lane-name">
      <span aria-hidden="true">
        {name} <span class="faint">{phone.lines.partyName(lane.party)}</span>
      </span>
      <span class="unseen">{words.lane(name, duration(spokenMs), lane.spoke.length)}</span>
    </p>
  )
}

interface BarsProps {
  readonly look: 'present' | 'air' | 'spoke' | 'gap'
  readonly stretches: readonly Stretch[]
  readonly share: (ms: number) => string
}

function Bars({ look, stretches, share }: BarsProps) {
  return (
    <>
      {stretches.map(({ fromMs, toMs }) => (
        <span
          key={fromMs}
          class={`bar-${look}`}
          style={{ left: share(fromMs), right: `calc(100% - ${share(toMs)})` }}
        />
      ))}
    </>
  )
}
