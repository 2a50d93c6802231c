import type { CallRecord } from '../../../server/protocol/records.ts'
import { Button } from '../../components/Button.tsx'
import { MarkingBanner } from '../../components/MarkingBanner.tsx'
import { lineSays } from '../../components/lineWords.ts'
import { duration, fullTime } from '../../components/times.ts'
import { addressOf } from '../../models/places.ts'
import type { RecordPage } from '../../models/recordPage.ts'
import { useSurface } from '../surface.ts'
import { Accesses } from './Accesses.tsx'
import { Facts } from './Facts.tsx'
import { Playback } from './Playback.tsx'
import { RecordNotes } from './RecordNotes.tsx'
import { RecordTexts } from './RecordTexts.tsx'
import { RecordRoster } from './RecordRoster.tsx'
import { useRecordWords } from './recordWords.ts'
import { Tracks } from './Tracks.tsx'
import { VerificationPanel } from './VerificationPanel.tsx'

export function RecordView({ page }: { page: RecordPage }) {
  const { phone, t } = useSurface()
  const words = useRecordWords()
  const record = page.record.value
  return (
    <main class="page record" id="content">
      <a class="record-back" href={`#${addressOf({ at: 'records' })}`}>
        {words.page.back}
      </a>
      {record.at === 'loading' && <p class="quiet-note">{words.page.loading}</p>}
      {record.at === 'refused' && (
        <p class="note note-danger" role="alert">
          {words.page.failed} {t.refused(record.refusal)}
        </p>
      )}
      {record.at === 'there' && <Opened page={page} record={phone.lines.rename(record.body)} />}
    </main>
  )
}

function Opened({ page, record }: { page: RecordPage; record: CallRecord }) {
  const { t } = useSurface()
  const words = useRecordWords()
  const timeline = page.timeline.value
  const refusal = page.refusal.value
  return (
    <>
      <Heading page={page} record={record} />
      {refusal && (
        <p class="note note-danger" role="alert">
          {t.refused(refusal)}
        </p>
      )}
      <Damage record={record} />
      {timeline && <Playback page={page} record={record} timeline={timeline} />}
      <Tracks page={page} record={record} />
      <div class="record-columns">
        <RecordRoster record={record} />
        <VerificationPanel page={page} />
      </div>
      <Accesses page={page} record={record} />
      <RecordNotes page={page} record={record} />
      <RecordTexts page={page} record={record} />
      {timeline && <Facts page={page} record={record} timeline={timeline} />}
      <p class="page-note">{words.keys}</p>
    </>
  )
}

/** What was found of a record that could not be closed, in the words of verification. */
function Damage({ record: { call } }: { record: CallRecord }) {
  const { phone, t } = useSurface()
  const words = useRecordWords().page
  const { damage } = call.recording
  if (damage === undefined) return null
  const zone = phone.lines.homeTimeZone.value
  return (
    <div class="note note-danger record-damage">
      <p>
        <strong>{words.damaged}</strong> {damage.fault.message}
      </p>
      <p>{words.damageStays(fullTime(t.tag, damage.atMs, zone))}</p>
    </div>
  )
}

function Heading({ page, record: { summary } }: { page: RecordPage; record: CallRecord }) {
  const { phone, t } = useSurface()
  const words = useRecordWords().page
  const zone = phone.lines.homeTimeZone.value
  const { placedBy, placedAtMs, endedAtMs, precedence, marking } = summary
  const download = page.download.value
  const keptRow = ({ keptUntilMs, deletedAtMs }: CallRecord['summary']): [string, string][] => {
    if (keptUntilMs === undefined) return []
    const until = fullTime(t.tag, keptUntilMs, zone)
    return [[words.recordingKept, deletedAtMs === undefined ? words.keptUntil(until) : words.deletedThen(until)]]
  }
  const rows: [string, string][] = [
    [
      words.placed,
      t.times.list([
        fullTime(t.tag, placedAtMs, zone),
        placedBy.name + t.times.aside(phone.lines.partyName(placedBy.party)),
      ]),
    ],
    [
      words.ended,
      endedAtMs === undefined
        ? words.stillUp
        : t.times.list([
            fullTime(t.tag, endedAtMs, zone),
            ...(summary.endReason ? [t.endReasons[summary.endReason]] : []),
          ]),
    ],
    [words.length, endedAtMs === undefined ? words.stillUp : duration(endedAtMs - placedAtMs)],
    [words.kind, t.times.list([t.precedences[precedence], t.markings[marking].toLowerCase()])],
    ...keptRow(summary),
    [words.identifier, summary.callId],
  ]
  return (
    <header class="record-head">
      <MarkingBanner marking={marking} />
      <h1>{words.title(lineSays(phone.lines, t, summary))}</h1>
      <Button
        icon="download"
        action={download && (() => download('archive'))}
        busy={page.downloading.value === 'archive'}
      >
        {page.downloading.value === 'archive' ? words.downloading : words.downloadAll}
      </Button>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </header>
  )
}
