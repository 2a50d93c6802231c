import { settled } from '../../client/fakeClock.ts'
import { ADVISERS, LEADERS } from '../../calls/demonstrationLines.ts'
import {
  at,
  by,
  CALL_ID,
  JP,
  JP_WATCH,
  KR,
  KR_INTERPRETER,
  KR_WATCH,
  LineScript,
  OTHER_CALL_ID,
  present,
  SERVER,
  US,
  US_ADVISER,
  US_WATCH,
} from '../../client/fakeLine.ts'
import { emptyLine } from '../../../server/calls/evolve.ts'
import type { LineState } from '../../../server/protocol/lineState.ts'
import { signIn, welcome, type SoftphoneInTest } from '../../client/softphoneInTest.ts'
import type { PathHistory } from '../../../server/protocol/pathHistory.ts'
import type { Ladder, LadderStep } from '../../../server/protocol/ladders.ts'
import type { StateName } from './build.ts'
import { delegationStates } from './delegationStates.ts'
import { interpretationStates } from './interpretationStates.ts'
import { lineTestStates } from './lineTestStates.ts'
import { layoutStates } from './layoutStates.ts'
import { rollCallStates } from './rollCallStates.ts'
import { drawnPicture, remote } from './pictures.ts'
import { writing } from '../../client/fakeTexts.ts'
import { writeAway } from './texts.ts'

/** Every state of the screens that is looked at, each brought about the way it comes about: by notices and actions. */

/** A line on which whoever sits here is rung, too. */
const advisersIdle = () => ({
  line: { ...ADVISERS, standings: { ...ADVISERS.standings, principal: 'rung' as const } },
  consoles: [
    present(KR_WATCH),
    present(JP_WATCH, { armed: false, colour: 'red' }),
    present(US_ADVISER, { standing: 'rung' }),
    present(US_WATCH),
  ],
})
const everybody = () => [
  present(KR),
  present(KR_WATCH),
  present(KR_INTERPRETER),
  present(JP),
  present(JP_WATCH, { armed: false, colour: 'red' }),
  present(US),
  present(US_WATCH, { colour: 'red' }),
]

/** An hour that has everything: a quiet path, one with trouble, and one that was not there for a while. */
function hour(line: string): PathHistory {
  const samples = (sample: (step: number) => number | null) =>
    Array.from({ length: 120 }, (_none, step) => sample(step))
  const wave = (step: number): number => ((step * 37) % 11) + ((step * 17) % 5)
  const trouble = (step: number): boolean => step > 70 && step < 84
  const away = (step: number): boolean => step < 12 || (step > 40 && step < 58)
  return {
    newestAtMs: Date.UTC(2026, 10, 24, 5, 41),
    stepMs: 30_000,
    parties: [
      {
        party: 'kr',
        // On one line too little for a chart.
        roundTripMs: samples((step) => (line !== 'leaders' && step < 114 ? null : 6 + wave(step))),
        lossPercent: samples((step) => (line !== 'leaders' && step < 114 ? null : 0)),
      },
      {
        party: 'jp',
        roundTripMs: samples((step) => 34 + wave(step) + (trouble(step) && line === 'leaders' ? 120 : 0)),
        lossPercent: samples((step) => (trouble(step) && line === 'leaders' ? 1 + (step % 4) : 0)),
      },
      {
        party: 'us',
        roundTripMs: samples((step) => (away(step) ? null : 172 + 2 * wave(step))),
        lossPercent: samples((step) => (away(step) ? null : step % 23 === 0 ? 0.4 : 0)),
      },
    ],
  }
}
const LAST_STEP: LadderStep = { afterMs: 0, roles: 'everybody', insists: true }
const LADDER: Ladder = [
  { afterMs: 0, roles: ['principal'] },
  { afterMs: 10_000, roles: ['watch', 'adviser'] },
  { ...LAST_STEP, afterMs: 20_000 },
]

async function arm({ phone, media }: SoftphoneInTest): Promise<void> {
  await settled()
  await phone.lamps.arm.value?.()
  media.reportWarmLine({ line: 'leaders', state: 'up', roundTripMs: 38.2, lossPercent: 0 })
  media.reportWarmLine({ line: 'advisers', state: 'up', roundTripMs: 41.7, lossPercent: 0.3 })
  media.setLocal({ picture: drawnPicture(210) })
}

const idle = async (test: SoftphoneInTest): Promise<LineScript> => {
  test.connection.answer('paths:read', ({ line }) => ({ ok: true, body: hour(line) }))
  await signIn(test)
  const script = new LineScript('leaders', test.clock.nowMs() - 3_600_000)
  welcome(test, KR, [{ line: LEADERS, state: script.state, consoles: everybody() }, advisersIdle()])
  return script
}

async function placed(test: SoftphoneInTest): Promise<LineScript> {
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

function tell(test: SoftphoneInTest, ...entries: ReturnType<LineScript['entry']>[]): void {
  test.connection.notify('line:advanced', { line: 'leaders', entries })
}

function mark(test: SoftphoneInTest): void {
  const atMs = test.clock.nowMs()
  test.connection.notify('recording:marked', {
    line: 'leaders',
    callId: CALL_ID,
    atMs,
    state: 'on',
    safeUpToMs: atMs - 200,
    tracks: [],
  })
}

async function up(test: SoftphoneInTest): Promise<LineScript> {
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

const held = (who: typeof KR, reason: 'answering' | 'pre-empted', precedence: 'immediate' | 'flash' = 'flash') =>
  ({ type: 'leg:held', console: who.console, reason, precedence }) as const

async function incoming(test: SoftphoneInTest, precedence: 'routine' | 'flash', callId = CALL_ID): Promise<void> {
  const script = await idle(test)
  await arm(test)
  script.atMs = test.clock.nowMs()
  tell(test, script.place(US, { precedence, callId }), script.ring('kr', [KR, KR_WATCH], 1, callId))
  await settled()
}

/** What is loaded and asked for on the screen is there. */
async function appears(selector: string): Promise<void> {
  while (document.querySelector(selector) === null) await new Promise(requestAnimationFrame)
}

async function recordsOfficer(test: SoftphoneInTest): Promise<void> {
  await signIn(test)
  welcome(test, at(9, 'kr-records', 'Yoon Da-eun', 'records'), [])
}

export const STATES: Record<StateName, (test: SoftphoneInTest) => Promise<unknown>> = {
  'sign-in': () => settled(),
  'sign-in-refused': async (test) => {
    await settled()
    test.account.signing = { ok: false, refusal: { code: 'signed-out', message: '' } }
    await test.phone.session.signIn.value?.('kr-principal', 'wrong')
  },
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
  'console-texts': async (test) => {
    const script = await idle(test)
    await arm(test)
    tell(test, ...writing(script))
    await writeAway(test)
  },
  'console-prepared': async (test) => {
    const script = await idle(test)
    await arm(test)
    tell(test, ...writing(script))
    test.phone.texts.choose('leaders', test.phone.texts.prepared.value[3])
    await settled()
    // On the other line they are shown, to choose one.
    const [, other] = document.querySelectorAll<HTMLElement>('.line .texts-write button[aria-pressed]')
    const only = document.querySelector<HTMLElement>('.line .texts-write button[aria-pressed]')
    ;(other ?? only)?.click()
    await settled()
  },
  'call-texts': async (test) => {
    const script = await up(test)
    tell(test, ...writing(script))
    mark(test)
  },
  'call-written': async (test) => {
    const script = await up(test)
    tell(test, ...writing(script), script.entry(SERVER, [{ type: 'media:lost' }]))
    test.media.setRemotes([])
    mark(test)
  },
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
    script.entry(SERVER, [{ type: 'ring:sent', party: 'kr', attempt: 1, ladder: [LAST_STEP], consoles: [] }])
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
  incoming: (test) => incoming(test, 'routine'),
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
  'call-up': up,
  'call-crowded': async (test) => {
    const script = await up(test)
    tell(
      test,
      script.joined(US_ADVISER),
      script.track(US_ADVISER, 'microphone', true),
      script.joined(KR_INTERPRETER),
      script.track(KR_INTERPRETER, 'microphone'),
      script.joined(JP_WATCH),
      script.entry(by(JP_WATCH), [{ type: 'leg:left', console: JP_WATCH.console, reason: 'left' }]),
      script.entry(SERVER, [{ type: 'leg:away', console: US.console, reason: 'console-lost' }]),
    )
    mark(test)
  },
  'call-recall': async (test) => {
    await up(test)
    test.recall.toMs = test.clock.nowMs() - 800
    await test.phone.recall.start.value?.()
    await test.clock.pass(17_000)
    mark(test)
  },
  'call-screen': async (test) => {
    const script = await up(test)
    tell(test, script.track(US, 'screen'))
    test.media.setRemotes([...test.media.remoteTracks, remote(US, 'screen', 50)])
    mark(test)
  },
  ...layoutStates(up, tell),
  'call-alarm': async (test) => {
    await up(test)
    test.media.setLocal({ muted: true, camera: 'busy', cameraOn: false })
    await test.clock.pass(3_000)
    test.phone.call.end.value?.()
  },
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
  'records-found': async (test) => {
    await recordsOfficer(test)
    test.place.go('/records')
    await appears('.record-search')
    const field = document.querySelector<HTMLInputElement>('#search-search')
    if (field) field.value = 'ほっとらいん ward'
    document.querySelector<HTMLFormElement>('.record-search')?.requestSubmit()
    await appears('.record-found')
  },
  records: async (test) => {
    await recordsOfficer(test)
    test.place.go('/records')
  },
  record: async (test) => {
    await recordsOfficer(test)
    test.place.go(`/records/${CALL_ID}`)
  },
  'record-damaged': async (test) => {
    await recordsOfficer(test)
    test.place.go(`/records/${OTHER_CALL_ID}`)
  },
  exceptions: async (test) => {
    await recordsOfficer(test)
    test.place.go('/records/exceptions/2026-11-23')
  },
  'exceptions-none': async (test) => {
    await recordsOfficer(test)
    test.place.go('/records/exceptions')
  },
  ...interpretationStates,
  ...rollCallStates,
  ...delegationStates(up),
  ...lineTestStates,
  administration: async (test) => {
    await signIn(test)
    welcome(test, KR, [], ['admin'])
    test.place.go('/administration')
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
}
