import type { Verification } from '../../../server/protocol/records.ts'
import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import type { RecordPage } from '../../models/recordPage.ts'
import { useSurface } from '../surface.ts'
import { useRecordWords } from './recordWords.ts'

export function VerificationPanel({ page }: { page: RecordPage }) {
  const { t } = useSurface()
  const words = useRecordWords().verification
  const verification = page.verification.value
  const busy = verification.at === 'loading'
  return (
    <section class="panel" aria-labelledby="record-verification">
      <h2 id="record-verification">{words.title}</h2>
      <p class="page-note">{words.explain}</p>
      <Button action={page.verify.value} icon="check" busy={busy}>
        {busy ? words.verifying : words.verify}
      </Button>
      <div role="status">
        {verification.at === 'there' && <Outcome verification={verification.body} />}
        {verification.at === 'refused' && (
          <p class="note note-danger">
            {words.failed} {t.refused(verification.refusal)}
          </p>
        )}
      </div>
    </section>
  )
}

function Outcome({ verification: { sound, checks, faults } }: { verification: Verification }) {
  const words = useRecordWords().verification
  return (
    <>
      <p class={`verdict ${sound ? 'verdict-sound' : 'verdict-unsound'}`}>
        <Icon name={sound ? 'check' : 'warning'} />
        {sound ? words.sound : words.unsound}
      </p>
      <ul class="faults">
        {faults.map(({ message, file, offset, expected, found }) => (
          <li key={`${file} ${offset} ${message}`}>
            {message}
            {file !== undefined && <code>{words.where(file, offset)}</code>}
            {expected !== undefined && <code>{words.expected(expected)}</code>}
            {found !== undefined && <code>{words.found(found)}</code>}
          </li>
        ))}
      </ul>
      <ul class="checks">
        {checks.map(({ what, sound: inOrder }) => (
          <li key={what} class={inOrder ? '' : 'record-bad'}>
            <span>{what}</span>
            <span>{inOrder ? words.checkSound : words.checkUnsound}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
