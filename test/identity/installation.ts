import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DIRECTORY_STREAM } from '../../server/calls/directory.ts'
import { SqliteLog } from '../../server/facts/sqliteLog.ts'
import { Stream } from '../../server/facts/stream.ts'
import { Identity } from '../../server/identity/identity.ts'

/** A clock that tests move. */
export class TestClock {
  nowMs = Date.UTC(2026, 10, 24)
  readonly now = (): number => this.nowMs
  pass(ms: number): void {
    this.nowMs += ms
  }
}

/** Everything that knows who is who, on files of its own. */
export interface Installation {
  readonly folder: string
  readonly clock: TestClock
  readonly log: SqliteLog
  readonly identity: Identity
  /** What was logged as a warning, oldest first. */
  readonly warnings: { readonly message: string; readonly [binding: string]: unknown }[]
  close(): Promise<void>
}

/** Opens one process' view of a data folder; a folder that is handed in stays. */
export async function openInstallation(given?: { folder: string; clock?: TestClock }): Promise<Installation> {
  const warnings: Installation['warnings'] = []
  const folder = given?.folder ?? mkdtempSync(join(tmpdir(), 'ringdown-identity-'))
  const clock = given?.clock ?? new TestClock()
  const log = await SqliteLog.open(join(folder, 'facts.sqlite'))
  const stream = await Stream.open({ log, clock: clock.now, ...DIRECTORY_STREAM })
  const warn = (bindings: object, message: string): void => void warnings.push({ ...bindings, message })
  const identity = await Identity.create({
    dataFolder: folder,
    stream,
    clock: clock.now,
    log: { info: () => {}, warn },
  })
  const close = async (): Promise<void> => {
    identity.close()
    await stream.close()
    await log.close()
    if (!given) rmSync(folder, { recursive: true })
  }
  return { folder, clock, log, identity, warnings, close }
}

const OPERATOR = { kind: 'system', part: 'operator' } as const
export const PASSWORD = 'correct horse battery'

/** Three parties and one line; `people` are added with `PASSWORD`. */
export async function settle(
  { directory }: Identity,
  people: readonly { person: string; party: string; roles: ('principal' | 'records' | 'admin' | 'adviser')[] }[],
): Promise<void> {
  for (const [party, timeZone] of [
    ['kr', 'Asia/Seoul'],
    ['jp', 'Asia/Tokyo'],
    ['us', 'America/New_York'],
  ] as const) {
    await directory.addParty(OPERATOR, { party, name: party.toUpperCase(), languages: ['en'], timeZone })
  }
  await directory.addLine(OPERATOR, {
    line: 'leaders',
    name: 'Leaders',
    parties: ['kr', 'jp'],
    standings: { principal: 'rung' },
  })
  for (const { person, party, roles } of people) {
    await directory.add(OPERATOR, { person, name: person, party, roles, suspended: false }, PASSWORD)
  }
}
