import { randomUUID } from 'node:crypto'
import { readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect } from 'chai'
import { findFault } from '../../server/chain/entryChain.ts'
import { recordFolder } from '../../server/recording/recorder.ts'
import { until } from '../facts/until.ts'
import { makePacket, makeTrack } from './synthetic.ts'
import { Archive, inArchive, KIM, speak } from './archive.ts'

describe('the record library', () => {
  it(
    'gives each call its slice of the line, whose chain holds, up to its recording’s end',
    inArchive(async (archive) => {
      const first = await archive.place('leaders', ['kr', 'jp'], 10_000)
      await archive.end('leaders', first.callId, 20_000)
      const second = await archive.place('leaders', ['kr', 'jp'], 30_000)
      const later = { type: 'ring:acknowledged', v: 1, callId: first.callId, person: 'kr-principal' }
      await archive.happen('leaders', 40_000, { kind: 'console', ...KIM, console: randomUUID() }, later)
      const { facts, call, summary } = await archive.library.record(second.callId)
      expect(facts.entries.map(({ version }) => version)).to.deep.equal([4, 5])
      const before = { version: 3, hash: facts.previous }
      expect(findFault('line/leaders', before, facts.entries)).to.equal(undefined)
      expect(call.legs.map(({ person }) => person)).to.deep.equal(['kr-principal', 'jp-watch'])
      expect(summary).to.include({ upAtMs: 31_000, placedAtMs: 30_000 })
      const of = (await archive.library.record(first.callId)).facts.entries
      expect(of.map(({ version }) => version)).to.deep.equal([1, 2, 3])
    }),
  )

  it(
    'reads of a line only the slice that a call is, however long the line is',
    inArchive(async (archive) => {
      const calls: string[] = []
      for (const atMs of [10_000, 20_000, 30_000]) {
        const { callId } = await archive.place('leaders', ['kr', 'jp'], atMs)
        await archive.end('leaders', callId, atMs + 5_000)
        calls.push(callId)
      }
      const [, second = '', third = ''] = calls
      const head = { version: 1, hash: '0'.repeat(64), keyId: 'k', signature: 's' }
      const closed = { type: 'recording:closed', v: 1, callId: second, head, tracks: 0, bytes: 0 }
      await archive.happen('leaders', 60_000, { kind: 'system', part: 'recording' }, closed)
      archive.reads.length = 0
      await archive.library.record(third)
      await archive.library.record(second)
      expect((await archive.library.factsOf(second)).map(({ version }) => version)).to.deep.equal([4, 5, 6])
      expect(archive.reads).to.deep.equal([
        ['leaders', 6, 9],
        ['leaders', 3, 10],
        ['leaders', 3, 6],
      ])
    }),
  )

  it(
    'has the records of the other lines, and of a broken one those before the damage',
    inArchive(async (archive) => {
      const calls: string[] = []
      for (const atMs of [10_000, 20_000]) {
        const { callId } = await archive.place('leaders', ['kr', 'jp'], atMs)
        await archive.end('leaders', callId, atMs + 5_000)
        calls.push(callId)
      }
      const other = await archive.place('advisers', ['kr', 'us'], 30_000)
      const [first = '', second = ''] = calls
      const file = new DatabaseSync(join(archive.folder, 'ringdown.sqlite'))
      file.exec('DROP TRIGGER entries_never_change')
      file.exec(`UPDATE entries SET at_ms = at_ms + 1 WHERE stream = 'line/leaders' AND version = 5`)
      file.close()
      const refused = await archive.library.record(second).catch((error: unknown) => error)
      expect(refused).to.nested.include({ 'refusal.code': 'broken' })

      const next = await Archive.open(archive.folder)
      expect(next.errors).to.have.length(1)
      expect(next.errors[0]).to.include({ line: 'leaders', version: 4 })
      expect(await next.callsOf('kr')).to.deep.equal([other.callId, second, first])
      for (const callId of [first, other.callId])
        expect((await next.library.record(callId)).facts.entries).to.have.length.greaterThan(1)
      await next.close()
    }),
  )

  it(
    'reads the tracks of a call that has ended ahead, one after the other, when its recording is closed',
    inArchive(async (archive) => {
      const atMs = Date.now()
      const { callId, console } = await archive.place('leaders', ['kr', 'jp'], atMs)
      const [recording] = await speak(archive, callId, console, atMs)
      for (let more = 0; more < 3; more++) {
        const description = {
          ...makeTrack({ callId, line: 'leaders', parties: ['kr'], placedAtMs: atMs }),
          startedAtMs: atMs,
        }
        recording.openTrack(description).packet(makePacket(1), atMs + 10)
      }
      await archive.end('leaders', callId, atMs + 4000)
      const { head, tracks, bytes } = await recording.close()
      expect(archive.cache.kept.size).to.equal(0)
      const closed = { type: 'recording:closed', v: 1, callId, head: { ...head }, tracks, bytes }
      await archive.happen('leaders', atMs + 4100, { kind: 'system', part: 'recording' }, closed)
      await until('all tracks have been read', () => archive.cache.kept.size === 4)
      expect(archive.cache.mostAtOnce).to.equal(1)
    }),
  )

  it(
    'reads a track again that could not be read for a moment',
    inArchive(async (archive) => {
      const atMs = Date.now()
      const { callId, console } = await archive.place('leaders', ['kr', 'jp'], atMs)
      const [recording, trackId] = await speak(archive, callId, console, atMs)
      await archive.end('leaders', callId, atMs + 4000)
      const { head, tracks, bytes } = await recording.close()
      const folder = recordFolder(archive.folder, callId)
      const segment = (await readdir(folder)).find((name) => name.includes(trackId)) ?? ''
      await rename(join(folder, segment), join(folder, 'away'))
      const closed = { type: 'recording:closed', v: 1, callId, head: { ...head }, tracks, bytes }
      await archive.happen('leaders', atMs + 4100, { kind: 'system', part: 'recording' }, closed)
      const isPlayable = async () =>
        (await archive.library.record(callId)).tracks.map(({ playable }) => playable !== undefined)
      expect(await isPlayable()).to.deep.equal([false])
      await rename(join(folder, 'away'), join(folder, segment))
      expect(await isPlayable()).to.deep.equal([true])
    }),
  )

  it(
    'has a track from when it was recorded, also where the log was slow to note that it began',
    inArchive(async (archive) => {
      const atMs = Date.now()
      const { callId, console } = await archive.place('leaders', ['kr', 'jp'], atMs)
      const [recording, trackId] = await speak(archive, callId, console, atMs, 900)
      await archive.end('leaders', callId, atMs + 4000)
      await recording.close()
      const { call, tracks } = await archive.library.record(callId)
      expect(tracks.map((track) => [track.trackId, track.fromMs])).to.deep.equal([[trackId, 1500]])
      expect(call.tracks[0]?.fromMs, 'what the log says stays as it is').to.equal(atMs + 2400)
    }),
  )
})
