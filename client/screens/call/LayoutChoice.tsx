import { useEffect } from 'preact/hooks'
import { canFillScreen, fillScreen } from '../../browser/enlarging.ts'
import { Button } from '../../components/Button.tsx'
import { Select } from '../../components/Select.tsx'
import { LAYOUTS } from '../../models/stage.ts'
import { useSurface } from '../surface.ts'

/** How the others are shown; the choice is the person's, and stays for their next call. */
export function LayoutChoice({ keyHint }: { keyHint: string | undefined }) {
  const { phone, t } = useSurface()
  useEffect(
    () => phone.keys.on('full', () => (canFillScreen() ? () => fillScreen(document.documentElement) : undefined)),
    [phone],
  )
  return (
    <>
      <div class="control-layout" title={keyHint}>
        <Select
          label={t.layout.layout}
          labelHidden
          value={phone.layout.layout.value}
          options={LAYOUTS.map((value) => ({ value, label: t.layout.layouts[value] }))}
          onChoose={phone.layout.choose}
        />
      </div>
      {canFillScreen() && (
        <span class="control-full">
          <Button icon="full" label={t.layout.fillAll} action={() => fillScreen(document.documentElement)}>
            <span class="unseen">{t.layout.fillAll}</span>
          </Button>
        </span>
      )}
    </>
  )
}
