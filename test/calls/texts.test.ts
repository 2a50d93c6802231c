import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { LineCommand } from '../../server/calls/commands.ts'
import type { AtConsole } from '../../server/calls/decision.ts'
import { derivedUuid } from '../../server/chain/derivedUuid.ts'
import { evolveTexts, TEXTS_KEPT } from '../../server/calls/texts.ts'
import { textCommandSchemas } from '../../server/protocol/textCommands.ts'
import { lineStateSchema } from '../../server/protocol/lineState.ts'
import { Hotline, id, jpPrincipal, jpWatch, krPrincipal, krWatch, up, usListener, usWatch } from './hotline.ts'

const say = (text: string, language = 'en') => ({ name: 'text:send', language, text }) as const

function codeOf(hotline: Hotline, by: AtConsole, command: LineCommand): string {
  const before = hotline.state
  const decision = hotline.take(by, command)
  if ('facts' in decision) return 'granted'
  expect(hotline.state, 'a refusal changes nothing').to.equal(before)
  return decision.refusal.code
}

const textOf = (hotline: Hotline, number: number) => {
  const text = hotline.state.texts.newest.find((candidate) => candidate.number === number)
  if (text === undefined) throw new Error(`There is no text ${number}.`)
  return text
}

describe('the text line', () => {
  it('numbers messages from one without a gap, whether a call is up or not, and says who wrote them', () => {
    const hotline = up()
    const { callId } = hotline.call
    hotline.must(krPrincipal, say('여보세요', 'ko'))
    hotline.must(jpPrincipal, say('はい', 'ja'))
    hotline.must(krPrincipal, { name: 'call:end', callId })
    hotline.must(usWatch, say('Good night.'))
    const { count, newest } = hotline.state.texts
    expect(count).to.equal(3)
    expect(
      newest.map(({ number, language, texts, from, callId: call }) => [number, language, texts, from.person, call]),
    ).to.deep.equal([
      [1, 'ko', [{ language: 'ko', text: '여보세요' }], 'kr-principal', callId],
      [2, 'ja', [{ language: 'ja', text: 'はい' }], 'jp-principal', callId],
      [3, 'en', [{ language: 'en', text: 'Good night.' }], 'us-watch', undefined],
    ])
  })

  it('marks of each other party, once, up to where one of its consoles has everything', () => {
    const hotline = new Hotline()
    for (const text of ['one', 'two']) hotline.must(krPrincipal, say(text))
    expect(hotline.must(krWatch, { name: 'text:receive', from: 1, upTo: 2 }), 'a party has its own').to.deep.equal([])
    hotline.atMs += 50
    const firstAtMs = hotline.atMs
    expect(hotline.must(jpWatch, { name: 'text:receive', from: 1, upTo: 1 })).to.deep.equal([
      {
        type: 'text:delivered',
        v: 1,
        party: 'jp',
        from: 1,
        upTo: 1,
        console: jpWatch.console.console,
        person: 'jp-watch',
      },
    ])
    hotline.atMs += 50
    hotline.must(jpPrincipal, { name: 'text:receive', from: 1, upTo: 2 })
    expect(hotline.must(jpWatch, { name: 'text:receive', from: 1, upTo: 2 }), 'nothing new').to.deep.equal([])
    expect(hotline.must(jpWatch, { name: 'text:receive', from: 1, upTo: 1 }), 'it never goes back').to.deep.equal([])
    expect(hotline.must(usListener, { name: 'text:receive', from: 1, upTo: 2 }), 'a listener receives').to.have.length(
      1,
    )
    expect(textOf(hotline, 1).delivered).to.deep.equal([
      { party: 'jp', atMs: firstAtMs },
      { party: 'us', atMs: hotline.atMs },
    ])
    expect(hotline.state.texts.delivered).to.deep.equal([
      { party: 'jp', stretches: [{ from: 1, upTo: 2 }] },
      { party: 'us', stretches: [{ from: 1, upTo: 2 }] },
    ])
    expect(codeOf(hotline, jpWatch, { name: 'text:receive', from: 1, upTo: 3 }), 'what is not there').to.equal(
      'unknown',
    )
    expect(codeOf(hotline, jpWatch, { name: 'text:receive', from: 2, upTo: 1 }), 'nothing at all').to.equal('unknown')
  })

  it('proves of a console that comes back what it was handed, and the rest when that has been read', () => {
    const hotline = new Hotline()
    for (let number = 1; number <= 60; number += 1) hotline.must(krPrincipal, say('x'.repeat(2_000)))
    expect(hotline.state.texts.newest[0]?.number, 'all that a snapshot holds').to.equal(11)
    const receive = (by: AtConsole, from: number, upTo: number) =>
      hotline.must(by, { name: 'text:receive', from, upTo }).map((fact) => {
        expect(fact.type).to.equal('text:delivered')
        return 'upTo' in fact ? [fact.from, fact.upTo] : []
      })
    expect(receive(jpWatch, 11, 60)).to.deep.equal([[11, 60]])
    expect(hotline.state.texts.delivered).to.deep.equal([{ party: 'jp', stretches: [{ from: 11, upTo: 60 }] }])
    expect(receive(jpPrincipal, 1, 5), 'a page of older ones').to.deep.equal([[1, 5]])
    expect(receive(jpWatch, 4, 5), 'known').to.deep.equal([])
    expect(receive(jpWatch, 4, 30), 'only what is new').to.deep.equal([[6, 30]])
    expect(hotline.state.texts.delivered).to.deep.equal([{ party: 'jp', stretches: [{ from: 1, upTo: 60 }] }])
    expect(receive(krWatch, 1, 60), 'of older ones it is not known here who wrote them').to.deep.equal([[1, 60]])
    expect(textOf(hotline, 60).delivered.map(({ party }) => party)).to.deep.equal(['jp'])
  })

  it('keeps as many gaps of a party in mind as come about, and refuses to tear open a thousand', () => {
    const hotline = new Hotline()
    for (let number = 1; number <= 210; number += 1) hotline.must(krPrincipal, say(`${number}`))
    for (let number = 2; number <= 200; number += 2)
      hotline.must(jpWatch, { name: 'text:receive', from: number, upTo: number })
    expect(codeOf(hotline, jpWatch, { name: 'text:receive', from: 205, upTo: 205 })).to.equal('not-now')
    expect(codeOf(hotline, jpWatch, { name: 'text:receive', from: 3, upTo: 3 }), 'this closes one').to.equal('granted')
    expect(codeOf(hotline, jpWatch, { name: 'text:receive', from: 205, upTo: 205 })).to.equal('granted')
  })

  it('reads a fact of before as it was meant: all up to its number', () => {
    const hotline = new Hotline()
    for (const text of ['one', 'two', 'three']) hotline.must(krPrincipal, say(text))
    const [fact] = hotline.must(jpWatch, { name: 'text:receive', from: 1, upTo: 2 })
    if (fact?.type !== 'text:delivered') throw new Error('Nothing was delivered.')
    const { from: _from, ...old } = fact
    const context = { version: 9, atMs: 5, commandId: id(1), by: { kind: 'console', ...jpWatch.console } } as const
    const sent = {
      ...hotline.state.texts,
      newest: hotline.state.texts.newest.map((text) => ({ ...text, delivered: [] })),
    }
    expect(evolveTexts({ ...sent, delivered: [] }, old, context)).to.deep.equal(
      evolveTexts({ ...sent, delivered: [] }, fact, context),
    )
  })

  it('is acknowledged by the people of the other parties, each once and by name', () => {
    const hotline = new Hotline()
    hotline.must(krPrincipal, say('Please confirm.'))
    const acknowledge = { name: 'text:acknowledge', number: 1 } as const
    expect(codeOf(hotline, krWatch, acknowledge), 'one’s own').to.equal('not-allowed')
    expect(codeOf(hotline, jpWatch, { ...acknowledge, number: 2 })).to.equal('unknown')
    hotline.atMs += 700
    expect(hotline.must(jpWatch, acknowledge)).to.have.length(1)
    expect(hotline.must(jpWatch, acknowledge), 'again').to.deep.equal([])
    hotline.must(usWatch, acknowledge)
    expect(textOf(hotline, 1).acknowledged).to.deep.equal([
      { person: 'jp-watch', name: 'jp-watch', party: 'jp', atMs: hotline.atMs },
      { person: 'us-watch', name: 'us-watch', party: 'us', atMs: hotline.atMs },
    ])
  })

  it('gives to the record of a call what was said, received and acknowledged while it was live', () => {
    const hotline = up()
    const { callId } = hotline.call
    hotline.must(krPrincipal, say('in the call'))
    const inCall = [
      ...hotline.must(jpWatch, { name: 'text:receive', from: 1, upTo: 1 }),
      ...hotline.must(jpWatch, { name: 'text:acknowledge', number: 1 }),
    ]
    expect(inCall.map((fact) => 'callId' in fact && fact.callId)).to.deep.equal([callId, callId])
    hotline.must(krPrincipal, { name: 'call:end', callId })
    const later = [
      ...hotline.must(usWatch, { name: 'text:receive', from: 1, upTo: 1 }),
      ...hotline.must(usWatch, { name: 'text:acknowledge', number: 1 }),
    ]
    expect(
      later.map((fact) => 'callId' in fact),
      'its record is closed',
    ).to.deep.equal([false, false])
  })

  it('keeps the newest at hand, as many and as much as every console can be given', () => {
    const hotline = new Hotline()
    for (let number = 1; number <= TEXTS_KEPT + 5; number += 1) hotline.must(krPrincipal, say(`message ${number}`))
    expect(hotline.state.texts.newest).to.have.length(TEXTS_KEPT)
    expect(hotline.state.texts.newest.at(-1)?.number).to.equal(TEXTS_KEPT + 5)
    expect(codeOf(hotline, jpWatch, { name: 'text:acknowledge', number: 5 }), 'kept for it').to.equal('granted')
    for (let number = 1; number <= 5; number += 1) hotline.must(krPrincipal, say('and more'))
    expect(hotline.state.texts.unanswered.map(({ number }) => number)).to.deep.equal([6, 7, 8, 9, 10])
    expect(codeOf(hotline, jpWatch, { name: 'text:acknowledge', number: 4 }), 'too old').to.equal('too-late')
    for (let number = 0; number < 100; number += 1) hotline.must(krPrincipal, say('x'.repeat(2_000)))
    const { count, newest } = hotline.state.texts
    expect(count).to.equal(TEXTS_KEPT + 110)
    expect(newest).to.have.length(50)
    expect(newest.map(({ number }) => number)).to.deep.equal(
      Array.from({ length: 50 }, (_, index) => count - 49 + index),
    )
    expect(lineStateSchema.parse(hotline.state)).to.deep.equal(hotline.state)
  })

  it('keeps what the others have not acknowledged when somebody else floods the line', () => {
    const hotline = new Hotline()
    hotline.must(krWatch, say('MISSILE LAUNCH SEEN'))
    hotline.must(jpWatch, { name: 'text:receive', from: 1, upTo: 1 })
    const flood = (): void => {
      for (let number = 0; number < 60; number += 1) hotline.must(krPrincipal, say('x'.repeat(2_000)))
    }
    flood()
    const kept = () => hotline.state.texts.unanswered.map(({ number, from }) => [number, from.person])
    const ofFlood = [7, 8, 9, 10, 11].map((number) => [number, 'kr-principal'])
    expect(kept(), 'five full messages of who floods').to.deep.equal([[1, 'kr-watch'], ...ofFlood])
    expect(lineStateSchema.parse(hotline.state)).to.deep.equal(hotline.state)
    hotline.must(usWatch, { name: 'text:receive', from: 1, upTo: 1 })
    const first = () => hotline.state.texts.unanswered.find(({ number }) => number === 1)
    expect(first()?.delivered.map(({ party }) => party)).to.deep.equal(['jp', 'us'])
    hotline.must(jpWatch, { name: 'text:acknowledge', number: 1 })
    flood()
    expect(
      first()?.acknowledged.map(({ party }) => party),
      'one party has not',
    ).to.deep.equal(['jp'])
    hotline.must(usWatch, { name: 'text:acknowledge', number: 1 })
    expect(first(), 'all have').to.equal(undefined)
    expect(codeOf(hotline, jpWatch, { name: 'text:acknowledge', number: 1 })).to.equal('too-late')
  })

  it('keeps of one person no more than a tenth of what is at hand, of what was written by hand or is prepared', () => {
    const hotline = new Hotline()
    for (let number = 0; number < 100; number += 1) hotline.must(krWatch, say('x'.repeat(number < 50 ? 1_900 : 2_000)))
    const { unanswered } = hotline.state.texts
    expect(unanswered.reduce((sum, { texts }) => sum + (texts[0]?.text.length ?? 0), 0)).to.be.within(1, 10_000)
    expect(
      unanswered.map(({ number }) => number),
      'the newest of those',
    ).to.deep.equal([46, 47, 48, 49, 50])
  })

  it('knows by which command a message was sent', () => {
    const hotline = new Hotline()
    hotline.must(krPrincipal, say('mine'))
    expect(textOf(hotline, 1).commandId).to.equal(id(5001))
  })
})

describe('a prepared message', () => {
  const original = (hotline: Hotline, party: string, which = 'stand-by') => {
    const message = hotline
      .given()
      .prepared(party)
      .find((candidate) => candidate.id === which)
    const [first] = message?.texts ?? []
    if (message === undefined || first === undefined) throw new Error(`${party} has no ${which}.`)
    const translations = message.texts.slice(1)
    return { message, command: { name: 'text:send', ...first, prepared: which, translations } as const }
  }

  it('goes out in all its languages, the one of the sender’s party as the original', () => {
    const hotline = new Hotline()
    const { message, command } = original(hotline, 'kr')
    const [fact] = hotline.must(krWatch, command)
    expect(fact).to.deep.equal({
      ...{ type: 'text:sent', v: 1, number: 1, language: 'ko', texts: message.texts, prepared: 'stand-by' },
    })
    expect(message.texts.map(({ language }) => language)).to.deep.equal(['ko', 'en', 'ja'])
    expect(original(hotline, 'jp').command.language).to.equal('ja')
    expect(original(hotline, 'us').command.language).to.equal('en')
  })

  it('is refused when it is not, or no longer, what the sender has read', () => {
    const hotline = new Hotline()
    const { command } = original(hotline, 'kr')
    expect(codeOf(hotline, krWatch, { ...command, text: 'Stand by.' })).to.equal('too-late')
    expect(codeOf(hotline, krWatch, { ...command, language: 'en' })).to.equal('too-late')
    const [english, ...others] = command.translations
    if (english === undefined) throw new Error('It has one language only.')
    for (const translations of [[{ ...english, text: 'Attack.' }, ...others], [english], [...others, english], []])
      expect(codeOf(hotline, krWatch, { ...command, translations })).to.equal('too-late')
    expect(codeOf(hotline, krWatch, { ...command, prepared: 'no-such' })).to.equal('unknown')
    expect(codeOf(hotline, usWatch, command), 'another party’s original').to.equal('too-late')
  })
})

describe('what may be written', () => {
  const parse = (text: string) =>
    textCommandSchemas['text:send'].safeParse({ commandId: randomUUID(), line: 'leaders', language: 'ko', text })

  it('is writing of at most two pages, without space around it, in the composed form', () => {
    const decomposed = '한글'.normalize('NFD')
    expect(decomposed).to.not.equal('한글')
    expect(parse(` \n${decomposed}\t `).data?.text).to.equal('한글')
    expect(parse('two\nlines\tand a tabulator').success).to.equal(true)
    expect(parse('x'.repeat(2_000)).success).to.equal(true)
    for (const wrong of ['', '  \n ', 'x'.repeat(2_001), 'a\u0000b', 'a\u001b[31mb', 'half \ud83d of one', 'a\rb'])
      expect(parse(wrong).success, JSON.stringify(wrong)).to.equal(false)
  })

  it('is in a language that has a name', () => {
    const inLanguage = (language: unknown) =>
      textCommandSchemas['text:send'].safeParse({ commandId: randomUUID(), line: 'leaders', language, text: 'a' })
        .success
    expect(['ko', 'ja', 'en-GB', 'fil'].map(inLanguage)).to.deep.equal([true, true, true, true])
    expect(['', 'KO', 'en_GB', 'english', 7].map(inLanguage)).to.deep.equal([false, false, false, false, false])
  })
})

describe('what is written', () => {
  const sent = (text: string, commandId = randomUUID()) =>
    textCommandSchemas['text:send'].safeParse({ commandId, line: 'leaders', language: 'en', text })

  it('is composed only where it is short: composing takes time by the square', () => {
    const marks = `a${'\u0301'.repeat(64_000)}${'\u0316'.repeat(64_000)}`
    // Nothing is looked at behind the first refusal: composed, it would be refused a second time.
    expect(sent(marks).error?.issues).to.have.length(1)
    expect(sent('e\u0301').data?.text).to.equal('\u00e9')
  })

  it('is seen: what leaves no mark is no message', () => {
    for (const unseen of ['\u200b\u200d', '\u2800', '\u3164 \u202e', ' \n '])
      expect(sent(unseen).success, JSON.stringify(unseen)).to.equal(false)
    for (const seen of ['.', '\u2705', '\uac00', '\u3042\u200d']) expect(sent(seen).success, seen).to.equal(true)
  })

  it('is named at random, and never as the server names what it tells itself', () => {
    expect(sent('Stand by.', derivedUuid('rollcall') as ReturnType<typeof randomUUID>).success).to.equal(false)
    expect(sent('Stand by.').success).to.equal(true)
  })
})
