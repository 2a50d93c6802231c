import type { CallRecord } from '../../../server/protocol/records.ts'
import { fullTime } from '../../components/times.ts'
import type { RecordPage } from '../../models/recordPage.ts'
import { useSurface } from '../surface.ts'
import { namesOf, useRecordWords } from './recordWords.ts'

/** Looks, plays, pulls and verifications, newest first. */
export function Accesses({ page, record }: { page: RecordPage; record: CallRecord }) {
  const { phone, t } = useSurface()
  const words = useRecordWords()
  const accesses = page.accesses.value
  const zone = phone.lines.homeTimeZone.value
  const names = namesOf(words, record, phone.lines)
  return (
    <section class="panel" aria-labelledby="record-accesses">
      <h2 id="record-accesses">{words.accesses.title}</h2>
      <p class="page-note">{words.accesses.explain}</p>
      {accesses.at === 'refused' && (
        <p class="note note-danger" role="alert">
          {words.accesses.failed} {t.refused(accesses.refusal)}
        </p>
      )}
      {accesses.at === 'there' && (
        <div class="table table-tall" role="group" aria-labelledby="record-accesses" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.accesses.when}</th>
                <th scope="col">{words.accesses.who}</th>
                <th scope="col">{words.accesses.what}</th>
              </tr>
            </thead>
            <tbody>
              {accesses.body.toReversed().map(({ atMs, by, name, fact }, index) => (
                <tr key={accesses.body.length - index}>
                  <td>{fullTime(t.tag, atMs, zone)}</td>
                  <th scope="row">
                    {name ?? words.actor(by, names)}
                    {'party' in by && <span class="faint"> {phone.lines.partyName(by.party)}</span>}
                  </th>
                  <td>{words.accesses.says(fact, names)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
