import type { CallRecord, RecordText } from '../../../server/protocol/records.ts'
import { Icon } from '../../components/Icon.tsx'
import { clockTime, duration } from '../../components/times.ts'
import type { RecordPage } from '../../models/recordPage.ts'
import { useSurface } from '../surface.ts'
import { SideBySide } from '../texts/SideBySide.tsx'
import { useRecordWords } from './recordWords.ts'

/** What was written while the call was live, in the time of the call; the time of each leads the playback there. */
export function RecordTexts({ page, record }: { page: RecordPage; record: CallRecord }) {
  const words = useRecordWords().texts
  if (record.texts.length === 0) return null
  return (
    <section class="panel" aria-labelledby="record-texts">
      <h2 id="record-texts">{words.title}</h2>
      <ol class="record-texts">
        {record.texts.map((text) => (
          <Written key={text.number} page={page} text={text} startMs={record.call.placedAtMs} />
        ))}
      </ol>
    </section>
  )
}

function Written({ page, text, startMs }: { page: RecordPage; text: RecordText; startMs: number }) {
  const { phone, t } = useSurface()
  const { partyName, homeTimeZone } = phone.lines
  const zone = homeTimeZone.value
  const { number, atMs, name, party, texts, language, delivered, acknowledged } = text
  const marks = delivered.map((mark) => t.texts.deliveredAt(partyName(mark.party), clockTime(mark.atMs, zone, true)))
  return (
    <li class="text">
      <p class="text-head">
        <button type="button" class="link-button" onClick={() => page.player.seek(atMs - startMs)}>
          {duration(atMs - startMs)}
        </button>
        <span class="text-number">{t.texts.number(number)}</span>
        <time>{clockTime(atMs, zone, true)}</time>
        <b>{name}</b>
        <span>{partyName(party)}</span>
        {texts.length === 1 && <span class="text-language">{t.texts.languageName(language)}</span>}
      </p>
      <SideBySide texts={texts} />
      {marks.length > 0 && <p class="text-mark">{t.times.parts(marks)}</p>}
      {acknowledged.map((mark) => (
        <p key={mark.person} class="text-acknowledged">
          <Icon name="check" />
          <span>{t.texts.acknowledgedBy(mark.name, partyName(mark.party), clockTime(mark.atMs, zone, true))}</span>
        </p>
      ))}
    </li>
  )
}
