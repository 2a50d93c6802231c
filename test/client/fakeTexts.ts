import { STARTING_MESSAGES } from '../../server/calls/startingMessages.ts'
import { by, JP, JP_WATCH, KR, type LineScript, US_WATCH } from './fakeLine.ts'

type Entries = ReturnType<LineScript['entry']>[]

/** A text line as it is in use: in three languages, with a prepared message, marks and acknowledgements. */
export function writing(script: LineScript): Entries {
  const said = (who: typeof KR, language: string, text: string, afterMs: number) =>
    script.entry(
      by(who),
      [{ type: 'text:sent', number: script.state.texts.count + 1, language, texts: [{ language, text }] }],
      afterMs,
    )
  const received = (who: typeof KR, upTo: number) =>
    script.entry(by(who), [
      { type: 'text:delivered', party: who.party, upTo, console: who.console, person: who.person },
    ])
  const acknowledged = (who: typeof KR, number: number) =>
    script.entry(by(who), [{ type: 'text:acknowledged', number, person: who.person }], 40_000)
  const [, test] = STARTING_MESSAGES
  const texts = test ? test.texts.toSorted((one) => (one.language === 'ja' ? -1 : 0)) : []
  return [
    said(KR, 'ko', '오늘 09시 정기 점검을 시작하겠습니다. 이상이 있으면 이 회선으로 알려 주십시오.', 1_000),
    received(JP_WATCH, 1),
    received(US_WATCH, 1),
    acknowledged(US_WATCH, 1),
    acknowledged(JP_WATCH, 1),
    script.entry(by(JP), [{ type: 'text:sent', number: 2, language: 'ja', texts, prepared: 'our-test' }], 90_000),
    received(KR, 2),
    said(US_WATCH, 'en', 'Understood. We see it too, and nothing else.\nWe stay on this line.', 60_000),
    received(KR, 3),
    said(KR, 'ko', '확인했습니다.', 20_000),
    received(JP_WATCH, 4),
  ]
}
