import type { Line } from '../../server/protocol/directory.ts'
import { ladderSchema, type Ladder, type LadderStep } from '../../server/protocol/ladders.ts'
import { roleSchema } from '../../server/protocol/words.ts'
import { Misuse, table } from './run.ts'

/** "10 adviser,kr-nsc insists": after how many seconds, who, and whether it insists. */
const STEP = /^(\d+(?:\.\d+)?) +([a-z0-9-]+(?:,[a-z0-9-]+)*)( +insists)?$/

/** @throws Misuse for what is no step; what makes no ladder is refused by the directory. */
export const ladderOf = (steps: readonly string[]): Ladder => ladderSchema.parse(steps.map(stepOf))

function stepOf(words: string): LadderStep {
  const [, seconds = '', who = '', insists] = STEP.exec(words.trim()) ?? []
  if (who === '') throw new Misuse(`No step of a ladder: "${words}". Say for example "10 adviser".`)
  const names = who.split(',')
  const roles = names.flatMap((name) => roleSchema.safeParse(name).data ?? [])
  const everybody = names.includes('everybody')
  if (everybody && names.length > 1) throw new Misuse(`Beside everybody nobody is left to name: "${words}".`)
  const people = everybody ? [] : names.filter((name) => !roleSchema.safeParse(name).success)
  return {
    afterMs: Math.round(Number(seconds) * 1000),
    roles: everybody ? 'everybody' : roles,
    ...(people.length > 0 && { people }),
    ...(insists !== undefined && { insists: true }),
  }
}

/** The ladders of a line for the terminal, a step a row. */
export function ladderTable({ name, ladders = {} }: Line): string {
  const rows = Object.entries(ladders).flatMap(([party, ladder]) =>
    ladder.map(({ afterMs, roles, people = [], insists }) => {
      const who = roles === 'everybody' ? 'everybody' : [...roles, ...people].join(',')
      return [party, `${afterMs / 1000} s`, who, insists === true ? 'until somebody sees to it' : '']
    }),
  )
  if (rows.length === 0) return `On ${name} all who are rung ring at once.`
  return table([['Party', 'After', 'Rings', ''], ...rows])
}
