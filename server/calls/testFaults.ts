import type { FaultOfParties, TestFault, TestFound, TestHeard, TestParticipant } from '../protocol/lineTests.ts'

type Participants = readonly TestParticipant[]

/**
 * What of a test's faults is kept in its fact: of what is wrong on the paths from one party to another the worst, and all
 * that is wrong with one console. Of twelve consoles that hear each other badly all paths would be hundreds.
 */
export function worstFaults(faults: readonly TestFault[], participants: Participants): TestFault[] {
  const partyOf = partiesOf(participants)
  return worstOfEach(faults, ({ code, console, from, kind }) =>
    from === undefined ? `${code} ${console} ${kind}` : `${code} ${partyOf(console)} ${partyOf(from)} ${kind}`,
  )
}

/** Consoles come and go: later it counts whose they were. */
export function faultsOfParties(faults: readonly TestFault[], participants: Participants): FaultOfParties[] {
  const partyOf = partiesOf(participants)
  const ofParties = faults.map(({ console, from, ...fault }): FaultOfParties => {
    const [at, of] = [partyOf(console), partyOf(from)]
    return { ...fault, ...(at !== undefined && { party: at }), ...(of !== undefined && { from: of }) }
  })
  return worstOfEach(ofParties, ({ code, party, from, kind }) => `${code} ${party} ${from} ${kind}`)
}

/**
 * What of a test's figures is kept in its fact: of every console what it says of itself, and of the paths from one party to
 * another those on which most was lost, or it came most unevenly, or latest, or least came at all.
 */
export function worstPaths(found: readonly TestFound[], participants: Participants): TestFound[] {
  const partyOf = partiesOf(participants)
  const worst = new Map<string, TestHeard>()
  for (const { console, heard } of found) {
    for (const one of heard) {
      for (const [figure, badness] of FIGURES) {
        const key = `${figure} ${partyOf(console)} ${partyOf(one.from)} ${one.kind}`
        const known = worst.get(key)
        const value = badness(one)
        if (value !== undefined && (known === undefined || value > (badness(known) ?? value))) worst.set(key, one)
      }
    }
  }
  const kept = new Set(worst.values())
  return found.map((one) => ({ ...one, heard: one.heard.filter((heard) => kept.has(heard)) }))
}

/** How bad a path is by each of its figures; undefined where it was not measured. */
const FIGURES: readonly (readonly [string, (heard: TestHeard) => number | undefined])[] = [
  ['loss', ({ lossPercent }) => lossPercent],
  ['jitter', ({ jitterMs }) => jitterMs],
  ['mouth-to-ear', ({ mouthToEarMs }) => mouthToEarMs],
  // Above those that brought anything: one that brought nothing. How many packets there are is a matter of the time.
  ['nothing', ({ packets, silent, otherSound }) => (packets === 0 ? 2 : silent || otherSound ? 1 : 0)],
]

const partiesOf =
  (participants: Participants) =>
  (console: string | undefined): string | undefined =>
    participants.find((known) => known.console === console)?.party

type Judged = Pick<TestFault, 'code' | 'value' | 'paths'>

/** In the order in which the first of each came. */
function worstOfEach<Fault extends Judged>(faults: readonly Fault[], keyOf: (fault: Fault) => string): Fault[] {
  const worst = new Map<string, Fault>()
  for (const fault of faults) {
    const key = keyOf(fault)
    const known = worst.get(key)
    if (known === undefined) worst.set(key, fault)
    else worst.set(key, { ...(isWorse(fault, known) ? fault : known), paths: pathsOf(fault) + pathsOf(known) })
  }
  return [...worst.values()]
}

/** Of what is recorded less is worse, of everything else more. */
const isWorse = ({ code, value = 0 }: Judged, than: Judged): boolean =>
  code === 'not-recorded' ? value < (than.value ?? 0) : value > (than.value ?? 0)

/** On how many paths something is wrong. */
export const pathsOf = ({ paths = 1 }: Pick<TestFault, 'paths'>): number => paths
