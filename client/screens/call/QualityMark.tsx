import type { Quality } from '../../models/callActivity.ts'
import { useSurface } from '../surface.ts'

const BARS = { good: 3, fair: 2, poor: 1 } as const

/**
 * Three bars, two, or one: how well this person is received, with the figures behind it for who wants them; and in words
 * where their path carries no pictures.
 */
export function QualityMark({ quality }: { quality: Quality }) {
  const { t } = useSurface()
  const says = t.call.qualityDetail(quality.level, quality.roundTripMs, quality.lossPercent, quality.narrow)
  return (
    <>
      {quality.narrow && <span class="mark mark-narrow">{t.call.narrow.mark}</span>}
      <span class={`quality quality-${quality.level}`} role="img" aria-label={says} title={says}>
        {[1, 2, 3].map((bar) => (
          <span key={bar} class={bar <= BARS[quality.level] ? 'bar bar-on' : 'bar'} />
        ))}
      </span>
    </>
  )
}
