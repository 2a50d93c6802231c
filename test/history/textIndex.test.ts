import { expect } from 'chai'
import { TextIndex } from '../../server/history/textIndex.ts'
import type { LineEntry } from '../../server/protocol/lineFacts.ts'
import { lineTextSchema } from '../../server/protocol/texts.ts'
import { by, JP, KR, LineScript, US_WATCH } from '../client/fakeLine.ts'

describe('the messages of a line that are not at hand any more', () => {
  let index: TextIndex
  let script: LineScript
  let kept: Map<string, LineEntry>

  beforeEach(() => {
    index = new TextIndex()
    script = new LineScript('leaders', 1_000_000)
    kept = new Map()
  })

  const add = (entry: LineEntry): void => {
    kept.set(entry.commandId, entry)
    index.add(entry)
  }
  const write = (count: number, text: string): void => {
    for (let one = 0; one < count; one += 1) {
      const number = script.state.texts.count + 1
      add(script.entry(by(KR), [{ type: 'text:sent', number, language: 'ko', texts: [{ language: 'ko', text }] }]))
    }
  }
  const before = async (number: number) => await index.before(number, async (commandId) => kept.get(commandId))
  const numbers = async (number: number) => {
    const page = await before(number)
    return [page[0]?.number, page.at(-1)?.number, page.length]
  }

  it('come in pages, oldest first, back to the first and no further', async () => {
    write(120, '짧은 글')
    expect(await numbers(100)).to.deep.equal([50, 99, 50])
    expect(await numbers(50)).to.deep.equal([1, 49, 49])
    expect(await before(1)).to.deep.equal([])
    expect(await numbers(5_000), 'there are no newer ones').to.deep.equal([71, 120, 50])
    for (const text of await before(30)) expect(lineTextSchema.strict().parse(text)).to.deep.equal(text)
  })

  it('are not more of them than is sent in one answer', async () => {
    write(60, '글'.repeat(2_000))
    expect(await numbers(61)).to.deep.equal([36, 60, 25])
  })

  it('are as they were written, with what became of them', async () => {
    write(4, '확인 바랍니다.')
    const { party, console, person } = JP
    add(script.entry(by(JP), [{ type: 'text:delivered', party, from: 2, upTo: 3, console, person }]))
    add(script.entry(by(JP), [{ type: 'text:delivered', party, from: 2, upTo: 4, console, person }]))
    add(script.entry(by(US_WATCH), [{ type: 'text:acknowledged', number: 3, person: US_WATCH.person }]))
    expect(await before(5), 'the same as at hand').to.deep.equal(script.state.texts.newest)
    expect((await before(5)).map(({ delivered }) => delivered.length)).to.deep.equal([0, 1, 1, 1])
  })

  it('are nothing where the log has lost one', async () => {
    write(3, '하나')
    kept.clear()
    const error: unknown = await before(3).catch((cause: unknown) => cause)
    expect(error).to.be.an.instanceOf(Error)
  })
})
