import { useId } from 'preact/hooks'
import { declineReasonSchema, type DeclineReason } from '../../../server/protocol/words.ts'
import { Select } from '../../components/Select.tsx'
import { CALL_BACKS, type CallBack } from '../../models/callBack.ts'
import { useSurface } from '../surface.ts'

/** What somebody says who declines. */
export interface Declining {
  readonly reason: DeclineReason
  readonly callBack: CallBack
  /** As a field for a time of day holds it; of `at` alone. */
  readonly timeOfDay: string
}

export const DECLINING: Declining = { reason: 'unavailable', callBack: 'unsaid', timeOfDay: '' }

interface DeclineFieldsProps {
  readonly said: Declining
  readonly onSay: (said: Declining) => void
  readonly disabled: boolean
}

/** The reason, which reaches the caller as words, and when one will call back, if one knows. */
export function DeclineFields({ said, onSay, disabled }: DeclineFieldsProps) {
  const { t } = useSurface()
  const id = useId()
  return (
    <>
      <Select
        label={t.incoming.reason}
        value={said.reason}
        options={declineReasonSchema.options.map((value) => ({ value, label: t.declineReasons[value] }))}
        onChoose={(reason) => onSay({ ...said, reason })}
        disabled={disabled}
      />
      {said.reason === 'call-back-later' && (
        <Select
          label={t.incoming.callBack}
          value={said.callBack}
          options={CALL_BACKS.map((value) => ({ value, label: t.incoming.callBacks[value] }))}
          onChoose={(callBack) => onSay({ ...said, callBack })}
          disabled={disabled}
        />
      )}
      {said.reason === 'call-back-later' && said.callBack === 'at' && (
        <div class="field">
          <label for={id}>{t.incoming.callBackTime}</label>
          <input
            id={id}
            type="time"
            value={said.timeOfDay}
            disabled={disabled}
            onInput={({ currentTarget: { value } }) => onSay({ ...said, timeOfDay: value })}
          />
        </div>
      )}
    </>
  )
}
