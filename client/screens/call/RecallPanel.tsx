import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { RefusalNote } from '../../components/RefusalNote.tsx'
import { clockTime, duration } from '../../components/times.ts'
import type { RecallSource } from '../../../server/protocol/recall.ts'
import type { Sentences } from '../../languages/en.ts'
import type { Replaying } from '../../models/recall.ts'
import { useSurface } from '../surface.ts'

/** Arrow keys on the position move it by this much. */
const STEP_MS = 1_000
const VOLUME_STEP = 5

/** What is heard again of the call, above what one does oneself in it; nothing while one is live. */
export function RecallPanel() {
  const { phone, t } = useSurface()
  const { replaying, opening, refusal, dismissRefusal, stop } = phone.recall
  if (refusal.value)
    return (
      <section class="recall" aria-label={t.recall.title}>
        <RefusalNote refusal={refusal.value} failed={t.recall.failed}>
          <Source of={undefined} />
          <Button action={dismissRefusal}>{t.recall.dismiss}</Button>
        </RefusalNote>
      </section>
    )
  const now = replaying.value
  if (now === undefined && !opening.value) return null
  return (
    <section class="recall" aria-label={t.recall.title}>
      <p class="recall-head" role="status">
        <Icon name="back" />
        <strong>{now ? t.recall.replaying(sourceName(t, now.stretch.of)) : t.recall.opening}</strong>
        <span class="faint">{t.recall.alone}</span>
      </p>
      {now && <Position now={now} />}
      <div class="recall-controls">
        <Button action={now?.back} icon="back">
          {t.recall.back}
        </Button>
        <Button action={now?.ahead} icon="forward">
          {t.recall.ahead}
        </Button>
        {now && <Source of={now.stretch.of} />}
        <LiveVolume />
        <Button action={stop.value} look="primary" icon="play">
          {t.recall.live}
        </Button>
      </div>
    </section>
  )
}

const sourceName = (t: Sentences, of: RecallSource): string =>
  of === 'floor' ? t.recall.floor : t.texts.languageName(of)

/** The floor or a channel, where there are channels: another one begins anew. */
function Source({ of }: { of: RecallSource | undefined }) {
  const { phone, t } = useSurface()
  const sources = phone.recall.sources.value
  const start = phone.recall.start.value
  if (sources.length < 2 || start === undefined) return null
  return (
    <div class="recall-source" role="group" aria-label={t.recall.source}>
      {sources.map((source) => (
        <Button key={source} action={() => start(source)} pressed={source === of}>
          {sourceName(t, source)}
        </Button>
      ))}
    </div>
  )
}

function Position({ now }: { now: Replaying }) {
  const { phone, t } = useSurface()
  const zone = phone.lines.homeTimeZone.value
  const { stretch, durationMs, player } = now
  const at = clockTime(stretch.fromMs + player.positionMs.value, zone, true)
  const upTo = clockTime(stretch.toMs, zone, true)
  const names = now.speaking.value.map(({ name, party }) => name + t.times.aside(phone.lines.partyName(party)))
  const waits = player.state.value === 'waiting'
  return (
    <div class="recall-position">
      <p class="recall-speaks">
        <Icon name="microphone" />
        <span>{names.length > 0 ? t.times.list(names) : waits ? t.recall.opening : t.recall.nobody}</span>
      </p>
      <p class="recall-time">{t.recall.at(at, duration(durationMs - player.positionMs.value))}</p>
      <input
        type="range"
        aria-label={t.recall.position}
        aria-valuetext={at}
        min={0}
        max={durationMs}
        step={STEP_MS}
        value={player.positionMs.value}
        onInput={(event) => player.seek(event.currentTarget.valueAsNumber)}
      />
      <p class="recall-up-to faint">{t.recall.upTo(upTo)}</p>
    </div>
  )
}

function LiveVolume() {
  const { phone, t } = useSurface()
  const percent = Math.round(phone.recall.liveVolume.value * 100)
  return (
    <label class="recall-volume">
      <span>{t.recall.meanwhile}</span>
      <input
        type="range"
        aria-valuetext={`${percent} %`}
        min={0}
        max={100}
        step={VOLUME_STEP}
        value={percent}
        onInput={(event) => phone.recall.setLiveVolume(event.currentTarget.valueAsNumber / 100)}
      />
    </label>
  )
}
