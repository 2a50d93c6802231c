import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect } from 'chai'
import { z } from 'zod'
import { until } from '../facts/until.ts'
import { Product } from './product.ts'

const BROKEN = 'leaders'
const WORKING = 'advisers'
const marked = { precedence: 'routine', marking: 'test' } as const

describe('a line whose log was damaged', function () {
  this.timeout(60_000)
  let product: Product
  /** Calls that were over on each line before the damage. */
  const calls: string[] = []

  before(async () => {
    product = await Product.start()
    const watch = await product.console('kr-watch')
    for (const line of [BROKEN, WORKING]) {
      const { callId } = await watch.command('call:place', { line, ...marked })
      await watch.command('call:cancel', { line, callId })
      await until('its recording is closed', () => watch.line(line).unsealed.length === 0)
      calls.push(callId)
    }
  })

  after(() => product?.close())

  const damage = (sql: string): void => {
    const file = new DatabaseSync(join(product.config.dataDir, 'ringdown.sqlite'))
    file.exec(`DROP TRIGGER IF EXISTS entries_never_change; ${sql}`)
    file.close()
  }
  const entries = (): number => {
    const file = new DatabaseSync(join(product.config.dataDir, 'ringdown.sqlite'))
    const row = file.prepare('SELECT count(*) AS count FROM entries WHERE stream = ?').get(`line/${BROKEN}`)
    file.close()
    return Number(row?.['count'])
  }
  const readiness = async (): Promise<{ status: number; obstacles: readonly string[] }> => {
    const { status, body } = await product.http('GET', '/readyz')
    return { status, ...z.object({ obstacles: z.array(z.string()) }).parse(JSON.parse(body.toString())) }
  }

  it('does not keep the server from starting, and is shown as broken where it is a line of somebody’s', async () => {
    const others = (await readiness()).obstacles
    damage(`UPDATE entries SET at_ms = at_ms + 1 WHERE stream = 'line/${BROKEN}' AND version = 2`)
    await product.restart()
    const watch = await product.console('kr-watch')
    const shown = watch.welcome.lines.map(({ line, broken }) => [line.line, broken ?? false])
    expect(Object.fromEntries(shown)).to.deep.equal({ [BROKEN]: true, [WORKING]: false })
    const { status, obstacles } = await readiness()
    expect(status).to.equal(503)
    expect(obstacles.filter((obstacle) => !others.includes(obstacle))).to.deep.equal([
      `The line ${BROKEN} is broken: its log is damaged.`,
    ])
    expect((await product.http('GET', '/healthz')).status, 'consoles can sign in').to.equal(200)
  })

  it('refuses every command with a code of its own, and nothing is appended to it', async () => {
    const before = entries()
    const principal = await product.console('jp-principal')
    const [callId = ''] = calls
    const onLine = { line: BROKEN, commandId: randomUUID() }
    for (const [name, payload] of [
      ['call:place', { ...onLine, ...marked }],
      ['call:join', { ...onLine, callId }],
      ['ring:acknowledge', { ...onLine, callId }],
    ] as const) {
      const answer = await principal.ask(name, payload)
      expect(answer.ok ? 'granted' : answer.refusal.code, name).to.equal('broken')
    }
    expect(entries()).to.equal(before)
  })

  it('leaves the other lines and their records as they are', async () => {
    const [kr, jp] = await Promise.all([product.console('kr-watch'), product.console('jp-watch')])
    const { callId } = await kr.command('call:place', { line: WORKING, ...marked })
    await until('it rings', () => jp.call(WORKING).rings.some((ring) => ring.state === 'sent'))
    await kr.command('call:cancel', { line: WORKING, callId })
    const { status, body } = await product.http('GET', `/api/v1/records?line=${WORKING}`, { as: 'kr-records' })
    expect(status).to.equal(200)
    const listed = z.object({ records: z.array(z.object({ callId: z.string() })) }).parse(JSON.parse(body.toString()))
    expect(listed.records.map((record) => record.callId)).to.have.members([callId, calls[1]])
    const record = await product.http('GET', `/api/v1/records/${calls[1]}`, {
      as: 'kr-records',
    })
    expect(record.status, record.body.toString()).to.equal(200)
  })

  it('is shown as broken at once when that is found while the server runs', async () => {
    const watch = await product.console('us-watch')
    const copied = `stream, version + 1, hash, 'c-new', at_ms, by_json, facts_json, previous`
    const last = `SELECT max(version) FROM entries WHERE stream = 'line/${WORKING}'`
    damage(`INSERT INTO entries SELECT ${copied} FROM entries WHERE stream = 'line/${WORKING}' AND version = (${last})`)
    await until('it is welcomed anew', () => watch.heard('console:welcomed').length > 1)
    expect(watch.welcome.lines.map(({ broken }) => broken)).to.deep.equal([true, true])
    expect((await readiness()).obstacles.join(' ')).to.include(`The line ${WORKING} is broken`)
  })
})
