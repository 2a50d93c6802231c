import { expect } from 'chai'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { supervise } from '../../scripts/supervise.mjs'
import { temporaryFolder } from './temporaryFolder.ts'

/** A server that writes a line about each of its lives and does what its first argument says. */
const fakeServer = `
  const fs = require('node:fs')
  const [, , journal, manner] = process.argv
  const write = (line) => fs.appendFileSync(journal, line + '\\n')
  process.on('SIGTERM', () => { write('asked'); if (manner !== 'stubborn') setTimeout(() => { write('closed'); process.exit(0) }, 20) })
  write('pid ' + process.pid)
  if (manner === 'misconfigured') process.exit(78)
  if (manner === 'failing') process.exit(1)
  setInterval(() => {}, 1000)
`

describe('The supervisor', () => {
  let folder: ReturnType<typeof temporaryFolder>
  let journal: string
  let script: string

  beforeEach(() => {
    folder = temporaryFolder()
    journal = path.join(folder.path, 'journal')
    script = path.join(folder.path, 'server.cjs')
    fs.writeFileSync(script, fakeServer)
    fs.writeFileSync(journal, '')
  })
  afterEach(() => folder[Symbol.dispose]())

  const lines = () => fs.readFileSync(journal, 'utf8').split('\n').filter(Boolean)
  const lives = () =>
    lines()
      .filter((line) => line.startsWith('pid '))
      .map((line) => Number(line.slice(4)))

  async function journalShows(holds: () => boolean): Promise<void> {
    if (holds()) return
    const watching = new AbortController()
    for await (const change of fs.promises.watch(folder.path, { signal: watching.signal })) {
      if (change.filename === 'journal' && holds()) break
    }
    watching.abort()
  }

  const start = (manner: string, more: { settledMs?: number; firstDelayMs?: number; closingMs?: number } = {}) => {
    const said: string[] = []
    const command = {
      command: process.execPath,
      args: [script, journal, manner],
      say: (text: string) => void said.push(text),
    }
    return { said, ...supervise({ ...command, ...more }) }
  }

  it('starts a server again at once that was killed, and keeps the one that runs', async () => {
    const supervision = start('steady')
    await journalShows(() => lives().length === 1)
    const killedAt = performance.now()
    process.kill(lives()[0]!, 'SIGKILL')
    await journalShows(() => lives().length === 2)
    expect(performance.now() - killedAt).to.be.below(2_000)
    expect(lives()[1]).not.to.equal(lives()[0])
    expect(supervision.said).to.deep.equal(['The server ended by SIGKILL; it is started again.'])
    supervision.stop()
    expect(await supervision.done).to.equal(0)
    expect(lives()).to.have.length(2)
  })

  it('lets a server close that it asks to end, and starts none after', async () => {
    const supervision = start('steady')
    await journalShows(() => lives().length === 1)
    supervision.stop()
    expect(await supervision.done).to.equal(0)
    expect(lines().slice(1)).to.deep.equal(['asked', 'closed'])
  })

  it('ends a server that does not close in time', async () => {
    const supervision = start('stubborn', { closingMs: 50 })
    await journalShows(() => lives().length === 1)
    supervision.stop()
    expect(await supervision.done).to.equal(1)
    expect(lines().slice(1)).to.deep.equal(['asked'])
  })

  it('stops when the configuration is wrong, with the code that says so', async () => {
    const supervision = start('misconfigured')
    expect(await supervision.done).to.equal(78)
    expect(lives()).to.have.length(1)
    expect(supervision.said).to.deep.equal([])
  })

  it('waits longer and longer before a server that keeps failing, and not before the first time', async () => {
    const supervision = start('failing', { firstDelayMs: 10 })
    await journalShows(() => lives().length >= 5)
    supervision.stop()
    await supervision.done
    expect(supervision.said.slice(0, 4).map((text) => /([\d.]+) s\.$/.exec(text)?.[1] ?? 'at once')).to.deep.equal([
      'at once',
      '0.01',
      '0.02',
      '0.04',
    ])
  })

  it('forgets earlier deaths once a server has lived a while', async () => {
    const supervision = start('steady', { settledMs: 0, firstDelayMs: 60_000 })
    for (const life of [1, 2, 3, 4]) {
      await journalShows(() => lives().length === life)
      process.kill(lives()[life - 1]!, 'SIGKILL')
    }
    await journalShows(() => lives().length === 5)
    supervision.stop()
    await supervision.done
    expect(supervision.said.every((text) => text.endsWith('it is started again.'))).to.equal(true)
  })

  it('keeps a Ctrl-C in the terminal from reaching the server past the supervisor', async () => {
    const main = path.join(folder.path, 'main.mjs')
    const module = new URL('../../scripts/supervise.mjs', import.meta.url).href
    fs.writeFileSync(
      main,
      `import { supervise } from ${JSON.stringify(module)}
       const server = supervise({ command: process.execPath, args: ${JSON.stringify([script, journal, 'steady'])} })
       process.on('SIGINT', server.stop)
       process.exitCode = await server.done`,
    )
    const supervisor = spawn(process.execPath, [main], { detached: true, stdio: 'ignore' })
    const exit = once(supervisor, 'exit')
    await journalShows(() => lives().length === 1)
    process.kill(-supervisor.pid!, 'SIGINT')
    expect(await exit).to.deep.equal([0, null])
    expect(lines().slice(1)).to.deep.equal(['asked', 'closed'])
  })
})
