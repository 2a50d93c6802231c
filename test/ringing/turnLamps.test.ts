import { expect } from 'chai'
import {
  BEGINS_WITHIN_MS,
  GOES_ON_WITHIN_MS,
  SILENT_FOR_MS,
  SPOKEN_FOR_MS,
  turnDue,
} from '../../server/calls/turnLamp.ts'
import { TurnLamps } from '../../server/ringing/turnLamps.ts'
import type { LineCommand } from '../../server/calls/commands.ts'
import { at, type Hotline, jpPrincipal, krPrincipal, up } from '../calls/hotline.ts'
import { until } from '../facts/until.ts'

const interpreter = at('kr', 'interpreter', 20)
const [kr, jp, desk] = [krPrincipal, jpPrincipal, interpreter].map(({ console }) => console.console) as [
  string,
  string,
  string,
]

/** A call in consecutive mode, with an interpreter on the floor. */
function consecutive(): Hotline {
  const hotline = up()
  const { callId } = hotline.call
  hotline.must(interpreter, { name: 'call:join', callId })
  hotline.must(interpreter, { name: 'desk:take', callId, pair: ['ko', 'en'], output: 'floor' })
  hotline.must(krPrincipal, { name: 'mode:set', callId, mode: 'consecutive' })
  return hotline
}

describe('The turn lamp, by what is heard', () => {
  type Turn = 'clear' | 'speaking' | 'interpreting'
  /** The lamp; who speaks since when, and who stopped when, in milliseconds after it turned; what is due, and when. */
  const TABLE: readonly [string, Turn, Record<string, number>, Record<string, number>, Turn | undefined, number][] = [
    ['stays clear while nobody speaks', 'clear', {}, {}, undefined, 0],
    ['says that somebody speaks, after more than a cough', 'clear', { [kr]: 100 }, {}, 'speaking', 100 + SPOKEN_FOR_MS],
    ['counts from when it was clear', 'clear', { [kr]: -5_000 }, {}, 'speaking', SPOKEN_FOR_MS],
    ['takes no interpreter for a speaker', 'clear', { [desk]: 100 }, {}, undefined, 0],
    ['waits for the interpreter, whoever else speaks', 'speaking', { [kr]: 1, [jp]: 2 }, { [kr]: 9 }, undefined, 0],
    ['says that it is rendered', 'speaking', { [kr]: 1, [desk]: 300 }, {}, 'interpreting', 300 + SPOKEN_FOR_MS],
    ['stays while the interpreter speaks', 'interpreting', { [desk]: 1 }, {}, undefined, 0],
    ['is clear when they were silent for long', 'interpreting', {}, { [desk]: 700 }, 'clear', 700 + SILENT_FOR_MS],
    [
      'gives who has used the key time to begin',
      'interpreting',
      { [kr]: 1 },
      { [desk]: -9 },
      'clear',
      BEGINS_WITHIN_MS,
    ],
  ]
  for (const [what, turn, speaking, stopped, next, afterMs] of TABLE) {
    it(what, () => {
      const { call } = consecutive()
      const sinceMs = 1_000_000
      const times = (of: Record<string, number>) =>
        new Map(Object.entries(of).map(([console, ms]) => [console, sinceMs + ms]))
      const due = turnDue(
        { ...call, consecutive: { turn, sinceMs } },
        { speaking: times(speaking), stopped: times(stopped) },
      )
      expect(due).to.deep.equal(next && { turn: next, atMs: sinceMs + afterMs })
    })
  }

  /** The same of a lamp that is clear because the interpreter was not heard any more. */
  const PAUSES: readonly [string, Record<string, number>, Turn | undefined, number][] = [
    ['stays clear while nothing is heard', {}, undefined, 0],
    ['goes on with a rendering after a pause', { [desk]: 6_000 }, 'interpreting', 6_000 + SPOKEN_FOR_MS],
    ['goes on also where somebody else begins later', { [desk]: 10, [kr]: 20 }, 'interpreting', 10 + SPOKEN_FOR_MS],
    ['is of who has begun first', { [desk]: 20, [kr]: 10 }, 'speaking', 10 + SPOKEN_FOR_MS],
    ['takes what comes long after for no rendering', { [desk]: GOES_ON_WITHIN_MS }, undefined, 0],
  ]
  for (const [what, speaking, next, afterMs] of PAUSES) {
    it(`${what}, where an interpreter was silent`, () => {
      const { call } = consecutive()
      const sinceMs = 1_000_000
      const heard = new Map(Object.entries(speaking).map(([console, ms]) => [console, sinceMs + ms]))
      const paused = { ...call, consecutive: { turn: 'clear', sinceMs, unheard: true } } as const
      const due = turnDue(paused, { speaking: heard, stopped: new Map() })
      expect(due).to.deep.equal(next && { turn: next, atMs: sinceMs + afterMs })
    })
  }

  it('is clear where no interpreter is there any more', () => {
    const hotline = consecutive()
    const { callId } = hotline.call
    hotline.must('server', { name: 'turn:tell', callId, from: 'clear', turn: 'speaking' })
    hotline.must(interpreter, { name: 'call:leave', callId })
    const heard = { speaking: new Map([[kr, 1]]), stopped: new Map<string, number>() }
    expect(turnDue(hotline.call, heard)).to.deep.equal({ turn: 'clear', atMs: hotline.atMs })
  })

  it('is told once for each change, with what it showed before', async () => {
    const hotline = consecutive()
    const told: LineCommand[] = []
    const lamps = TurnLamps.create({
      clock: () => hotline.atMs,
      report: async (_line, command) => {
        told.push(command)
        hotline.must('server', command)
        lamps.stateChanged(hotline.state)
        return { ok: true }
      },
    })
    lamps.stateChanged(hotline.state)
    lamps.speakersChanged('leaders', [kr])
    hotline.atMs += SPOKEN_FOR_MS
    lamps.speakersChanged('leaders', [kr, jp])
    await until('somebody speaks', () => hotline.call.consecutive?.turn === 'speaking')
    lamps.speakersChanged('leaders', [desk])
    hotline.atMs += SPOKEN_FOR_MS
    lamps.speakersChanged('leaders', [desk, jp])
    await until('it is rendered', () => hotline.call.consecutive?.turn === 'interpreting')
    lamps.speakersChanged('leaders', [])
    hotline.atMs += SILENT_FOR_MS
    lamps.stateChanged(hotline.state)
    await until('it is clear', () => hotline.call.consecutive?.turn === 'clear')
    lamps.speakersChanged('leaders', [desk])
    hotline.atMs += SPOKEN_FOR_MS
    lamps.speakersChanged('leaders', [desk, jp])
    await until('the rendering goes on', () => hotline.call.consecutive?.turn === 'interpreting')
    hotline.must(interpreter, { name: 'turn:set', callId: hotline.call.callId, turn: 'clear' })
    lamps.stateChanged(hotline.state)
    expect(turnDue(hotline.call, { speaking: new Map([[desk, hotline.atMs]]), stopped: new Map() }), 'by key').to.equal(
      undefined,
    )
    expect(told.map((command) => ('from' in command ? command.from : ''))).to.deep.equal([
      'clear',
      'speaking',
      'interpreting',
      'clear',
    ])
    lamps.close()
  })
})
