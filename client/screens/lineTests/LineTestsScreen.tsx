import { useEffect } from 'preact/hooks'
import { Button } from '../../components/Button.tsx'
import { RefusalNote } from '../../components/RefusalNote.tsx'
import { Select } from '../../components/Select.tsx'
import type { LineTestsSentences } from '../../languages/enLineTests.ts'
import type { HistoryLine, TestHistory } from '../../models/testHistory.ts'
import { useSurface } from '../surface.ts'
import { Calendar } from './Calendar.tsx'
import { DayPanel } from './DayPanel.tsx'
import { LineTestWords } from './lineTestWords.ts'
import { Trends } from './Trends.tsx'
import '../../styles/lineTests.css'

interface LineTestsScreenProps {
  readonly model: TestHistory
  readonly words: LineTestsSentences
}

/** What became of the roll-calls and tests of a line: a month of it, a day of that, and how good it has been. */
export function LineTestsScreen({ model, words }: LineTestsScreenProps) {
  useEffect(() => model.follow(), [model])
  const refusal = model.refusal.value
  const line = model.line.value
  return (
    <LineTestWords.Provider value={words}>
      <main class="page line-tests" id="content">
        <h1>{words.title}</h1>
        <p class="page-note">{words.explain}</p>
        {refusal && (
          <RefusalNote refusal={refusal} failed={words.failed}>
            <Button action={model.read}>{words.again}</Button>
          </RefusalNote>
        )}
        {model.lines.value?.length === 0 && <p class="quiet-note">{words.noLines}</p>}
        {line === undefined && model.lines.value === undefined && <p class="quiet-note">{words.loading}</p>}
        {line && (
          <>
            <LineChoice model={model} line={line} words={words} />
            <div class="line-tests-month">
              <Calendar model={model} parties={line.parties} />
              <DayPanel model={model} />
            </div>
            <Trends model={model} />
          </>
        )}
      </main>
    </LineTestWords.Provider>
  )
}

function LineChoice({ model, line, words }: LineTestsScreenProps & { line: HistoryLine }) {
  const { phone, t } = useSurface()
  const lines = model.lines.value ?? []
  const agreed = (line.rollCalls ?? []).map(({ time, timeZone }) => t.times.at(time, timeZone))
  const called = ({ line: id, name }: HistoryLine): string => phone.lines.lineName(id) ?? name
  return (
    <div class="line-tests-line">
      <Select
        label={words.line}
        value={line.line}
        options={lines.map((each) => ({ value: each.line, label: called(each) }))}
        onChoose={(value) => model.show({ line: value })}
      />
      <p>
        {agreed.length > 0 ? words.agreed(t.times.list(agreed)) : words.noneAgreed}{' '}
        <span class="faint">{words.zone(model.zone.value)}</span>
      </p>
    </div>
  )
}
