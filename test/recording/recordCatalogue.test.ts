import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { isRoom, roomOf } from '../../server/calls/room.ts'
import { Archive, inArchive, KIM, query } from './archive.ts'

describe('the list of records', () => {
  it(
    'lists the calls of a party’s lines, newest first, by pages',
    inArchive(async (archive) => {
      const first = await archive.place('leaders', ['kr', 'jp'], 10_000)
      await archive.end('leaders', first.callId, 20_000)
      const second = await archive.place('advisers', ['kr', 'us'], 30_000)
      const third = await archive.place('leaders', ['kr', 'jp'], 40_000)
      const all = [third.callId, second.callId, first.callId]
      expect(await archive.callsOf('kr')).to.deep.equal(all)
      expect(await archive.callsOf('us')).to.deep.equal([second.callId])
      expect(await archive.callsOf('xx')).to.deep.equal([])
      const page = await archive.library.list('kr', { limit: 2 })
      expect(page.next).to.equal(second.callId)
      const rest = await archive.library.list('kr', { limit: 2, after: second.callId })
      expect([rest.records.map(({ callId }) => callId), rest.next]).to.deep.equal([[first.callId], undefined])
    }),
  )

  it(
    'searches by date, line, party, person and words',
    inArchive(async (archive) => {
      const first = await archive.place('leaders', ['kr', 'jp'], 10_000)
      await archive.end('leaders', first.callId, 20_000)
      const second = await archive.place('advisers', ['kr', 'us'], 30_000)
      const [one, two] = [first.callId, second.callId]
      for (const [more, expected] of [
        [{ from: 20_001 }, [two]],
        [{ from: 15_000 }, [two, one]],
        [{ to: 30_000 }, [one]],
        [{ line: 'advisers' }, [two]],
        [{ party: 'jp' }, [one]],
        [{ person: 'jp-watch' }, [two, one]],
        [{ person: 'us-watch' }, []],
        [{ text: 'security adv' }, [two]],
        [{ text: 'MORI' }, [two, one]],
        [{ text: 'republic' }, [two, one]],
        [{ text: one.slice(0, 13) }, [one]],
      ] as const) {
        expect(await archive.callsOf('kr', more), JSON.stringify(more)).to.deep.equal(expected)
      }
    }),
  )

  it(
    'searches across three scripts, in names, days and what was written, and says what it has found',
    inArchive(async (archive) => {
      // The second of them is of the next day in Seoul.
      const [firstAtMs, secondAtMs] = [Date.UTC(2026, 10, 23, 9), Date.UTC(2026, 10, 24, 16)]
      const first = await archive.place('leaders', ['kr', 'jp'], firstAtMs)
      const by = { kind: 'console', ...KIM, console: first.console }
      const said = { type: 'text:sent', v: 1, callId: first.callId, number: 1, language: 'ko', prepared: 'stand-by' }
      const texts = [
        { language: 'ko', text: '대한민국 대통령은 10분 후 통화가 가능합니다.' },
        { language: 'ja', text: 'ホットラインで１０分後にお話しできます。' },
      ]
      await archive.happen('leaders', firstAtMs + 2000, by, { ...said, texts })
      await archive.end('leaders', first.callId, firstAtMs + 5000)
      const second = await archive.place('advisers', ['kr', 'us'], secondAtMs)
      const between = { ...said, number: 2, texts: [{ language: 'en', text: 'Nobody is on a call.' }] }
      const { callId: _none, ...sent } = between
      await archive.happen('leaders', secondAtMs, by, sent)
      const [one, two] = [first.callId, second.callId]
      for (const [search, expected] of [
        ['leaders kim', [one]],
        ['ＫＩＭ', [two, one]],
        ['대통령'.normalize('NFD'), [one]],
        ['ﾎｯﾄﾗｲﾝ', [one]],
        ['ほっとらいん 通話', []],
        ['10分後 ほっとらいん leaders', [one]],
        ['韓国', [two, one]],
        ['정상 회선', [one]],
        ['2026-11-23', [one]],
        ['2026년 11월 25일', [two]],
        ['２０２６年１１月２５日', [two]],
        ['25 nov', [two]],
        [one, [one]],
        [one.slice(0, 8), [one]],
        // What is somewhere in it is there by chance.
        [one.slice(-6), []],
        ['nobody', []],
        ['', [two, one]],
      ] as const)
        expect(await archive.callsOf('kr', { search }), search).to.deep.equal(expected)
      const { records } = await archive.library.list('kr', { ...query, search: 'ほっとらいん Mori' })
      expect(records.map(({ found }) => found)).to.deep.equal([
        [
          { in: 'person', text: 'Mori' },
          { in: 'message', number: 1, text: 'ホットラインで１０分後にお話しできます。' },
        ],
      ])
      expect((await archive.library.list('us', { ...query, search: 'ほっとらいん' })).records).to.deep.equal([])
      expect((await archive.library.list('kr', query)).records[0]).not.to.have.property('found')
      const next = await Archive.open(archive.folder)
      expect(await next.callsOf('kr', { search: 'ほっとらいん' }), 'after a start').to.deep.equal([one])
      await next.close()
    }),
  )

  it(
    'reads tests once, when one is first asked for, with what comes of them meanwhile',
    inArchive(async (archive) => {
      const room = roomOf('leaders')
      const early = await archive.place(room, ['kr', 'jp'], 10_000)
      await archive.end(room, early.callId, 20_000)
      const call = await archive.place('leaders', ['kr', 'jp'], 30_000)
      expect(await archive.callsOf('kr')).to.deep.equal([call.callId])
      expect(archive.reads.filter(([line]) => isRoom(line))).to.deep.equal([])
      const listing = archive.callsOf('kr', { of: 'tests' })
      const meanwhile = await archive.place(room, ['kr', 'jp'], 40_000)
      expect(await listing).to.include(early.callId)
      expect(await archive.callsOf('kr', { of: 'tests' })).to.deep.equal([meanwhile.callId, early.callId])
      const { facts, summary } = await archive.library.record(early.callId)
      expect([facts.entries.map(({ version }) => version), summary.endedAtMs]).to.deep.equal([[1, 2, 3], 20_000])
      await archive.end(room, meanwhile.callId, 50_000)
      expect(await archive.library.summary(meanwhile.callId)).to.include({ endedAtMs: 50_000 })
      const refused = await archive.library.record(randomUUID()).catch((error: unknown) => error)
      expect(refused).to.nested.include({ 'refusal.code': 'unknown' })
      const whole = archive.reads.filter(([line, after]) => isRoom(line) && after === 0 && line === room)
      expect(whole.filter(([, , untilVersion]) => untilVersion === undefined)).to.have.length(1)
    }),
  )

  it(
    'says plainly that the calls of before are still being read, and has them and what came of them meanwhile then',
    inArchive(async (archive) => {
      const { callId } = await archive.place('leaders', ['kr', 'jp'], 10_000)
      const { promise, resolve } = Promise.withResolvers<void>()
      const next = await Archive.open(archive.folder, { lines: promise, withinMs: 20 })
      for (const asked of [
        () => next.library.list('kr', query),
        () => next.library.record(callId),
        () => next.library.exceptions('kr', undefined),
        () => next.library.factsOf(callId),
      ]) {
        const refused = await asked().catch((error: unknown) => error)
        expect(refused).to.nested.include({ 'refusal.code': 'not-now' })
      }
      archive.listeners.add((line, entry) => next.listeners.forEach((listener) => listener(line, entry)))
      await archive.end('leaders', callId, 20_000)
      resolve()
      await next.library.readCalls()
      expect(await next.callsOf('kr')).to.deep.equal([callId])
      expect(await next.library.summary(callId)).to.include({ endedAtMs: 20_000 })
      await next.close()
    }),
  )

  it(
    'says plainly that tests are still being read, and keeps nobody waiting for them who asks for a call',
    inArchive(async (archive) => {
      const test = await archive.place(roomOf('leaders'), ['kr', 'jp'], 10_000)
      const call = await archive.place('leaders', ['kr', 'jp'], 20_000)
      const { promise, resolve } = Promise.withResolvers<void>()
      const next = await Archive.open(archive.folder, { rooms: promise, withinMs: 20 })
      const refusals = [next.library.list('kr', { ...query, of: 'tests' }), next.library.record(test.callId)]
      for (const asked of refusals) {
        const refused = await asked.catch((error: unknown) => error)
        expect(refused).to.nested.include({ 'refusal.code': 'not-now' })
      }
      expect(await next.callsOf('kr')).to.deep.equal([call.callId])
      expect((await next.library.record(call.callId)).summary).to.include({ callId: call.callId })
      resolve()
      await next.library.readTests()
      expect(await next.callsOf('kr', { of: 'tests' })).to.deep.equal([test.callId])
      await next.close()
    }),
  )
})
