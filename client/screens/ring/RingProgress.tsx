import { isThere } from '../../../server/calls/roster.ts'
import { isRinging } from '../../../server/calls/rings.ts'
import type { Call, Ring } from '../../../server/protocol/lineState.ts'
import { Button } from '../../components/Button.tsx'
import { ringSays } from '../../components/ringWords.ts'
import { useSurface } from '../surface.ts'

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

/** Per party, live: what is true of its ring at this moment. */
export function RingProgress({ call }: { call: Call }) {
  const { phone, t } = useSurface()
  const nowMs = phone.serverClock.nowMs.value
  return (
    <section class="rings" aria-label={t.ring.parties}>
      <ul>
        {call.rings.map((ring) => {
          const party = phone.lines.partyName(ring.party)
          const hasLeft = ring.state === 'answered' && !isThere(call, ring.party)
          const again = phone.call.ringAgain(ring.party)
          return (
            <li key={ring.party} class={`ring ring-${hasLeft ? 'quiet' : LOOKS[ring.state]}`}>
              <span class="ring-mark" aria-hidden="true" />
              <span class="ring-party">{party}</span>
              <span class="ring-says">{hasLeft ? t.ring.left : ringSays(t, ring, phone.lines.personName)}</span>
              {isRinging(ring) && ring.deadlineAtMs !== undefined && (
                <span class="ring-left">{t.ring.secondsLeft(ring.deadlineAtMs - nowMs)}</span>
              )}
              {again && (
                <Button action={again} label={t.ring.againWhom(party)}>
                  {t.ring.again}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
