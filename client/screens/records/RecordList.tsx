import { Fragment } from 'preact'
import type { RecordSummary } from '../../../server/protocol/records.ts'
import { Badges } from '../../components/Badges.tsx'
import { Button } from '../../components/Button.tsx'
import { lineSays } from '../../components/lineWords.ts'
import { clockTime, dayName, duration } from '../../components/times.ts'
import { addressOf } from '../../models/places.ts'
import type { Records } from '../../models/records.ts'
import { useSurface } from '../surface.ts'
import { FoundRow } from './FoundRow.tsx'
import { RecordSearch } from './RecordSearch.tsx'
import { useRecordWords } from './recordWords.ts'

export function RecordList({ model }: { model: Records }) {
  const { phone, t } = useSurface()
  const words = useRecordWords()
  const { at, records, refusal } = model.listing.value
  return (
    <main class="page records" id="content">
      <header class="records-head">
        <h1>{words.title}</h1>
        <a class="button button-plain" href={`#${addressOf({ at: 'exceptions' })}`}>
          {words.exceptions.open}
        </a>
      </header>
      <p class="page-note">{words.keys}</p>
      <RecordSearch lines={model.lines.value} onSearch={(search) => void model.search(search)} />
      <p class="unseen" role="status">
        {at === 'loading' ? words.list.loading : ''}
      </p>
      {refusal && (
        <div class="note note-danger" role="alert">
          <p>
            {words.list.failed} {t.refused(refusal)}
          </p>
        </div>
      )}
      {at === 'there' && records.length === 0 && <p class="quiet-note">{words.list.none}</p>}
      {at === 'loading' && records.length === 0 && <p class="quiet-note">{words.list.loading}</p>}
      {records.length > 0 && (
        <div class="table" role="group" aria-label={words.title} tabIndex={0}>
          <table class="record-list">
            <thead>
              <tr>
                <th scope="col">{words.list.when}</th>
                <th scope="col">{words.list.line}</th>
                <th scope="col">{words.list.by}</th>
                <th scope="col">{words.list.people}</th>
                <th scope="col" class="figure">
                  {words.list.length}
                </th>
                <th scope="col">{words.list.state}</th>
              </tr>
            </thead>
            <tbody>
              {records.map((record) => (
                <Fragment key={record.callId}>
                  <Row record={phone.lines.rename(record)} />
                  <FoundRow record={record} searched={model.searched.value} />
                </Fragment>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {model.more.value && <Button action={model.more.value}>{words.list.more}</Button>}
    </main>
  )
}

const UNSOUND: ReadonlySet<RecordSummary['recording']> = new Set(['failed', 'damaged'])

function Row({ record }: { record: RecordSummary }) {
  const { phone, t } = useSurface()
  const words = useRecordWords()
  const zone = phone.lines.homeTimeZone.value
  const { callId, placedBy, placedAtMs, upAtMs, endedAtMs, people, precedence, marking } = record
  const lineName = lineSays(phone.lines, t, record)
  const time = `${dayName(t.tag, placedAtMs, zone, true)} ${clockTime(placedAtMs, zone, true)}`
  const length =
    endedAtMs === undefined
      ? words.list.running
      : upAtMs === undefined
        ? words.list.nobodyAnswered
        : duration(endedAtMs - placedAtMs)
  return (
    <tr>
      <th scope="row">
        <a
          class="record-open"
          href={`#${addressOf({ at: 'record', callId })}`}
          aria-label={words.list.open(lineName, time)}
        >
          {time}
        </a>
      </th>
      <td>
        {lineName}
        {(precedence !== 'routine' || marking !== 'real') && (
          <span class="record-kind">
            <Badges precedence={precedence} marking={marking} />
          </span>
        )}
      </td>
      <td>
        {placedBy.name} <span class="faint">{phone.lines.partyName(placedBy.party)}</span>
      </td>
      <td>{words.times.list(people.map(({ name }) => name))}</td>
      <td class="figure">{length}</td>
      <td class={UNSOUND.has(record.recording) ? 'record-bad' : undefined}>{words.recordings[record.recording]}</td>
    </tr>
  )
}
