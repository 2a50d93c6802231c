import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { Button } from '../../components/Button.tsx'
import { CommandRefusal } from '../../components/CommandRefusal.tsx'
import { MarkingBanner } from '../../components/MarkingBanner.tsx'
import { clockTime } from '../../components/times.ts'
import { callBackAtMs } from '../../models/callBack.ts'
import { selfOn } from '../../models/lines.ts'
import type { IncomingRing } from '../../models/ring.ts'
import { useSurface } from '../surface.ts'
import { DECLINING, DeclineFields } from './DeclineFields.tsx'

/** Whoever types at the moment a ring comes in must not answer it with the Enter that was meant for the field. */
const typing = (): boolean =>
  document.activeElement instanceof HTMLElement && document.activeElement.matches('input, textarea, select')

export function IncomingRingDialog({ incoming }: { incoming: IncomingRing }) {
  const { phone, t } = useSurface()
  const { call, snapshot } = incoming
  const titleId = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const answerButton = useRef<HTMLButtonElement | null>(null)
  const [said, setSaid] = useState(DECLINING)
  /** What was refused before it rang says nothing of this ring. */
  const [refusedBefore] = useState(() => phone.call.refusal.peek())
  const own = phone.call.own.value
  const me = phone.lines.own.value
  const role = me && selfOn(snapshot, me)?.role
  const waiting = phone.rings.incoming.value.length - 1
  const party = phone.lines.partyName(call.placedBy.party)
  const answer = phone.rings.answer(incoming)
  const holdAndAnswer = phone.rings.holdAndAnswer(incoming)
  const besides = phone.rings.besides(incoming)
  const decline = phone.rings.decline(incoming)
  const sounds = phone.rings.sounds.value
  const callBack = (): number | undefined => {
    if (said.reason !== 'call-back-later') return undefined
    const zone = phone.lines.homeTimeZone.value
    return callBackAtMs(said.callBack, said.timeOfDay, phone.serverClock.readMs(), (atMs) => clockTime(atMs, zone))
  }

  useEffect(() => {
    const element = dialog.current
    if (element === null) return undefined
    const before = document.activeElement
    const focus = typing() ? heading.current : answerButton.current
    // In a call one's own controls (mute above all) stay within reach while another line rings; a ring that takes the
    // console has all of it.
    if (own === undefined || besides === 'takes') element.showModal()
    else element.show()
    focus?.focus()
    const hide = phone.rings.shown(incoming.key)
    return () => {
      hide()
      element.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])

  const first = (element: HTMLButtonElement | null): void => {
    answerButton.current = element
  }
  const hold = (
    <Button
      look={besides === 'higher' ? 'answer' : 'plain'}
      size="large"
      icon="pause"
      action={holdAndAnswer}
      {...(besides === 'higher' && { focused: first })}
    >
      {t.incoming.holdAndAnswer}
    </Button>
  )
  return (
    <dialog
      ref={dialog}
      class={`incoming incoming-${call.precedence}`}
      aria-labelledby={titleId}
      // Escape must not make a ringing dialog vanish: it goes by Answer, Decline or the end of the ring. A browser that
      // does not know `closedby` asks once by `cancel` and then no more, so the key itself is taken as well.
      {...{ closedby: 'none' }}
      onCancel={(event) => event.preventDefault()}
      onKeyDown={(event) => event.key === 'Escape' && event.preventDefault()}
    >
      <p class="incoming-urgency">{t.urgency[call.precedence]}</p>
      <MarkingBanner marking={call.marking} />
      <h2 id={titleId} ref={heading} tabIndex={-1}>
        {t.incoming.title(party)}
      </h2>
      <p class="incoming-who">
        {t.times.list([t.incoming.by(call.placedBy.name, call.placedBy.role), t.incoming.on(snapshot.line.name)])}
      </p>
      {role === 'interpreter' && <p class="incoming-as">{t.interpretation.rungAs}</p>}
      <div class={`incoming-actions${besides === undefined ? '' : ` incoming-actions-${besides}`}`}>
        {besides === 'higher' && hold}
        <Button
          look={besides === 'higher' ? 'plain' : 'answer'}
          size="large"
          icon="answer"
          action={answer}
          {...(besides !== 'higher' && { focused: first })}
        >
          {t.incoming.answer}
        </Button>
        <Button look="danger" size="large" icon="end" action={decline && (() => decline(said.reason, callBack()))}>
          {t.incoming.decline}
        </Button>
        {besides === 'lower' && hold}
      </div>
      <DeclineFields said={said} onSay={setSaid} disabled={decline === undefined} />
      {own && besides !== undefined && (
        <p class="incoming-note">
          {besides === 'takes' ? t.incoming.takes(own.snapshot.line.name) : t.incoming.leaves(own.snapshot.line.name)}
        </p>
      )}
      {phone.call.refusal.value !== refusedBefore && <CommandRefusal />}
      {waiting > 0 && <p class="incoming-note">{t.incoming.waiting(waiting)}</p>}
      {sounds === false && (
        <p class="incoming-note note-danger" role="alert">
          {t.incoming.silent}
        </p>
      )}
    </dialog>
  )
}
