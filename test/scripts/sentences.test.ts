import { expect } from 'chai'
import { literalSentences, refusalSentences, untold } from '../../scripts/checkSentences.mjs'

describe('the check of sentences', () => {
  it('finds what is written into a screen, and nothing that nobody reads', () => {
    const screen = [
      'const a = <p class="row wide" title="Close it">Mute {on ? t.on : "now"}</p>',
      'const b = <i aria-label={`Mute ${name}`}>· {three && "three"}</i>',
      'const c = "The line is down."',
      'throw new Error("A screen is shown outside of the softphone.")',
      'const d = <b data-kind="in order" key="no sentence">{t.ring} – {count}</b>',
    ].join('\n')
    expect(literalSentences('a.tsx', screen)).to.deep.equal(
      [
        [1, 'Close it'],
        [1, 'Mute'],
        [1, 'now'],
        [2, 'Mute {}'],
        [2, 'three'],
        [3, 'The line is down.'],
      ].map(([line, said]) => `a.tsx:${line}: “${said}” belongs into client/languages`),
    )
  })

  it('finds every sentence of a refusal, also where it is a constant, one of several or has something put into it', () => {
    const module = [
      "const OVER = 'That is over.'",
      "const SAYS = { a: 'That is for others.', b: `There is no ${it}.` }",
      'const why = (it: string) => `Too late for ${it}.`',
      "refusal('too-late', OVER)",
      "refuse('not-allowed', SAYS[name] ?? 'Not like this.')",
      "refusal('unknown', isNew ? why(it) : error.message)",
      "refusal('malformed', 'Send JSON.')",
    ].join('\n')
    expect(refusalSentences('a.ts', module)).to.deep.equal([
      'That is over.',
      'That is for others.',
      'There is no {}.',
      'Not like this.',
      'Too late for {}.',
    ])
  })

  it('misses a translation that is not there, and one that is there for nothing', () => {
    expect(untold('Korean', new Set(['A', 'B']), { B: 'b', C: 'c' })).to.deep.equal([
      '“A” is not said in Korean',
      '“C” is said in Korean, and the server says it no more',
    ])
  })
})
