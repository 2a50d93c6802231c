import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect } from 'chai'
import { LineStreams, type LineAnswer } from '../../server/facts/lineStreams.ts'
import { EMPTY_HEAD } from '../../server/facts/log.ts'
import { SqliteLog } from '../../server/facts/sqliteLog.ts'
import { DEFAULT_TIMING } from '../../server/calls/timing.ts'
import { ADVISERS, LEADERS } from '../calls/demonstrationLines.ts'
import { jpPrincipal, krPrincipal, krWatch, PLACE } from '../calls/hotline.ts'
import { inTempFolder } from './tempFolder.ts'
import { until } from './until.ts'

/** The lines of one log, which can be closed and opened again, and its file, which can be damaged meanwhile. */
class Installation {
  readonly log: SqliteLog
  readonly troubles: string[] = []
  readonly brokenAtOnce: string[] = []
  readonly #path: string
  #lines: LineStreams | undefined

  static async open(folder: string): Promise<Installation> {
    const path = join(folder, 'ringdown.sqlite')
    const log = await SqliteLog.open(path, { pollMs: 5, onFollowError: () => {} })
    const installation = new Installation(path, log)
    await installation.start()
    return installation
  }

  private constructor(path: string, log: SqliteLog) {
    this.#path = path
    this.log = log
  }

  get lines(): LineStreams {
    if (this.#lines === undefined) throw new Error('The lines are not open.')
    return this.#lines
  }

  async start(): Promise<void> {
    await this.#lines?.close()
    this.#lines = await LineStreams.open(
      {
        log: this.log,
        clock: Date.now,
        newId: randomUUID,
        timing: DEFAULT_TIMING,
        signedIn: () => [],
        prepared: () => [],
        languageOf: () => undefined,
        onTrouble: (message, error) => this.troubles.push(`${message} ${String(error)}`),
        onBroken: (line) => this.brokenAtOnce.push(line),
      },
      [LEADERS, ADVISERS],
    )
  }

  damage(sql: string): void {
    const other = new DatabaseSync(this.#path)
    other.exec(`DROP TRIGGER IF EXISTS entries_never_change; ${sql}`)
    other.close()
  }

  async place(line: string): Promise<string> {
    return bodyOf(await this.lines.command(line, krPrincipal, randomUUID(), PLACE)).callId
  }

  async versions(): Promise<number[]> {
    const counts = [LEADERS, ADVISERS].map(async ({ line }) => {
      const other = new DatabaseSync(this.#path)
      const row = other.prepare('SELECT count(*) AS count FROM entries WHERE stream = ?').get(`line/${line}`)
      other.close()
      return Number(row?.['count'])
    })
    return await Promise.all(counts)
  }
}

const bodyOf = (answer: LineAnswer): { callId: string; version: number } => {
  if (!answer.ok) throw new Error(`It was refused: ${answer.refusal.code}`)
  const { callId, version } = answer.body
  if (callId === undefined) throw new Error('It was about no call.')
  return { callId, version }
}

const codeOf = (answer: LineAnswer): string => (answer.ok ? 'granted' : answer.refusal.code)

const withLines = (test: (installation: Installation) => Promise<void>) => () =>
  inTempFolder(async (folder) => {
    const installation = await Installation.open(folder)
    try {
      await test(installation)
    } finally {
      await installation.lines.close()
      await installation.log.close()
    }
  })

const DAMAGED = `UPDATE entries SET at_ms = at_ms + 1 WHERE stream = 'line/leaders' AND version = 1`
const UNKNOWN_FACT = `INSERT INTO entries SELECT stream, 2, hash, 'c-new', at_ms, by_json, facts_json, previous
  FROM entries WHERE stream = 'line/leaders' AND version = 1`

describe('the lines', () => {
  it(
    'open without the one that is broken: it refuses every command by a code of its own, and the others work',
    withLines(async (installation) => {
      const callId = await installation.place('leaders')
      installation.damage(DAMAGED)
      await installation.start()
      const { lines } = installation
      expect(lines.names).to.deep.equal(['leaders', 'advisers'])
      expect(lines.names.map((line) => lines.isBroken(line))).to.deep.equal([true, false])
      expect(lines.state('leaders')).to.deep.include({ version: 0, unsealed: [] })
      expect(installation.troubles).to.have.length(1)
      expect(installation.troubles[0]).to.include('The line leaders is broken').and.to.include('at version 1')

      const refused = [
        await lines.command('leaders', krPrincipal, randomUUID(), PLACE),
        await lines.command('leaders', jpPrincipal, randomUUID(), { name: 'call:answer', callId }),
        await lines.report('leaders', 'server', { name: 'call:resume', callId }),
      ]
      expect(refused.map(codeOf)).to.deep.equal(['broken', 'broken', 'broken'])
      const [first] = refused
      expect(first?.ok === false && first.refusal.message).to.include(LEADERS.name)
      await installation.place('advisers')
      expect(await installation.versions(), 'nothing was appended to the broken one').to.deep.equal([1, 1])
    }),
  )

  it(
    'tell at once of one that breaks while it works, which then takes nothing more',
    withLines(async (installation) => {
      const callId = await installation.place('leaders')
      installation.damage(UNKNOWN_FACT)
      await until('it is found', () => installation.lines.isBroken('leaders'))
      const { lines } = installation
      expect(installation.brokenAtOnce).to.deep.equal(['leaders'])
      expect(lines.state('leaders')?.call?.callId, 'it stays as it was last').to.equal(callId)
      const end = { name: 'call:end', callId } as const
      expect(codeOf(await lines.command('leaders', krPrincipal, randomUUID(), end))).to.equal('broken')
      expect(
        codeOf(await lines.report('leaders', 'ringing', { name: 'call:expire', callId, emptySinceMs: 0 })),
      ).to.equal('broken')
      expect(installation.troubles, 'said once, not for each command').to.have.length(1)
      await installation.place('advisers')
      expect(await installation.versions()).to.deep.equal([2, 1])
    }),
  )

  it(
    'break when a damage is found by somebody who only reads',
    withLines(async (installation) => {
      await installation.place('leaders')
      installation.damage(DAMAGED)
      const { lines } = installation
      const read = (async () => {
        for await (const _entry of lines.entries('leaders', EMPTY_HEAD)) expect.fail('It was read.')
      })()
      expect(String(await read.catch((error: unknown) => error))).to.include('is broken at version 1')
      expect([lines.isBroken('leaders'), lines.isBroken('advisers')]).to.deep.equal([true, false])
    }),
  )

  it(
    'answer a command again to the same person, and refuse its identifier to another',
    withLines(async ({ lines }) => {
      const commandId = randomUUID()
      const first = bodyOf(await lines.command('leaders', krPrincipal, commandId, PLACE))
      expect(bodyOf(await lines.command('leaders', krPrincipal, commandId, PLACE))).to.deep.equal(first)
      const other = await lines.command('leaders', krWatch, commandId, { name: 'call:end', callId: first.callId })
      expect(codeOf(other)).to.equal('malformed')
      expect(lines.state('leaders')).to.deep.include({ version: 1 })
    }),
  )

  it(
    'know the calls whose records may be open: that is up, and those that are not sealed',
    withLines(async (installation) => {
      const { lines } = installation
      expect(lines.openCalls).to.deep.equal([])
      const first = await installation.place('leaders')
      bodyOf(await lines.command('leaders', krPrincipal, randomUUID(), { name: 'call:cancel', callId: first }))
      const second = await installation.place('leaders')
      const third = await installation.place('advisers')
      expect(lines.openCalls).to.have.members([first, second, third]).and.to.have.length(3)
      const head = { version: 1, hash: '0'.repeat(64), keyId: 'k', signature: 's' }
      await lines.report('leaders', 'recording', { name: 'recording:close', callId: first, head, tracks: 0, bytes: 0 })
      expect(lines.openCalls).to.have.members([second, third]).and.to.have.length(2)
    }),
  )
})
