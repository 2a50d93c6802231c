import { expect } from 'chai'
import { createEnterSends, type KeyPress } from '../../../client/models/enterSends.ts'

type Told =
  | ['down', Partial<KeyPress>]
  | ['up', string]
  /** `compositionend`, so many milliseconds after what was told before. */
  | ['composed', number]

const PLAIN: KeyPress = {
  ...{ key: 'Enter', keyCode: 13, isComposing: false, repeat: false, timeStamp: 0 },
  ...{ shiftKey: false, ctrlKey: false, altKey: false, metaKey: false },
}

/** How often a run of events sends; each comes a second after the one before unless it says otherwise. */
function sends(...told: Told[]): number {
  const enter = createEnterSends()
  let nowMs = 10_000
  let count = 0
  for (const [what, how] of told) {
    if (what === 'composed') {
      nowMs += how
      enter.composed(nowMs)
    } else if (what === 'up') enter.keyUp({ key: how })
    else {
      nowMs = how.timeStamp === undefined ? nowMs + 1_000 : nowMs + how.timeStamp
      if (enter.keyDown({ ...PLAIN, ...how, timeStamp: nowMs })) count += 1
    }
  }
  return count
}

const ENTER: Told = ['down', {}]
const UP: Told = ['up', 'Enter']
const COMPOSING = { isComposing: true, keyCode: 229 }

describe('Enter', () => {
  it('sends when it is pressed by itself, once for each press', () => {
    expect(sends(ENTER, UP)).to.equal(1)
    expect(sends(ENTER, UP, ENTER, UP)).to.equal(2)
    expect(
      sends(ENTER, ['down', { repeat: true, timeStamp: 500 }], ['down', { repeat: true, timeStamp: 30 }]),
    ).to.equal(1)
  })

  it('makes a new line, or is somebody else’s, with another key held', () => {
    for (const held of ['shiftKey', 'ctrlKey', 'altKey', 'metaKey'] as const)
      expect(sends(['down', { [held]: true }]), held).to.equal(0)
    expect(sends(['down', { key: 'a', keyCode: 65 }]), 'another key').to.equal(0)
  })

  /** 안녕 by a two-set keyboard, 東京 by romaji and conversion; the last syllable, or the choice, is ended by Enter. */
  const letters = (...keys: string[]): Told[] =>
    keys.flatMap((key): Told[] => [
      ['down', { key, ...COMPOSING }],
      ['up', key],
    ])
  const korean = letters('Process', 'Process', 'Process')
  const japanese = letters('t', 'o', 'u', 'k', 'y', 'o', 'u', ' ')

  for (const [script, composing] of [
    ['Korean', korean],
    ['Japanese', japanese],
  ] as const) {
    it(`never sends when it ends a composition of ${script}, however the browser tells of that`, () => {
      const ways: Record<string, Told[]> = {
        'Chromium and Firefox': [['down', COMPOSING], ['composed', 1], UP],
        'Chromium, where the input method names the key': [
          ['down', { ...COMPOSING, key: 'Process' }],
          ['composed', 1],
          UP,
        ],
        Safari: [['composed', 0], ['down', { keyCode: 229, timeStamp: 1 }], UP],
        'macOS and Windows, once more as itself': [
          ['down', COMPOSING],
          ['composed', 1],
          ['down', { timeStamp: 2 }],
          UP,
        ],
        'Linux, at once after the end': [['composed', 0], ['down', { timeStamp: 3 }], UP],
        'held down': [['down', COMPOSING], ['composed', 1], ['down', { repeat: true, timeStamp: 500 }], UP],
      }
      for (const [way, told] of Object.entries(ways)) {
        expect(sends(...composing, ...told), way).to.equal(0)
        expect(sends(...composing, ...told, ENTER, UP), `${way}: the next one sends`).to.equal(1)
      }
    })
  }

  it('sends after a composition that was ended by something else', () => {
    expect(
      sends(...korean, ['down', { key: ' ', keyCode: 229, isComposing: true }], ['composed', 1], ['up', ' '], ENTER),
    ).to.equal(1)
  })
})
