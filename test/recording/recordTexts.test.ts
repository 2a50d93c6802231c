import { expect } from 'chai'
import { TEXTS_KEPT } from '../../server/calls/texts.ts'
import { recordTextSchema } from '../../server/protocol/records.ts'
import { textsOf } from '../../server/recording/recordTexts.ts'
import { by, CALL_ID, JP, KR, LineScript, OTHER_CALL_ID } from '../client/fakeLine.ts'

describe('the texts of a record', () => {
  it('are all that were sent in the call, however many, with what became of them while it was live', () => {
    const script = new LineScript('leaders', 1_000_000)
    const said = (number: number, callId = CALL_ID) =>
      script.entry(by(KR), [
        { type: 'text:sent', number, language: 'ko', texts: [{ language: 'ko', text: `${number}번` }], callId },
      ])
    const entries = [
      script.place(KR),
      ...Array.from({ length: TEXTS_KEPT + 3 }, (_, index) => said(index + 7)),
      script.entry(by(JP), [{ type: 'text:delivered', party: 'jp', upTo: 8, console: JP.console, person: JP.person }]),
      script.entry(by(JP), [{ type: 'text:acknowledged', number: 7, person: JP.person }]),
      said(TEXTS_KEPT + 10, OTHER_CALL_ID),
    ]
    const texts = textsOf(CALL_ID, entries)
    expect(texts.map(({ number }) => number)).to.deep.equal(
      Array.from({ length: TEXTS_KEPT + 3 }, (_, index) => index + 7),
    )
    const [first, , third] = texts
    expect(first).to.deep.include({ person: KR.person, name: KR.name, party: 'kr', language: 'ko', text: '7번' })
    expect(first?.delivered.map(({ party }) => party)).to.deep.equal(['jp'])
    expect(first?.acknowledged.map(({ name }) => name)).to.deep.equal([JP.name])
    expect(third?.delivered).to.deep.equal([])
    for (const text of texts) expect(recordTextSchema.strict().parse(text)).to.deep.equal(text)
  })

  it('prove of a party no more than its consoles were handed', () => {
    const script = new LineScript('leaders', 1_000_000)
    const received = (from: number, upTo: number) =>
      script.entry(by(JP), [
        { type: 'text:delivered', party: 'jp', from, upTo, console: JP.console, person: JP.person },
      ])
    const entries = [
      script.place(KR),
      ...[1, 2, 3, 4].map((number) =>
        script.entry(by(KR), [{ type: 'text:sent', number, language: 'ko', texts: [{ language: 'ko', text: '예' }] }]),
      ),
      received(3, 4),
    ]
    const had = () => textsOf(CALL_ID, entries).map(({ delivered }) => delivered.length)
    expect(had()).to.deep.equal([0, 0, 1, 1])
    entries.push(received(1, 1))
    expect(had(), 'an older one was read').to.deep.equal([1, 0, 1, 1])
  })
})
