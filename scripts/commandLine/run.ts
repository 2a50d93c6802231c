import { parseArgs, type ParseArgsConfig } from 'node:util'
import { z } from 'zod'
import { ConfigError } from '../../server/config.ts'
import { RefusedError } from '../../server/protocol/refusal.ts'

/** It was done. */
const DONE = 0
/** It was refused, or it failed; the sentence on the error output says why. */
const FAILED = 1
/** The command was not understood; the usage follows on the error output. */
const MISUSED = 2

/** The command line is not one that the command knows. */
export class Misuse extends Error {
  override readonly name = 'Misuse'
}

/** What was typed behind `--` of `npm run`: words, and options of the kinds that the command has. */
export interface Typed {
  readonly words: readonly string[]
  readonly options: Readonly<Record<string, string | boolean | undefined>>
}

/** @throws Misuse for an option that the command does not have. */
export function parseTyped(words: readonly string[], options: Readonly<Record<string, 'text' | 'switch'>>): Typed {
  const config: NonNullable<ParseArgsConfig['options']> = {}
  for (const [name, kind] of Object.entries(options)) config[name] = { type: kind === 'text' ? 'string' : 'boolean' }
  try {
    const { positionals, values } = parseArgs({
      args: [...words],
      options: config,
      allowPositionals: true,
      strict: true,
    })
    return { words: positionals, options: z.record(z.string(), z.union([z.string(), z.boolean()])).parse(values) }
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message : String(error))
  }
}

/** The text of an option; undefined when it was not given. */
export function textOf({ options }: Typed, name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' ? value : undefined
}

/** The names in an option like `a,b,c`; undefined when it was not given. */
export const namesOf = (typed: Typed, name: string): string[] | undefined =>
  textOf(typed, name)
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** @throws Misuse that names what is missing. */
export function needed<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Misuse(`${what} is missing.`)
  return value
}

/** Runs one command to its exit code; what goes wrong is a sentence, and a stack trace only for a fault of ours. */
export async function runCommand(usage: string, work: () => Promise<boolean>): Promise<number> {
  try {
    return (await work()) ? DONE : FAILED
  } catch (error) {
    if (error instanceof Misuse) {
      process.stderr.write(`${error.message}\n\n${usage}\n`)
      return MISUSED
    }
    process.stderr.write(`${sentenceOf(error)}\n`)
    return FAILED
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof RefusedError || error instanceof ConfigError) return error.message
  if (error instanceof z.ZodError) return error.issues.map(({ message }) => message).join(' ')
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** A table for the terminal; the first row is its head. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
