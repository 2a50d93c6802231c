import type { RecordsSentences } from '../../languages/enRecords.ts'
import type { Records } from '../../models/records.ts'
import { RecordList } from './RecordList.tsx'
import { RecordView } from './RecordView.tsx'
import { RecordWords } from './recordWords.ts'

export function RecordsScreen({ model, words }: { model: Records; words: RecordsSentences }) {
  const page = model.page.value
  return (
    <RecordWords.Provider value={words}>
      {page === undefined ? <RecordList model={model} /> : <RecordView key={page.callId} page={page} />}
    </RecordWords.Provider>
  )
}
