import type { StateName } from './build.ts'
import { settled } from '../../client/fakeClock.ts'
import { ADVISERS, LEADERS } from '../../calls/demonstrationLines.ts'
import {
  CALL_ID,
  JP,
  JP_WATCH,
  KR,
  KR_INTERPRETER,
  KR_WATCH,
  LineScript,
  present,
  US,
  US_ADVISER,
  US_WATCH,
} from '../../client/fakeLine.ts'
import { signIn, welcome, type SoftphoneInTest } from '../../client/softphoneInTest.ts'
import { drawnPicture, remote } from './pictures.ts'
import { hour } from './pathHours.ts'

/** Some states of the screens, each brought about the way it comes about: by notices and actions. */
export type States = Partial<Record<StateName, (test: SoftphoneInTest) => Promise<unknown>>>

/** How the states of the screens begin: at rest, armed, with a call placed, with one that is up. */

/** A line on which whoever sits here is rung, too. */
export const advisersIdle = () => ({
  line: { ...ADVISERS, standings: { ...ADVISERS.standings, principal: 'rung' as const } },
  consoles: [
    present(KR_WATCH),
    present(JP_WATCH, { armed: false, colour: 'red' }),
    present(US_ADVISER, { standing: 'rung' }),
    present(US_WATCH),
  ],
})

export const everybody = () => [
  present(KR),
  present(KR_WATCH),
  present(KR_INTERPRETER),
  present(JP),
  present(JP_WATCH, { armed: false, colour: 'red' }),
  present(US),
  present(US_WATCH, { colour: 'red' }),
]

export async function arm({ phone, media }: SoftphoneInTest): Promise<void> {
  await settled()
  await phone.lamps.arm.value?.()
  media.reportWarmLine({ line: 'leaders', state: 'up', roundTripMs: 38.2, lossPercent: 0 })
  media.reportWarmLine({ line: 'advisers', state: 'up', roundTripMs: 41.7, lossPercent: 0.3 })
  media.setLocal({ picture: drawnPicture(210) })
}

export const idle = async (test: SoftphoneInTest): Promise<LineScript> => {
  test.connection.answer('paths:read', ({ line }) => ({ ok: true, body: hour(line) }))
  await signIn(test)
  const script = new LineScript('leaders', test.clock.nowMs() - 3_600_000)
  welcome(test, KR, [{ line: LEADERS, state: script.state, consoles: everybody() }, advisersIdle()])
  return script
}

export async function placed(test: SoftphoneInTest): Promise<LineScript> {
  const script = await idle(test)
  await arm(test)
  script.atMs = test.clock.nowMs()
  test.connection.answer('call:place', () => {
    test.connection.notify('line:advanced', {
      line: 'leaders',
      entries: [script.place(KR, { precedence: 'priority', marking: 'exercise' }), script.record()],
    })
    return { ok: true, body: { callId: CALL_ID, version: 1 } }
  })
  await test.phone.call.place('leaders')?.('priority', 'exercise')
  return script
}

export function tell(test: SoftphoneInTest, ...entries: ReturnType<LineScript['entry']>[]): void {
  test.connection.notify('line:advanced', { line: 'leaders', entries })
}

export function mark(test: SoftphoneInTest): void {
  const atMs = test.clock.nowMs()
  test.connection.notify('recording:marked', {
    line: 'leaders',
    callId: CALL_ID,
    atMs,
    state: 'on',
    safeUpToMs: atMs - 200,
    tracks: 0,
  })
}

export async function up(test: SoftphoneInTest): Promise<LineScript> {
  const script = await placed(test)
  tell(
    test,
    script.ring('jp', [JP, JP_WATCH]),
    script.ring('us', [US, US_WATCH]),
    script.answered(JP),
    script.answered(US),
    ...[KR, JP, US].flatMap((who) => [script.track(who, 'microphone'), script.track(who, 'camera')]),
  )
  test.media.setRemotes([remote(JP, 'camera', 20), remote(US, 'camera', 260)])
  await test.clock.leap(754_000)
  mark(test)
  test.connection.notify('quality:changed', {
    line: 'leaders',
    callId: CALL_ID,
    consoles: [
      { console: JP.console, level: 'good', roundTripMs: 34, lossPercent: 0 },
      { console: US.console, level: 'fair', roundTripMs: 182, lossPercent: 2.4 },
    ],
  })
  test.connection.notify('speaker:changed', {
    line: 'leaders',
    callId: CALL_ID,
    speakers: [{ console: JP.console, volumeDb: -18 }],
  })
  return script
}
