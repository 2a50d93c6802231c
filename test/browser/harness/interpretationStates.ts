import type { ConsolePerson } from '../../../server/protocol/actor.ts'
import { LEADERS } from '../../calls/demonstrationLines.ts'
import {
  by,
  CALL_ID,
  JP,
  JP_INTERPRETER,
  KR,
  KR_INTERPRETER,
  LineScript,
  SERVER,
  US,
  US_INTERPRETER,
} from '../../client/fakeLine.ts'
import { signIn, welcome, type SoftphoneInTest } from '../../client/softphoneInTest.ts'
import { drawnPicture, remote } from './pictures.ts'

/** A call of three who speak three languages, and of those who interpret it. */
export function interpreted(test: SoftphoneInTest): LineScript {
  const script = new LineScript('leaders', test.clock.nowMs() - 760_000)
  script.place(US)
  script.record()
  for (const who of [KR, JP]) script.answered(who)
  for (const who of [KR_INTERPRETER, JP_INTERPRETER, US_INTERPRETER]) script.joined(who)
  for (const who of [KR, JP, US]) {
    script.track(who, 'microphone')
    script.track(who, 'camera')
  }
  for (const who of [KR_INTERPRETER, JP_INTERPRETER, US_INTERPRETER]) script.track(who, 'microphone', true)
  return script
}

function atDesks(test: SoftphoneInTest): LineScript {
  const script = interpreted(test)
  script.desk(KR_INTERPRETER, ['ko', 'en'], 'ko')
  script.speech(KR_INTERPRETER, 'ko')
  script.desk(JP_INTERPRETER, ['ja', 'en'], 'ja')
  script.listens(JP_INTERPRETER, 'en')
  script.speech(JP_INTERPRETER, 'ja')
  script.desk(US_INTERPRETER, ['ko', 'en'], 'ko')
  script.listens(US, 'en')
  return script
}

export async function comeIn(test: SoftphoneInTest, who: ConsolePerson, script: LineScript): Promise<void> {
  await signIn(test)
  const standing = who.role === 'principal' ? 'rung' : 'joins'
  welcome(test, who, [{ line: LEADERS, standing, state: script.state }])
  const answer = () => ({ ok: true, body: { callId: CALL_ID, version: script.state.version } }) as const
  for (const name of ['call:join', 'hearing:choose', 'desk:turn'] as const) test.connection.answer(name, answer)
  await test.phone.call.join('leaders')?.()
  test.media.setLocal({ microphone: 'ready', camera: 'ready', picture: drawnPicture(210), cameraOn: true })
  test.media.setRemotes([remote(JP, 'camera', 20), remote(US, 'camera', 260)])
  const atMs = test.clock.nowMs()
  test.connection.notify('recording:marked', {
    ...{ line: 'leaders', callId: CALL_ID, atMs, state: 'on', safeUpToMs: atMs - 200 },
    tracks: 0,
  })
  test.connection.notify('speaker:changed', {
    ...{ line: 'leaders', callId: CALL_ID },
    speakers: [{ console: JP.console, volumeDb: -18 }],
  })
}

export const interpretationStates = {
  'call-listening': async (test: SoftphoneInTest) => {
    const script = atDesks(test)
    script.listens(KR, 'ko')
    await comeIn(test, KR, script)
  },
  'call-consecutive': async (test: SoftphoneInTest) => {
    const script = interpreted(test)
    script.entry(by(KR_INTERPRETER), [{ type: 'mode:changed', mode: 'consecutive' }])
    script.desk(KR_INTERPRETER, ['ko', 'en'], 'floor')
    script.entry(SERVER, [{ type: 'turn:changed', turn: 'interpreting' }])
    await comeIn(test, KR, script)
  },
  'call-desk': async (test: SoftphoneInTest) => {
    await comeIn(test, KR_INTERPRETER, atDesks(test))
    test.media.levelNow = 0.6
  },
  /** Waiting for a partner who asks to be relieved, in consecutive mode with everything that a desk can show. */
  'call-desk-asked': async (test: SoftphoneInTest) => {
    const script = atDesks(test)
    script.listens(US_INTERPRETER, 'ja')
    script.entry(by(KR_INTERPRETER), [{ type: 'channel:offered', console: KR_INTERPRETER.console, channel: 'ko' }])
    script.entry(by(KR_INTERPRETER), [{ type: 'mode:changed', mode: 'consecutive' }])
    await comeIn(test, US_INTERPRETER, script)
  },
  'call-desk-none': async (test: SoftphoneInTest) => {
    await comeIn(test, KR_INTERPRETER, interpreted(test))
  },
}
