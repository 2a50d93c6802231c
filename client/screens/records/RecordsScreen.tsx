import { useLayoutEffect } from 'preact/hooks'
import type { RecordsSentences } from '../../languages/enRecords.ts'
import type { Records } from '../../models/records.ts'
import { ExceptionDay } from './ExceptionDay.tsx'
import { RecordList } from './RecordList.tsx'
import { RecordView } from './RecordView.tsx'
import { RecordWords } from './recordWords.ts'
import '../../styles/records/index.css'

export function RecordsScreen({ model, words }: { model: Records; words: RecordsSentences }) {
  useLayoutEffect(() => model.follow(), [model])
  return (
    <RecordWords.Provider value={words}>
      <Shown model={model} />
    </RecordWords.Provider>
  )
}

function Shown({ model }: { model: Records }) {
  const page = model.page.value
  const exceptions = model.exceptions.value
  if (page) return <RecordView key={page.callId} page={page} />
  return exceptions ? <ExceptionDay model={exceptions} /> : <RecordList model={model} />
}
