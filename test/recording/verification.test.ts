import { randomUUID } from 'node:crypto'
import { copyFile, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { headOf, makeEntry, type Entry } from '../../server/chain/entryChain.ts'
import { generateSigningKey } from '../../server/chain/signature.ts'
import type { ClosedRecording } from '../../server/recording/callRecording.ts'
import type { VerificationReport } from '../../server/recording/findings.ts'
import { verificationReportSchema } from '../../server/recording/findings.ts'
import { nextEntry, signHead, type ManifestEntry } from '../../server/recording/manifestEntry.ts'
import { manifestLine, readManifest } from '../../server/recording/manifestText.ts'
import { trackSegmentFile } from '../../server/recording/recordFiles.ts'
import { verifyRecord } from '../../server/recording/verification.ts'
import { walkSegment } from '../../server/recording/segmentWalk.ts'
import { until } from '../facts/until.ts'
import { identities, inFolder, makeCall, makePacket, makeRecorder, makeTrack, signingKey } from './synthetic.ts'

interface Sample {
  readonly folder: string
  readonly trackId: string
  readonly facts: readonly Entry[]
  readonly closed: ClosedRecording
}

const callFacts = (callId: string): Entry[] => {
  const head = { version: 4, hash: 'ab'.repeat(32) }
  const by = { kind: 'system', part: 'recording' }
  const entry = (type: string) => ({ commandId: randomUUID(), atMs: 1, by, facts: [{ type, v: 1, callId }] })
  const placed = makeEntry('line/leaders', head, entry('call:placed'))
  return [placed, makeEntry('line/leaders', headOf(placed), entry('call:ended'))]
}

/** A closed record of one track with three segments and a checkpoint in the middle of the second. */
async function makeSample(dataDir: string): Promise<Sample> {
  const call = makeCall()
  const facts = callFacts(call.callId)
  let nowMs = Math.floor(call.placedAtMs)
  const { recorder, folderOf } = await makeRecorder(dataDir, { factsOf: async () => facts, clock: () => nowMs })
  const recording = await recorder.start(call)
  const description = { ...makeTrack(call), startedAtMs: nowMs }
  const track = recording.openTrack(description)
  for (let batch = 0; batch < 250; batch++) {
    nowMs += 100
    track.packet(makePacket(batch), nowMs - 50)
    track.tick(nowMs)
    if (batch !== 150) continue
    await until('it is safe', () => track.safeUpToMs > nowMs - 1)
    await recording.checkpoint()
  }
  const closed = await recording.close()
  await recorder.close()
  return { folder: folderOf(call.callId), trackId: description.trackId, facts, closed }
}

const verify = (folder: string, facts: readonly Entry[] = [], ids = identities): Promise<VerificationReport> =>
  verifyRecord(folder, facts, ids, [signingKey])

describe('verification', () => {
  let parent: string
  let sample: Sample
  let leave: () => void
  let left: Promise<void>

  before(async () => {
    await new Promise<void>((ready, fail) => {
      left = inFolder(async (dataDir) => {
        const stay = new Promise<void>((resolve) => (leave = resolve))
        parent = dataDir
        sample = await makeSample(dataDir)
        ready()
        await stay
      })
      left.catch(fail)
    })
  })
  after(async () => {
    leave()
    await left
  })

  /** Hands a copy of the sample to the test. */
  async function onCopy(test: (folder: string) => Promise<void>): Promise<void> {
    const folder = join(parent, randomUUID())
    const { cp } = await import('node:fs/promises')
    await cp(sample.folder, folder, { recursive: true })
    await test(folder)
    await rm(folder, { recursive: true })
  }

  const segment = (index: number): string => trackSegmentFile(sample.trackId, index)

  it('finds a record sound, with and without its keys', async () => {
    const report = verificationReportSchema.parse(await verify(sample.folder))
    expect(report.faults).to.deep.equal([])
    expect(report).to.deep.include({ sound: true, gaps: [] })
    expect(report.tracks).to.deep.equal([
      { trackId: sample.trackId, segments: 3, packets: 250, bytes: sample.closed.bytes, missing: 0 },
    ])
    expect((await verify(sample.folder, sample.facts)).sound).to.equal(true)
    expect((await verify(sample.folder, [], [])).sound).to.equal(true)
  })

  it('finds a flipped bit in every file, wherever it is, and names file and place', async () => {
    await onCopy(async (folder) => {
      for (const file of await readdir(folder)) {
        const bytes = await readFile(join(folder, file))
        const places = [0, 9, 20, ...Array.from({ length: 12 }, () => Math.floor(Math.random() * bytes.length))]
        for (const place of [...places, bytes.length - 1]) {
          const changed = Buffer.from(bytes)
          changed.writeUInt8(changed.readUInt8(place) ^ 1, place)
          await writeFile(join(folder, file), changed)
          for (const ids of [identities, []]) {
            const { sound, faults } = await verify(folder, [], ids)
            expect(sound, `${file} at ${place}`).to.equal(false)
            const named = faults.find((fault) => fault.file === file)
            expect(named?.offset, `${file} at ${place}`).to.be.at.most(place)
          }
        }
        await writeFile(join(folder, file), bytes)
      }
      expect((await verify(folder)).sound, 'all is as it was').to.equal(true)
    })
  }).timeout(60_000)

  it('names the very byte in the head, the sealed part and the hash of a batch', () =>
    onCopy(async (folder) => {
      const file = segment(1)
      const bytes = await readFile(join(folder, file))
      const batch = walkSegment(bytes).batches[40]
      if (batch === undefined) throw new Error('The sample is too short.')
      const hashAt = batch.offset + 32 + batch.sealedBytes + 16
      const cases = [
        { what: 'number', place: batch.offset + 7, named: batch.offset + 4 },
        { what: 'time', place: batch.offset + 15, named: batch.offset + 8 },
        { what: 'zero', place: batch.offset + 31, named: batch.offset + 28 },
        { what: 'sealed', place: batch.offset + 40, named: batch.offset },
        { what: 'tag', place: hashAt - 1, named: batch.offset },
        { what: 'hash', place: hashAt + 5, named: hashAt + 5 },
      ]
      for (const { what, place, named } of cases) {
        const changed = Buffer.from(bytes)
        changed.writeUInt8(changed.readUInt8(place) ^ 0x80, place)
        await writeFile(join(folder, file), changed)
        const [fault] = (await verify(folder)).faults
        expect(fault, what).to.deep.include({ file, offset: named })
      }
    }))

  it('finds a segment that is gone, swapped, cut, lengthened or there twice', () =>
    onCopy(async (folder) => {
      const at = (index: number): string => join(folder, segment(index))
      const bytes = await readFile(at(1))
      const first = async () => (await verify(folder)).faults[0]

      await rename(at(1), join(parent, 'aside'))
      expect(await first()).to.include({ file: segment(1), found: 'no file' })
      await rename(at(2), at(1))
      await rename(join(parent, 'aside'), at(2))
      expect((await verify(folder)).faults.map(({ file }) => file)).to.include.members([segment(1), segment(2)])
      await rename(at(1), join(parent, 'aside'))
      await rename(at(2), at(1))
      await rename(join(parent, 'aside'), at(2))
      expect((await verify(folder)).sound).to.equal(true)

      // Cut at the end of a batch, where its own form is without a fault.
      const batch = walkSegment(bytes).batches[50]
      await writeFile(at(1), bytes.subarray(0, batch?.offset))
      expect(await first()).to.include({ file: segment(1), offset: batch?.offset })
      await writeFile(at(1), Buffer.concat([bytes, Buffer.alloc(3)]))
      expect(await first()).to.include({ file: segment(1), offset: bytes.length })
      await writeFile(at(1), bytes)

      await copyFile(at(1), at(3))
      expect(await first()).to.include({ file: segment(3), found: 'this one' })
      await rm(at(3))
      await writeFile(join(folder, 'notes.txt'), 'hello')
      expect(await first()).to.include({ file: 'notes.txt' })
    }))

  it('finds a log that was edited, in the file and beside it', () =>
    onCopy(async (folder) => {
      const [placed, ended] = sample.facts
      if (placed === undefined || ended === undefined) throw new Error('The sample has no facts.')
      const edited = [{ ...placed, atMs: 2 }, ended]
      const report = await verify(folder, edited)
      expect(report.faults[0]).to.include({ found: placed.hash })
      expect(report.faults[0]?.message).to.include('hash of entry 5 of line/leaders')

      const other = makeEntry('line/leaders', { version: 4, hash: placed.previous }, { ...placed, atMs: 2 })
      const rebuilt = [other, makeEntry('line/leaders', headOf(other), ended)]
      expect((await verify(folder, rebuilt)).sound, 'a whole chain, but another').to.equal(false)

      const text = await readFile(join(folder, 'facts.jsonl'), 'utf8')
      await writeFile(join(folder, 'facts.jsonl'), text.replace('call:ended', 'call:endex'))
      const faults = (await verify(folder)).faults.filter(({ file }) => file === 'facts.jsonl')
      expect(faults.map(({ offset }) => offset)).to.include(text.indexOf('\n') + 1)
    }))

  it('holds the manifest against the head that became a fact', () =>
    onCopy(async (folder) => {
      const by = { kind: 'system', part: 'recording' }
      const last = sample.facts.at(-1)
      if (last === undefined) throw new Error('The sample has no facts.')
      const callId = last.facts[0]?.['callId'] ?? null
      const closing = (head: ClosedRecording['head']): Entry =>
        makeEntry('line/leaders', headOf(last), {
          ...{ commandId: randomUUID(), atMs: 3, by },
          facts: [{ type: 'recording:closed', v: 1, callId, head: { ...head }, tracks: 1, bytes: 1 }],
        })
      const { head } = sample.closed
      expect((await verify(folder, [...sample.facts, closing(head)])).faults).to.deep.equal([])
      const wrong = closing({ ...head, hash: 'cd'.repeat(32) })
      expect((await verify(folder, [...sample.facts, wrong])).faults[0]).to.include({ expected: 'cd'.repeat(32) })

      // Cut back to a moment at which all of it was signed and in order: only the fact knows better.
      const lines = (await readFile(join(folder, 'manifest.jsonl'), 'utf8')).split('\n')
      await writeFile(join(folder, 'manifest.jsonl'), `${lines.slice(0, -3).join('\n')}\n`)
      const cut = await verify(folder, [...sample.facts, closing(head)])
      expect(cut.faults.map(({ found }) => found)).to.include('no such entry in the manifest')
      expect((await verify(folder)).sound, 'the folder alone').to.equal(false)
    }))

  it('finds a manifest that was forged and signed with another key', () =>
    onCopy(async (folder) => {
      const forger = generateSigningKey()
      const file = join(folder, 'manifest.jsonl')
      const { entries } = readManifest(await readFile(file))
      const callId = entries[0]?.body.type === 'record:opened' ? entries[0].body.callId : ''
      const forged: ManifestEntry[] = []
      for (const { atMs, body } of entries) {
        const last = forged.at(-1) ?? { version: 0, hash: '0'.repeat(64) }
        const signed = signHead(callId, last, forger)
        const resigned = { ...signed, type: 'head:signed', publicKey: forger.publicKey } as const
        forged.push(nextEntry(last, atMs, body.type === 'head:signed' ? resigned : body))
      }
      await writeFile(file, Buffer.concat(forged.map(manifestLine)))
      expect((await verifyRecord(folder, [], identities)).sound, 'nobody vouches for a key').to.equal(true)
      const { faults } = await verify(folder)
      expect(faults[0]).to.include({ file: 'manifest.jsonl', found: `one by ${forger.keyId}` })
    }))
})
