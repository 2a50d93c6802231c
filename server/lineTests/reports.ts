import { liveCall } from '../calls/roster.ts'
import type { LineState } from '../protocol/lineState.ts'
import type { RunningTest, TestMeasured } from '../protocol/lineTests.ts'

/**
 * The consoles that a call had anything to do with, as the lines' own states say: it rang there, or they were in it. A
 * console that says so of itself has proved nothing.
 */
export function consolesTakenBy(state: LineState): string[] {
  const call = liveCall(state)
  if (call === undefined) return []
  const inIt = call.legs.filter(({ state: leg }) => leg !== 'left')
  return [...inIt, ...[...call.rings, ...(call.interpreterRings ?? [])].flatMap(({ targets }) => targets)].map(
    ({ console }) => console,
  )
}

/**
 * A report as far as it can be one: of the other consoles of the test, of each kind once. What a console says of others
 * would stand in the figures of the line; of a part that ended early there are none.
 */
export function reportOf(
  measured: TestMeasured,
  console: string,
  participants: RunningTest['participants'],
): TestMeasured {
  const { stopped } = measured
  if (stopped !== undefined) return { sent: [], heard: [], stopped }
  const others = new Set(participants.map((one) => one.console).filter((one) => one !== console))
  return {
    ...measured,
    sent: firstOfEach(measured.sent, ({ kind }) => kind),
    heard: firstOfEach(
      measured.heard.filter(({ from }) => others.has(from)),
      ({ from, kind }) => `${from} ${kind}`,
    ),
  }
}

function firstOfEach<One>(all: readonly One[], nameOf: (one: One) => string): One[] {
  return [...Map.groupBy(all, nameOf).values()].flatMap(([first]) => (first === undefined ? [] : [first]))
}
