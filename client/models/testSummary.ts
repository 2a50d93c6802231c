import type { TestFault, TestFound, TestResult } from '../../server/protocol/lineTests.ts'

/** The worst of each figure in a test; absent where nothing was measured of it. */
export interface TestFigures {
  readonly setUpMs?: number
  readonly roundTripMs?: number
  readonly lossPercent?: number
  readonly jitterMs?: number
  readonly mouthToEarMs?: number
  /** Of what was sent, how much is in the sealed record. */
  readonly recordedPercent?: number
}

type Figure = keyof TestFigures

export function figuresOf(found: readonly TestFound[]): TestFigures {
  const heard = found.flatMap((one) => one.heard)
  const recorded = found
    .flatMap(({ sent }) => sent)
    .flatMap(({ count, recorded }) =>
      recorded === undefined || count === 0 ? [] : [Math.min(100, (100 * recorded) / count)],
    )
  return {
    ...most(
      'setUpMs',
      found.map((one) => one.setUpMs),
    ),
    ...most(
      'roundTripMs',
      found.map((one) => one.roundTripMs),
    ),
    ...most(
      'lossPercent',
      heard.map((one) => one.lossPercent),
    ),
    ...most(
      'jitterMs',
      heard.map((one) => one.jitterMs),
    ),
    ...most(
      'mouthToEarMs',
      heard.map((one) => one.mouthToEarMs),
    ),
    ...(recorded.length > 0 && { recordedPercent: Math.min(...recorded) }),
  }
}

function most(name: Figure, values: readonly (number | undefined)[]): TestFigures {
  const measured = values.filter((value) => value !== undefined)
  return measured.length === 0 ? {} : { [name]: Math.max(...measured) }
}

/** The parties for which the server itself took part: nobody of theirs was armed. */
export const standInParties = ({ participants }: Pick<TestResult, 'participants'>): string[] =>
  participants.filter(({ synthetic }) => synthetic).map(({ party }) => party)

/** A fault with who it is about, as a person would name them. */
export interface NamedFault {
  readonly code: TestFault['code']
  readonly who?: string
  readonly from?: string
  readonly kind?: NonNullable<TestFault['kind']>
  readonly value?: number
}

export function namedFaults(
  { faults, participants }: Pick<TestResult, 'faults' | 'participants'>,
  nameOf: (participant: TestResult['participants'][number]) => string,
): NamedFault[] {
  const named = (console: string): string => {
    const participant = participants.find((one) => one.console === console)
    return participant === undefined ? '' : nameOf(participant)
  }
  return faults.map(({ code, console, from, kind, value }) => ({
    code,
    ...(console !== undefined && { who: named(console) }),
    ...(from !== undefined && { from: named(from) }),
    ...(kind !== undefined && { kind }),
    ...(value !== undefined && { value }),
  }))
}
