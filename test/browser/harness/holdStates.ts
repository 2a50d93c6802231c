import { LEADERS } from '../../calls/demonstrationLines.ts'
import { by, CALL_ID, JP, JP_WATCH, KR, LineScript, OTHER_CALL_ID, SERVER, US } from '../../client/fakeLine.ts'
import { signIn, welcome } from '../../client/softphoneInTest.ts'
import { drawnPicture, remote } from './pictures.ts'
import { advisersIdle, everybody, arm, tell, mark, up, type States } from './beginnings.ts'

const held = (who: typeof KR, reason: 'answering' | 'pre-empted', precedence: 'immediate' | 'flash' = 'flash') =>
  ({ type: 'leg:held', console: who.console, reason, precedence }) as const

/** Two calls at one console. */
export const holdStates = {
  'call-and-ring': async (test) => {
    await up(test)
    const script = new LineScript('advisers', test.clock.nowMs())
    test.connection.notify('line:advanced', {
      line: 'advisers',
      entries: [
        script.place(JP_WATCH, { callId: OTHER_CALL_ID, precedence: 'immediate' }),
        script.ring('kr', [KR], 1, OTHER_CALL_ID),
      ],
    })
  },
  /** The call was put aside by its person, and the other line rings. */
  'call-aside-and-ring': async (test) => {
    const script = await up(test)
    const other = new LineScript('advisers', test.clock.nowMs())
    tell(test, script.entry(by(KR), [{ type: 'leg:held', console: KR.console, reason: 'asked' }]))
    const ring = [
      other.place(JP_WATCH, { callId: OTHER_CALL_ID, precedence: 'immediate' }),
      other.ring('kr', [KR], 1, OTHER_CALL_ID),
    ]
    test.connection.notify('line:advanced', { line: 'advisers', entries: ring })
  },
  'call-and-flash': async (test) => {
    const script = await up(test)
    const other = new LineScript('advisers', test.clock.nowMs())
    const ring = [
      other.place(JP_WATCH, { callId: OTHER_CALL_ID, precedence: 'flash', marking: 'exercise' }),
      other.ring('kr', [KR], 1, OTHER_CALL_ID),
    ]
    test.connection.notify('line:advanced', { line: 'advisers', entries: ring })
    tell(test, script.entry(SERVER, [held(KR, 'pre-empted')]))
  },
  /** In a test call, with another one on hold, and somebody of this one taken by a flash ring. */
  'call-on-hold': async (test) => {
    await signIn(test)
    const [here, other] = ['leaders', 'advisers'].map((line) => new LineScript(line, test.clock.nowMs() - 400_000))
    if (!here || !other) throw new Error('There are two lines.')
    other.place(JP_WATCH, { callId: OTHER_CALL_ID })
    other.entry(by(KR), [{ type: 'leg:joined', leg: KR, how: 'joined', callId: OTHER_CALL_ID }])
    other.entry(by(KR), [{ ...held(KR, 'answering', 'immediate'), callId: OTHER_CALL_ID }])
    here.place(US, { precedence: 'immediate', marking: 'test' })
    here.record()
    here.answered(KR)
    here.answered(JP)
    for (const who of [KR, JP, US]) here.track(who, 'microphone')
    here.entry(SERVER, [held(US, 'pre-empted')])
    welcome(test, KR, [
      { line: LEADERS, state: here.state, consoles: everybody() },
      { ...advisersIdle(), state: other.state },
    ])
    await arm(test)
    test.connection.answer('call:join', () => ({ ok: true, body: { callId: CALL_ID, version: here.state.version } }))
    await test.phone.call.join('leaders')?.()
    test.media.setLocal({ picture: drawnPicture(210), cameraOn: true })
    test.media.setRemotes([remote(JP, 'camera', 20)])
    mark(test)
  },
  'console-on-hold': async (test) => {
    await signIn(test)
    const script = new LineScript('leaders', test.clock.nowMs() - 300_000)
    script.place(US)
    script.answered(KR)
    script.entry(SERVER, [held(KR, 'answering')])
    welcome(test, KR, [{ line: LEADERS, state: script.state, consoles: everybody() }, advisersIdle()])
    await arm(test)
  },
} satisfies States
