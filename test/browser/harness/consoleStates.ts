import { ADVISERS, LEADERS } from '../../calls/demonstrationLines.ts'
import {
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
import { emptyLine } from '../../../server/calls/evolve.ts'
import type { LineState } from '../../../server/protocol/lineState.ts'
import { signIn, welcome } from '../../client/softphoneInTest.ts'
import { advisersIdle, everybody, arm, idle, type States } from './beginnings.ts'
import { hour } from './pathHours.ts'

/** Consoles on which nothing rings, by what stands on them. */
export const consoleStates = {
  'console-not-armed': idle,
  'console-armed': async (test) => {
    await idle(test)
    await arm(test)
  },
  'console-faults': async (test) => {
    await idle(test)
    await arm(test)
    test.notifications.granted = 'denied'
    test.media.sound = false
    test.media.setLocal({ microphone: 'refused', camera: 'busy' })
    test.media.reportWarmLine({ line: 'leaders', state: 'down' })
    await test.clock.pass(1_000)
    test.connection.become('lost')
  },
  'console-board': async (test) => {
    test.connection.answer('paths:read', ({ line }) => ({ ok: true, body: hour(line) }))
    await signIn(test)
    const nowMs = test.clock.nowMs()
    const attended = (attendance: LineState['attendance']) => (line: string) => ({ ...emptyLine(line), attendance })
    const heardMs = nowMs - 11 * 3_600_000
    welcome(test, KR, [
      {
        line: LEADERS,
        state: attended([
          { party: 'kr', attended: true, sinceMs: heardMs },
          { party: 'jp', attended: true, sinceMs: heardMs },
          { party: 'us', attended: false, sinceMs: heardMs, lastHeardMs: heardMs },
        ])('leaders'),
        consoles: [
          present(KR, { armedSinceMs: nowMs - 7_260_000, roundTripMs: 8, lossPercent: 0 }),
          present(KR_INTERPRETER, { roundTripMs: 12, lossPercent: 0, busy: 'immediate' }),
          present(JP, {
            colour: 'amber',
            faults: [
              { check: 'microphone', colour: 'amber', fault: 'microphone-silent' },
              { check: 'camera', colour: 'amber', fault: 'camera-none' },
              { check: 'wake-lock', colour: 'amber', fault: 'awake-lost' },
            ],
            ...{ roundTripMs: 38.4, lossPercent: 0.2 },
          }),
          present(JP_WATCH, { colour: 'red', silentSinceMs: nowMs - 14_000 }),
          present(US, { armed: false, colour: 'red' }),
        ],
      },
      {
        line: ADVISERS,
        state: attended([
          { party: 'kr', attended: true, sinceMs: heardMs },
          { party: 'us', attended: false, sinceMs: nowMs - 300_000 },
        ])('advisers'),
        consoles: [
          present(KR_WATCH, { roundTripMs: 8, lossPercent: 0 }),
          present(US_WATCH, {
            colour: 'red',
            faults: [{ check: 'sound', colour: 'red', fault: 'sound-blocked' }],
            roundTripMs: 171,
            lossPercent: 1.4,
          }),
        ],
      },
    ])
    await arm(test)
  },
  'console-other-tab': async (test) => {
    test.tabs.others = [KR.console]
    await signIn(test)
    const script = new LineScript('leaders', test.clock.nowMs() - 300_000)
    script.place(KR)
    script.answered(US)
    const elsewhere = { ...KR, console: KR_WATCH.console }
    welcome(test, elsewhere, [{ line: LEADERS, state: script.state, consoles: everybody() }, advisersIdle()])
    await test.clock.pass(2_500)
  },
  'console-joins-only': async (test) => {
    await signIn(test)
    welcome(test, US_ADVISER, [
      { line: LEADERS, standing: 'joins', consoles: everybody() },
      { ...advisersIdle(), standing: 'rung' },
    ])
    await arm(test)
  },
  settings: async (test) => {
    await idle(test)
    await arm(test)
    test.media.deviceList = {
      microphones: [{ deviceId: 'm', label: 'Desk microphone' }],
      cameras: [{ deviceId: 'c', label: 'Camera above the screen' }],
      outputs: [{ deviceId: 'o', label: 'Headset' }],
      chosen: { microphone: 'm' },
    }
    test.place.go('/settings')
  },
} satisfies States
