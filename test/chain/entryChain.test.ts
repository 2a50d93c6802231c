import { expect } from 'chai'
import fc from 'fast-check'
import { isJsonValue, type JsonValue } from '../../server/chain/canonicalJson.ts'
import { EMPTY_HEAD, entrySchema, findFault, headOf, makeEntry } from '../../server/chain/entryChain.ts'
import type { Entry, NewEntry } from '../../server/chain/entryChain.ts'
import { hashOfBytes, NOTHING_BEFORE } from '../../server/chain/hash.ts'

const STREAM = 'line/leaders'

function said(text: string): NewEntry {
  return { commandId: `c-${text}`, atMs: 1_764_000_000_000, by: { person: 'p' }, facts: [{ type: 'said', v: 1, text }] }
}

function chainOf(...entries: NewEntry[]): Entry[] {
  const chain: Entry[] = []
  for (const entry of entries) {
    const last = chain.at(-1)
    chain.push(makeEntry(STREAM, last ? headOf(last) : EMPTY_HEAD, entry))
  }
  return chain
}

const json: fc.Arbitrary<JsonValue> = fc
  .jsonValue({ stringUnit: 'grapheme' })
  .map((value) => (isJsonValue(value) ? value : null))

const newEntry: fc.Arbitrary<NewEntry> = fc.record({
  commandId: fc.uuid(),
  atMs: fc.nat(Number.MAX_SAFE_INTEGER),
  by: json,
  facts: fc.array(
    json.map((what) => ({ type: 'thing:happened', v: 1, what })),
    { minLength: 1, maxLength: 3 },
  ),
})

describe('entry chain', () => {
  it('hashes the canonical JSON of all fields, as anybody can with sha256sum', () => {
    const entry = makeEntry(STREAM, EMPTY_HEAD, said('hello'))
    const text =
      '{"atMs":1764000000000,"by":{"person":"p"},"commandId":"c-hello","facts":[{"text":"hello","type":"said","v":1}],' +
      `"previous":"${NOTHING_BEFORE}","stream":"line/leaders","version":1}`
    expect(entry.hash).to.equal(hashOfBytes(Buffer.from(text)))
    expect(entry).to.include({ stream: STREAM, version: 1, previous: NOTHING_BEFORE })
  })

  it('finds no fault in any chain it made, also after a way through JSON and from any place in it', () => {
    fc.assert(
      fc.property(fc.array(newEntry, { maxLength: 5 }), fc.nat(5), (entries, cut) => {
        const chain = chainOf(...entries)
        const read = entrySchema.array().parse(JSON.parse(JSON.stringify(chain)))
        expect(read).to.deep.equal(chain)
        expect(findFault(STREAM, EMPTY_HEAD, read)).to.equal(undefined)
        const before = chain[cut - 1]
        expect(findFault(STREAM, before ? headOf(before) : EMPTY_HEAD, read.slice(before ? cut : 0))).to.equal(
          undefined,
        )
      }),
    )
  })

  it('finds every change of one character', () => {
    const chain = chainOf(said('one'), said('two'), said('three'))
    const text = JSON.stringify(chain)
    for (let at = 0; at < text.length; at += 1) {
      const changed = `${text.slice(0, at)}${text[at] === '7' ? '8' : '7'}${text.slice(at + 1)}`
      expect(isWhole(changed), `a change at ${at} of ${changed}`).to.equal(false)
    }
    expect(isWhole(text)).to.equal(true)
  })

  it('names the first wrong entry, what was expected and what was found', () => {
    const [one, two, three] = chainOf(said('one'), said('two'), said('three'))
    if (!one || !two || !three) throw new Error('The chain is too short.')
    const fault = (...entries: Entry[]) => findFault(STREAM, EMPTY_HEAD, entries)
    expect(fault(one, three), 'left out').to.include({ version: 2, field: 'version', expected: '2', found: '3' })
    expect(fault(two, one), 'swapped').to.include({ version: 1, field: 'version', expected: '1', found: '2' })
    const other = makeEntry('line/other', EMPTY_HEAD, said('one'))
    expect(fault(other)).to.include({ version: 1, field: 'stream', expected: STREAM, found: 'line/other' })
    const late = { ...two, atMs: two.atMs + 1 }
    expect(fault(one, late, three)).to.include({ version: 2, field: 'hash', found: two.hash })
    const rewritten = makeEntry(STREAM, headOf(one), said('TWO'))
    expect(fault(one, rewritten, three)).to.deep.equal({
      stream: STREAM,
      version: 3,
      field: 'previous',
      expected: rewritten.hash,
      found: two.hash,
    })
  })

  it('takes nothing that is no entry', () => {
    const { facts, ...rest } = said('x')
    for (const wrong of [
      { ...rest, facts: [] },
      { ...rest, facts, atMs: Number.NaN },
      { ...rest, facts, atMs: 1.5 },
      { ...rest, facts, commandId: '' },
      { ...rest, facts: [{ type: '', v: 1 }] },
      { ...rest, facts: [{ type: 'said', v: 1, text: '\ud800' }] },
    ]) {
      expect(() => makeEntry(STREAM, EMPTY_HEAD, wrong), JSON.stringify(wrong)).to.throw()
    }
  })
})

function isWhole(text: string): boolean {
  try {
    return findFault(STREAM, EMPTY_HEAD, entrySchema.array().parse(JSON.parse(text))) === undefined
  } catch {
    return false
  }
}
