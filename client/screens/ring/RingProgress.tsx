import { isThere } from '../../../server/calls/roster.ts'
import { isRinging } from '../../../server/calls/rings.ts'
import type { Ring } from '../../../server/protocol/lineState.ts'
import { Button } from '../../components/Button.tsx'
import { ringDetails, ringSays } from '../../components/ringWords.ts'
import type { OwnCall } from '../../models/ownCall.ts'
import { partyRing } from '../../models/partyRing.ts'
import { useSurface } from '../surface.ts'
import { RingOne } from './RingOne.tsx'

const LOOKS: Readonly<Record<Ring['state'], 'quiet' | 'moving' | 'heard' | 'good' | 'bad'>> = {
  waiting: 'quiet',
  sent: 'quiet',
  reached: 'moving',
  sounding: 'heard',
  seen: 'heard',
  answered: 'good',
  declined: 'bad',
  unanswered: 'bad',
  over: 'quiet',
}

/** Per party, live: what is true of its ring at this moment, and why; and what can be done about it. */
export function RingProgress({ own }: { own: OwnCall }) {
  const { t } = useSurface()
  return (
    <section class="rings" aria-label={t.ring.parties}>
      <ul>
        {own.call.rings.map((ring) => (
          <PartyRow key={ring.party} own={own} ring={ring} />
        ))}
      </ul>
    </section>
  )
}

function PartyRow({ own: { snapshot, call }, ring }: { own: OwnCall; ring: Ring }) {
  const { phone, t } = useSurface()
  const { partyName, personName, homeTimeZone } = phone.lines
  const nowMs = phone.serverClock.nowMs.value
  const party = partyName(ring.party)
  const now = partyRing(snapshot, call, ring)
  const reader = { t, personName, nowMs, timeZone: homeTimeZone.value }
  const hasLeft = ring.state === 'answered' && !isThere(call, ring.party)
  // What was sounding is a claim about this moment: it looks so only while it is.
  const look = now.unheard
    ? 'unheard'
    : ring.state === 'sounding' && now.sounding.length === 0
      ? 'moving'
      : LOOKS[ring.state]
  const again = phone.call.ringAgain(ring.party)
  const left = now.lasts
    ? t.ring.lasts
    : isRinging(ring) && ring.deadlineAtMs !== undefined
      ? t.ring.secondsLeft(ring.deadlineAtMs - nowMs)
      : undefined
  return (
    <li class={`ring ring-${hasLeft ? 'quiet' : look}`}>
      <span class="ring-mark" aria-hidden="true" />
      <span class="ring-party">{party}</span>
      <span class="ring-says">{hasLeft ? t.ring.left : ringSays(now, reader)}</span>
      {left !== undefined && <span class="ring-left">{left}</span>}
      {!hasLeft && (
        <ul class="ring-details">
          {ringDetails(now, reader).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      {again && (
        <Button action={again} label={t.ring.againWhom(party)}>
          {t.ring.again}
        </Button>
      )}
      <RingOne parties={[now]} title={t.ring.one} label={t.ring.oneOf(party)} />
    </li>
  )
}
