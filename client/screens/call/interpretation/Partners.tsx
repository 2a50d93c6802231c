import { hearingOf } from '../../../../server/calls/hearing.ts'
import { Button } from '../../../components/Button.tsx'
import { channelName, deskSays } from '../../../components/channelWords.ts'
import { useSurface } from '../../surface.ts'

/** Who else works on these languages, what they do and hear; and handing the channel over to them, or taking it from them. */
export function Partners() {
  const { phone, t } = useSurface()
  const { desk: own, partners, handOver, keep, takeOver } = phone.interpretation.desk
  const taking = takeOver.value
  const asks = taking?.from && t.interpretation.asksYou(taking.from.name, channelName(t, taking.channel))
  const asked = own.value?.offeredAtMs !== undefined && t.interpretation.asked(partners.value[0]?.leg.name)
  return (
    <div class="desk-partner">
      <p class="desk-label">{t.interpretation.partner}</p>
      {asks || asked ? (
        <p class="desk-asks" role="status">
          {asks || asked}
        </p>
      ) : partners.value.length === 0 ? (
        <p class="faint">{t.interpretation.noPartner}</p>
      ) : (
        <ul>
          {partners.value.map(({ desk, leg }) => {
            return (
              <li key={leg.console}>
                <b>{leg.name}</b>{' '}
                {t.times.parts([deskSays(t, desk), t.interpretation.hears(channelName(t, hearingOf(leg)))])}
              </li>
            )
          })}
        </ul>
      )}
      <div class="desk-hand">
        <Button icon="forward" action={keep.value ?? handOver.value}>
          {keep.value ? t.interpretation.keepChannel : t.interpretation.handOver}
        </Button>
        <Button
          look={taking ? 'answer' : 'plain'}
          icon="back"
          action={taking?.act}
          {...(taking && { label: t.interpretation.takeOverOf(channelName(t, taking.channel)) })}
        >
          {t.interpretation.takeOver}
        </Button>
      </div>
    </div>
  )
}
