import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { verifyRecord } from '../../server/recording/verification.ts'
import { krPrincipal } from '../calls/hotline.ts'
import { until } from '../facts/until.ts'
import { DirectedLine } from './directedLine.ts'
import { identities, inFolder, signingKey } from './synthetic.ts'

/** A call that is recorded, and whose manifest is damaged while no server is there. */
async function withDamage(test: (line: DirectedLine) => Promise<void>, before?: (line: DirectedLine) => void) {
  await inFolder(async (dataDir) => {
    const line = new DirectedLine(dataDir)
    try {
      await line.start()
      line.place()
      await until('the recorder is up', () => line.call.recording.state === 'on')
      await line.stop()
      await line.damageManifest()
      before?.(line)
      await line.start()
      await test(line)
    } finally {
      await line.stop()
    }
  })
}

describe('a record that is found damaged', () => {
  it('is told once in the words of verification, left as it is, and not tried again', () =>
    withDamage(
      async (line) => {
        const manifest = join(line.folder, 'manifest.jsonl')
        const found = await readFile(manifest, 'utf8')
        await until('it is told', () => line.call.recording.state === 'damaged')
        expect(line.hotline.state.unsealed, 'nothing wants to close it any more').to.deep.equal([])
        const [fact] = line.facts('recording:damaged')
        const { faults } = await verifyRecord(line.folder, [], identities, [signingKey])
        expect(faults.map(({ message }) => message)).to.include(fact?.fault.message)
        expect(fact?.fault).to.include({ file: 'manifest.jsonl', offset: 0 })
        expect(line.reports.map(({ command }) => command.name)).to.deep.equal(['recording:start', 'recording:damage'])
        expect(await readFile(manifest, 'utf8')).to.equal(found)
      },
      (line) => {
        line.hotline.must(krPrincipal, { name: 'call:end', callId: line.call.callId })
      },
    ))

  it('says at once that its call, if it is up, is not recorded, and wants nothing of it when the call ends', () =>
    withDamage(async (line) => {
      await until('it is told', () => line.facts('recording:damaged').length > 0)
      expect(line.call.recording).to.include({ state: 'failed' })
      expect(line.call.recording.cause).to.match(/^manifest.jsonl, byte 0: hash: expected [0-9a-f]{64}, found/)
      await until('consoles hear that it is off', () => line.marks.at(-1)?.state === 'off')
      line.command({ name: 'call:end', callId: line.call.callId })
      expect(line.call.recording.state).to.equal('damaged')
      expect(line.hotline.state.unsealed).to.deep.equal([])
    }))
})
