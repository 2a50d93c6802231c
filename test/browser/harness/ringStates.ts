import { settled } from '../../client/fakeClock.ts'
import { by, CALL_ID, JP, JP_WATCH, KR, KR_WATCH, present, SERVER, US } from '../../client/fakeLine.ts'
import type { SoftphoneInTest } from '../../client/softphoneInTest.ts'
import type { Ladder, LadderStep } from '../../../server/protocol/ladders.ts'
import type { Precedence } from '../../../server/protocol/words.ts'
import { arm, everybody, idle, placed, tell, mark, up, type States } from './beginnings.ts'

const LAST_STEP: LadderStep = { afterMs: 0, roles: 'everybody', insists: true }

const LADDER: Ladder = [
  { afterMs: 0, roles: ['principal'] },
  { afterMs: 10_000, roles: ['watch', 'adviser'] },
  { ...LAST_STEP, afterMs: 20_000 },
]

async function incoming(test: SoftphoneInTest, precedence: Precedence, callId = CALL_ID): Promise<void> {
  const script = await idle(test)
  await arm(test)
  script.atMs = test.clock.nowMs()
  tell(test, script.place(US, { precedence, callId }), script.ring('kr', [KR, KR_WATCH], 1, callId))
  await settled()
}

/** A call that rings, here or at the others. */
export const ringStates = {
  incoming: (test) => incoming(test, 'routine'),
  'incoming-priority': (test) => incoming(test, 'priority'),
  'incoming-immediate': (test) => incoming(test, 'immediate'),
  'incoming-silent': (test) => {
    test.media.rings = false
    return incoming(test, 'flash')
  },
  'ringing-out': async (test) => {
    const script = await placed(test)
    tell(
      test,
      script.ring('jp', [JP, JP_WATCH]),
      script.ring('us', [US]),
      script.told(JP, 'reached'),
      script.told(JP, 'sounding'),
      script.told(US, 'reached', false),
    )
    await test.clock.pass(9_000)
    mark(test)
  },
  'ringing-out-settled': async (test) => {
    const script = await placed(test)
    const decline = { party: 'us', attempt: 1, console: US.console, person: US.person }
    tell(
      test,
      script.ring('jp', []),
      script.ring('us', [US]),
      script.entry(by(US), [{ type: 'ring:declined', ...decline, reason: 'call-back-later' }]),
      script.entry(SERVER, [{ type: 'ring:unanswered', party: 'jp', attempt: 1 }]),
    )
    await test.clock.leap(61_000)
    mark(test)
  },
  'ringing-out-ladder': async (test) => {
    const script = await placed(test)
    const targets = [{ console: JP.console, person: JP.person }]
    const about = { party: 'jp', attempt: 1 }
    const ofUs = { party: 'us', attempt: 1, console: US.console, person: US.person }
    test.connection.notify('presence:changed', {
      line: 'leaders',
      consoles: [
        ...everybody().filter(({ party }) => party !== 'jp'),
        present(JP, { busy: 'immediate' }),
        present(JP_WATCH, { armed: false, colour: 'red' }),
      ],
    })
    tell(
      test,
      script.entry(SERVER, [
        { type: 'ring:sent', ...about, ladder: LADDER, consoles: targets },
        { type: 'ring:sent', party: 'us', attempt: 1, deadlineAtMs: script.atMs + 60_000, consoles: [] },
      ]),
      script.told(JP, 'reached'),
      script.told(JP, 'sounding'),
      script.entry(by(US), [
        { type: 'ring:declined', ...ofUs, reason: 'call-back-later', callBackAtMs: script.atMs + 1_800_000 },
      ]),
    )
    await test.clock.pass(4_000)
    mark(test)
    document.querySelector<HTMLElement>('.ring-one-open')?.click()
  },
  'call-fetching': async (test) => {
    const script = await up(test)
    const sent = { type: 'ring:sent', party: 'jp', attempt: 2, person: JP_WATCH.person } as const
    const consoles = [{ console: JP_WATCH.console, person: JP_WATCH.person }]
    test.connection.notify('presence:changed', { line: 'leaders', consoles: [present(JP), present(JP_WATCH)] })
    tell(test, script.entry(by(KR), [{ ...sent, deadlineAtMs: test.clock.nowMs() + 60_000, consoles }]))
    await settled()
    document.querySelector<HTMLElement>('.ring-one-open')?.click()
  },
} satisfies States
