import { dateFormat } from '../../components/dateFormat.ts'
import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { RefusalNote } from '../../components/RefusalNote.tsx'
import type { ExceptionReport, ReportedException } from '../../../server/protocol/exceptions.ts'
import { addressOf } from '../../models/places.ts'
import type { RecordExceptions } from '../../models/recordExceptions.ts'
import { useSurface } from '../surface.ts'
import { DayStrip } from './DayStrip.tsx'
import { ExceptionLine } from './ExceptionLine.tsx'
import { useRecordWords } from './recordWords.ts'

/** The exception report of one day. That there is nothing in it is a statement, and is made like one. */
export function ExceptionDay({ model }: { model: RecordExceptions }) {
  const all = useRecordWords()
  const words = all.exceptions
  const report = model.report.value
  const refusal = model.refusal.value
  return (
    <main class="page records" id="content">
      <a class="record-back" href={`#${addressOf({ at: 'records' })}`}>
        {all.page.back}
      </a>
      <h1>{words.title}</h1>
      <p class="page-note">{words.explain}</p>
      <DayPicker model={model} />
      <p class="unseen" role="status">
        {model.loading.value ? words.loading : ''}
      </p>
      {refusal && <RefusalNote refusal={refusal} failed={words.failed} />}
      {report ? <Day report={report} today={model.today.value} /> : <p class="quiet-note">{words.loading}</p>}
    </main>
  )
}

function DayPicker({ model }: { model: RecordExceptions }) {
  const words = useRecordWords().exceptions
  const report = model.report.value
  const choose = (event: Event & { readonly currentTarget: HTMLInputElement }): void => {
    // Empty while somebody types: that is no day yet.
    if (event.currentTarget.value !== '') model.show(event.currentTarget.value)
  }
  return (
    <div class="day-picker">
      <Button icon="back" label={words.previous} action={model.previous.value}>
        {words.previous}
      </Button>
      <div class="field">
        <label for="exceptions-day">{words.day}</label>
        <input
          id="exceptions-day"
          type="date"
          value={report?.day ?? ''}
          {...(model.today.value !== undefined && { max: model.today.value })}
          onChange={choose}
        />
      </div>
      <Button icon="forward" label={words.next} action={model.next.value}>
        {words.next}
      </Button>
      {report && <p class="day-picker-zone">{words.zone(report.timeZone)}</p>}
    </div>
  )
}

function Day({ report, today }: { report: ExceptionReport; today: string | undefined }) {
  const { t } = useSurface()
  const words = useRecordWords().exceptions
  const { day, exceptions } = report
  const name = dayInWords(t.tag, day)
  const isToday = day === today
  if (exceptions.length === 0) {
    return (
      <section class="panel day-none" aria-labelledby="exceptions-of-day">
        <Icon name="check" />
        <div>
          <h2 id="exceptions-of-day">{words.none(name)}</h2>
          <p>{isToday ? words.noneSoFar : words.noneMeans}</p>
        </div>
      </section>
    )
  }
  const count = (wanted: ReportedException['outcome']): number =>
    exceptions.filter(({ outcome }) => outcome === wanted).length
  return (
    <section class="panel" aria-labelledby="exceptions-of-day">
      <div class="day-head">
        <h2 id="exceptions-of-day">{name}</h2>
        <p>{words.count(exceptions.length, count('lost'), count('kept'), count('unknown'))}</p>
      </div>
      <DayStrip report={report} />
      <ol class="exceptions">
        {exceptions.map((exception) => (
          <ExceptionLine
            key={`${exception.callId} ${exception.cause} ${exception.fromMs}`}
            exception={exception}
            timeZone={report.timeZone}
          />
        ))}
      </ol>
    </section>
  )
}

/** A day of the calendar is the same everywhere: it is written in the zone in which it was read. */
const dayInWords = (tag: string, day: string): string =>
  dateFormat(tag, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(Date.parse(`${day}T00:00:00Z`))
