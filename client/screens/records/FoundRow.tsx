import { hitsIn, wordsOf } from '../../../server/calls/searchText.ts'
import type { RecordSummary } from '../../../server/protocol/records.ts'
import { useSurface } from '../surface.ts'
import { useRecordWords } from './recordWords.ts'

/** In how many columns the list of records is. */
const COLUMNS = 6

/** Below a record that a search has found: where, with the words marked in the text as it was written. */
export function FoundRow({ record: { found = [] }, searched }: { record: RecordSummary; searched: string }) {
  const { t } = useSurface()
  const words = useRecordWords().search
  if (found.length === 0) return null
  return (
    <tr class="record-found">
      <td colSpan={COLUMNS}>
        <span class="unseen">{words.found}</span>
        <dl>
          {found.map(({ in: where, text, number }) => (
            <div key={`${where} ${number} ${text}`}>
              <dt>
                {number === undefined ? words.foundIn[where] : `${words.foundIn[where]} ${t.texts.number(number)}`}
              </dt>
              <dd>
                <Marked text={text} searched={searched} />
              </dd>
            </div>
          ))}
        </dl>
      </td>
    </tr>
  )
}

function Marked({ text, searched }: { text: string; searched: string }) {
  const hits = hitsIn(text, wordsOf(searched))
  return (
    <>
      {hits.map(({ from, to }, at) => [
        text.slice(hits[at - 1]?.to ?? 0, from),
        <mark key={from}>{text.slice(from, to)}</mark>,
      ])}
      {text.slice(hits.at(-1)?.to ?? 0)}
    </>
  )
}
