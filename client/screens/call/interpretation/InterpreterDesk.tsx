import { useState } from 'preact/hooks'
import { Button } from '../../../components/Button.tsx'
import { channelName, pairName } from '../../../components/channelWords.ts'
import { HoldButton } from '../../../components/HoldButton.tsx'
import { Icon } from '../../../components/Icon.tsx'
import { LevelMeter } from '../../../components/LevelMeter.tsx'
import { RefusalNote } from '../../../components/RefusalNote.tsx'
import type { Desk } from '../../../../server/protocol/interpretation.ts'
import type { OwnCall } from '../../../models/ownCall.ts'
import { useSurface } from '../../surface.ts'
import { DeskNotes } from './DeskNotes.tsx'
import { ListenTo } from './ListenTo.tsx'
import { Partners } from './Partners.tsx'
import { TakeDesk } from './TakeDesk.tsx'
import { TurnKeys } from './TurnKeys.tsx'

/** The working place of an interpreter. Nothing at anybody else's console. */
export function InterpreterDesk({ own }: { readonly own: OwnCall }) {
  const { phone, t } = useSurface()
  const [changing, setChanging] = useState(false)
  const { isInterpreter, desk, refusal } = phone.interpretation.desk
  if (!isInterpreter.value) return null
  const at = desk.value
  return (
    <section class="desk" aria-label={t.interpretation.desk}>
      <DeskNotes own={own} />
      {refusal.value && <RefusalNote refusal={refusal.value} />}
      {at === undefined || changing ? (
        <TakeDesk
          channels={own.call.channels ?? []}
          party={own.call.speaks?.[own.leg.party]}
          at={at}
          onDone={() => setChanging(false)}
        />
      ) : (
        <AtDesk at={at} onChange={() => setChanging(true)} />
      )}
    </section>
  )
}

function AtDesk({ at, onChange }: { readonly at: Desk; readonly onChange: () => void }) {
  const { phone, t } = useSurface()
  const { leave, cough, coughing } = phone.interpretation.desk
  return (
    <div class="desk-at">
      <div class="desk-place">
        <Sign at={at} />
        <div class="desk-ways">
          <Button look="quiet" label={t.interpretation.change(pairName(t, at.pair))} action={onChange}>
            {pairName(t, at.pair)}
          </Button>
          <Button look="quiet" action={leave.value}>
            {t.interpretation.leave}
          </Button>
        </div>
      </div>
      <ListenTo legend={t.interpretation.incoming} but={at.output} />
      <div class="desk-out">
        <Outgoing at={at} />
        <div class="desk-voice">
          <HoldButton hold={cough.value} held={coughing.value} icon="microphone-off" title={t.interpretation.coughHow}>
            {t.interpretation.cough}
          </HoldButton>
          <LevelMeter level={phone.microphoneLevel} label={t.interpretation.level} />
        </div>
      </div>
      <Partners />
      <TurnKeys />
    </div>
  )
}

/** Whether what is said here is heard, and where: the first thing that an interpreter has to see. */
function Sign({ at }: { readonly at: Desk }) {
  const { phone, t } = useSurface()
  const { onAir, coughing, muted } = phone.interpretation.desk
  const channel = channelName(t, at.output)
  const state = onAir.value !== undefined ? 'live' : muted.value || (at.live && coughing.value) ? 'silent' : 'waiting'
  return (
    <p class={`desk-sign desk-sign-${state}`} role="status">
      <Icon name={state === 'live' ? 'microphone' : 'microphone-off'} />
      <b>{t.interpretation[state](channel)}</b>
    </p>
  )
}

/** Where what is said here goes: one press turns it, and it is shown where it is and not where it is wanted. */
function Outgoing({ at }: { readonly at: Desk }) {
  const { phone, t } = useSurface()
  const { turnTo } = phone.interpretation.desk
  const isConsecutive = phone.call.own.value?.call.consecutive !== undefined
  const outputs = [...at.pair, ...(isConsecutive || at.output === 'floor' ? (['floor'] as const) : [])]
  return (
    <fieldset class="segments">
      <legend>{t.interpretation.outgoing}</legend>
      <div class="segments-row">
        {outputs.map((output) => (
          <button
            key={output}
            type="button"
            class="segment-press"
            aria-pressed={at.output === output}
            onClick={() => void turnTo(output)?.()}
          >
            {channelName(t, output)}
          </button>
        ))}
      </div>
    </fieldset>
  )
}
