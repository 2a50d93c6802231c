import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import type { Outgoing } from '../../models/outgoingText.ts'
import { useSurface } from '../surface.ts'
import { NotKept } from './NotKept.tsx'

/** What was written here and is not on the line: it waits for the network, or was not sent and somebody has to decide. */
export function WaitingMessage({ item }: { item: Outgoing }) {
  const { phone, t } = useSurface()
  const { text, language, held } = item
  return (
    <li class={`text text-own text-${held === undefined ? 'waits' : 'held'}`}>
      <p class="text-said" lang={language} dir="auto">
        {text}
      </p>
      <div class="text-foot">
        <p class="text-state">
          {held !== undefined && <Icon name="warning" />}
          {held === undefined ? t.texts.waiting : t.texts.notSent(held)}
        </p>
        <NotKept isKept={phone.texts.isKept(item)} isHeld={held !== undefined} />
        {held !== undefined && (
          <p class="text-choices">
            {held === 'old' && <Button action={() => phone.texts.release(item)}>{t.texts.sendAfterAll}</Button>}
            <Button action={() => phone.texts.edit(item)}>{t.texts.edit}</Button>
            <Button look="quiet" action={() => phone.texts.discard(item)}>
              {t.texts.discard}
            </Button>
          </p>
        )}
      </div>
    </li>
  )
}
