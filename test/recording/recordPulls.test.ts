import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { extract } from 'tar-stream'
import { findFault } from '../../server/chain/entryChain.ts'
import { EMPTY_HEAD } from '../../server/facts/log.ts'
import { lineEntrySchema } from '../../server/protocol/lineFacts.ts'
import { inArchive, speak } from './archive.ts'

const filesIn = async (tar: AsyncIterable<Uint8Array>): Promise<Map<string, Buffer>> => {
  const unpacking = extract()
  const files = new Map<string, Buffer>()
  const feeding = (async () => {
    for await (const chunk of tar) unpacking.write(chunk)
    unpacking.end(() => {})
  })()
  for await (const entry of unpacking) {
    const chunks: Buffer[] = []
    for await (const chunk of entry) chunks.push(chunk as Buffer)
    files.set(entry.header.name, Buffer.concat(chunks))
  }
  await feeding
  return files
}

describe('what is pulled of a record', () => {
  it(
    'reads a track while the call is up and as soon as it has ended',
    inArchive(async (archive) => {
      const atMs = Date.now()
      const { callId, console } = await archive.place('leaders', ['kr', 'jp'], atMs)
      const [recording, trackId] = await speak(archive, callId, console, atMs)
      const [running] = (await archive.library.record(callId)).tracks
      expect(running).to.deep.include({
        trackId,
        kind: 'microphone',
        person: 'kr-principal',
        party: 'kr',
        fromMs: 1500,
      })
      await archive.end('leaders', callId, atMs + 4000)
      await recording.close()
      const { tracks } = await archive.library.record(callId)
      expect(tracks[0]?.playable).to.include({ durationMs: 4000 })
      const file = await archive.library.track(callId, trackId)
      const whole: Uint8Array[] = []
      for await (const chunk of file.stream(0, file.byteLength - 1)) whole.push(chunk)
      const bytes = Buffer.concat(whole)
      expect(bytes).to.have.length(file.byteLength)
      expect(bytes.subarray(0, 4).toString('hex'), 'EBML').to.equal('1a45dfa3')
      const part: Uint8Array[] = []
      for await (const chunk of file.stream(100, 299)) part.push(chunk)
      expect(Buffer.concat(part)).to.deep.equal(bytes.subarray(100, 300))
    }),
  )

  it(
    'puts everything into one file: what is sealed, the facts, and each track as it can be played',
    inArchive(async (archive) => {
      const atMs = Date.now()
      const { callId, console } = await archive.place('leaders', ['kr', 'jp'], atMs)
      const [recording, trackId] = await speak(archive, callId, console, atMs)
      await archive.end('leaders', callId, atMs + 4000)
      await recording.close()
      const { stream, fileName } = await archive.library.archive(callId)
      expect(fileName, 'the name says what it is of').to.equal(`ringdown-exercise-${callId}.tar`)
      const files = await filesIn(stream)
      const top = `ringdown-exercise-${callId}`
      const names = [...files.keys()].map((name) => name.replace(`${top}/`, ''))
      const track = `tracks/kr-principal-microphone-${trackId}.webm`
      expect(names).to.include.members([
        'record/manifest.jsonl',
        'record/keys-1.age',
        'record/closing-facts.jsonl',
        track,
      ])
      expect(files.get(`${top}/${track}`)).to.have.length((await archive.library.track(callId, trackId)).byteLength)
      const lines = files.get(`${top}/record/closing-facts.jsonl`)?.toString().trimEnd().split('\n') ?? []
      const entries = lines.map((line) => lineEntrySchema.parse(JSON.parse(line)))
      expect(findFault('line/leaders', EMPTY_HEAD, entries)).to.equal(undefined)
      const manifest: Uint8Array[] = []
      for await (const chunk of (await archive.library.manifest(callId)).stream) manifest.push(chunk)
      expect(files.get(`${top}/record/manifest.jsonl`)).to.deep.equal(Buffer.concat(manifest))
    }),
  )

  it(
    'has a record of a call that was not recorded, and says so',
    inArchive(async (archive) => {
      const { callId, console } = await archive.place('leaders', ['kr', 'jp'], 1000)
      const started = {
        type: 'track:started',
        v: 1,
        callId,
        trackId: randomUUID(),
        console,
        kind: 'camera',
        muted: false,
      }
      await archive.happen('leaders', 2000, { kind: 'system', part: 'media' }, { ...started, person: 'kr-principal' })
      const [track] = (await archive.library.record(callId)).tracks
      expect(track?.unreadable).to.equal('Nothing of this call was recorded.')
      const refused = await archive.library.manifest(callId).catch((error: unknown) => error)
      expect((await archive.library.verify(callId)).sound).to.equal(false)
      expect(refused).to.nested.include({ 'refusal.code': 'unknown' })
      expect([...(await filesIn((await archive.library.archive(callId)).stream)).keys()]).to.have.length(1)
    }),
  )

  it(
    'stops in the middle of an archive when nobody reads on',
    inArchive(async (archive) => {
      const { callId } = await archive.place('leaders', ['kr', 'jp'], 1000)
      const { stream } = await archive.library.archive(callId)
      for await (const _chunk of stream) break
    }),
  )
})
