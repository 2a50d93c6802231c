import { LEADERS } from '../../calls/demonstrationLines.ts'
import { by, JP, KR, KR_WATCH, LineScript, OTHER_CALL_ID, SERVER, US } from '../../client/fakeLine.ts'
import { signIn, welcome } from '../../client/softphoneInTest.ts'
import { advisersIdle, everybody, arm, placed, tell, type States } from './beginnings.ts'

/** What a console shows of calls that somebody else may still be in, or that nobody answered. */
export const missedStates = {
  'console-missed': async (test) => {
    await signIn(test)
    const script = new LineScript('leaders', test.clock.nowMs() - 5_000_000)
    script.place(US, { precedence: 'immediate' })
    script.ring('kr', [KR])
    script.entry(SERVER, [{ type: 'ring:unanswered', party: 'kr', attempt: 1 }])
    script.entry(by(US), [{ type: 'call:ended', reason: 'cancelled' }])
    welcome(test, KR, [{ line: LEADERS, state: script.state, consoles: everybody() }, advisersIdle()])
    await arm(test)
  },
  'console-declined': async (test) => {
    const script = await placed(test)
    const decline = { party: 'us', attempt: 1, console: US.console, person: US.person }
    tell(
      test,
      script.ring('us', [US]),
      script.entry(by(US), [
        { type: 'ring:declined', ...decline, reason: 'call-back-later', callBackAtMs: script.atMs + 1_800_000 },
      ]),
      script.entry(by(KR), [{ type: 'call:ended', reason: 'cancelled' }]),
    )
  },
  'console-call-back': async (test) => {
    await signIn(test)
    const script = new LineScript('leaders', test.clock.nowMs() - 600_000)
    script.place(JP)
    script.ring('kr', [KR, KR_WATCH])
    const decline = { party: 'kr', attempt: 1, reason: 'call-back-later' } as const
    const [own, colleague] = [KR, KR_WATCH].map(({ console, person }) => ({ ...decline, console, person }))
    if (!own || !colleague) throw new Error('Somebody is missing.')
    script.entry(by(KR), [{ type: 'ring:declined', ...own }])
    script.entry(by(KR_WATCH), [
      { type: 'ring:declined', ...colleague, callBackAtMs: script.atMs + 1_800_000 },
      { type: 'call:ended', reason: 'cancelled' },
    ])
    welcome(test, KR, [{ line: LEADERS, state: script.state, consoles: everybody() }, advisersIdle()])
    await arm(test)
  },
  'console-missed-insists': async (test) => {
    await signIn(test)
    const script = new LineScript('leaders', test.clock.nowMs() - 600_000)
    script.place(US, { precedence: 'flash' })
    script.entry(SERVER, [
      {
        type: 'ring:sent',
        party: 'kr',
        attempt: 1,
        ladder: [{ afterMs: 0, roles: 'everybody', insists: true }],
        consoles: [],
      },
    ])
    script.entry(by(US), [{ type: 'call:ended', reason: 'cancelled' }])
    welcome(test, KR, [{ line: LEADERS, state: script.state, consoles: everybody() }, advisersIdle()])
    await arm(test)
  },
  'console-join': async (test) => {
    await signIn(test)
    const script = new LineScript('leaders', test.clock.nowMs() - 300_000)
    script.place(US, { marking: 'test' })
    script.ring('kr', [KR])
    script.answered(KR)
    script.entry(SERVER, [{ type: 'leg:away', console: KR.console, reason: 'console-lost' }])
    welcome(test, KR, [{ line: LEADERS, state: script.state, consoles: everybody() }, advisersIdle()])
    await arm(test)
  },
  'console-exercise': async (test) => {
    await signIn(test)
    const script = new LineScript('leaders', test.clock.nowMs() - 5_000_000)
    script.place(US, { precedence: 'flash', marking: 'exercise' })
    script.ring('kr', [KR])
    script.entry(SERVER, [{ type: 'ring:unanswered', party: 'kr', attempt: 1 }])
    script.entry(by(US), [{ type: 'call:ended', reason: 'cancelled' }])
    script.place(JP, { precedence: 'priority', marking: 'exercise', callId: OTHER_CALL_ID })
    script.entry(by(US), [{ type: 'leg:joined', leg: US, how: 'joined', callId: OTHER_CALL_ID }])
    welcome(test, KR, [{ line: LEADERS, state: script.state, consoles: everybody() }, advisersIdle()])
    await arm(test)
  },
} satisfies States
