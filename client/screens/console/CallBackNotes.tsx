import { Button } from '../../components/Button.tsx'
import { moment } from '../../components/times.ts'
import { useSurface } from '../surface.ts'

/** Whom this party has promised to call back on a line, and when. */
export function CallBackNotes({ line }: { line: string }) {
  const { phone, t } = useSurface()
  const { partyName, personName, homeTimeZone } = phone.lines
  return (
    <>
      {phone.callBacks.on(line).map(({ key, person, isOwn, party, atMs }) => {
        const whom = partyName(party)
        const nowMs = phone.serverClock.minuteMs.value
        const when = atMs === undefined ? undefined : moment(t, atMs, nowMs, homeTimeZone.value)
        return (
          <div key={key} class="note line-note" role="status">
            <p>{t.console.callBack(isOwn ? undefined : personName(person), whom, when)}</p>
            <Button
              look="quiet"
              action={() => phone.callBacks.dismiss(key)}
              label={t.times.label(t.console.dismiss, t.console.callBackWhich(whom))}
            >
              {t.console.dismiss}
            </Button>
          </div>
        )
      })}
    </>
  )
}
