import { Select } from '../../components/Select.tsx'
import { dayName } from '../../components/times.ts'
import { stepsOf, type Trend } from '../../models/testTrends.ts'
import { RANGES, type TestHistory } from '../../models/testHistory.ts'
import { useSurface } from '../surface.ts'
import { useLineTestWords } from './lineTestWords.ts'

/** How good the line has been: one chart for each measure, with its figures in words. */
export function Trends({ model }: { model: TestHistory }) {
  const words = useLineTestWords()
  const charts = words.charts
  const shown = model.trends.value
  return (
    <section class="panel trends" aria-labelledby="trends">
      <header class="trends-head">
        <h2 id="trends">{charts.title}</h2>
        <Select
          label={charts.range}
          value={model.range.value}
          options={RANGES.map((value) => ({ value, label: charts.ranges[value] }))}
          onChoose={model.choose}
          labelHidden
        />
      </header>
      {shown === undefined ? (
        <p class="quiet-line">{words.loading}</p>
      ) : (
        <div class="trend-charts">
          {shown.trends.map((trend) => (
            <TrendChart key={trend.measure} trend={trend} fromMs={shown.fromMs} toMs={shown.toMs} />
          ))}
        </div>
      )}
    </section>
  )
}

const UNITS = { mouthToEar: 'ms', loss: 'percent', setUp: 'ms', answer: 'seconds' } as const
const WIDTH = 320
const HEIGHT = 84
/** A mark every four units. */
const MOST_STEPS = 80
/** Room for the marks at the edges. */
const EDGE = 4
/** Fewer are dots that hang in the air: they are said instead. */
const LEAST_POINTS = 3

function TrendChart({ trend, fromMs, toMs }: { trend: Trend; fromMs: number; toMs: number }) {
  const { phone, t } = useSurface()
  const { charts } = useLineTestWords()
  const { measure, points, median, worst } = trend
  const figure = charts[UNITS[measure]]
  const zone = phone.lines.homeTimeZone.value
  // From nothing up, so that a small change does not look like a large one.
  const top = worst === 0 ? 1 : worst
  const x = (atMs: number): number => EDGE + ((atMs - fromMs) / (toMs - fromMs)) * (WIDTH - 2 * EDGE)
  const y = (value: number): number => HEIGHT - EDGE - (value / top) * (HEIGHT - 2 * EDGE)
  const steps = stepsOf(points, fromMs, toMs, MOST_STEPS)
  const edge = [
    ...steps.map(({ atMs, high }) => ({ atMs, value: high })),
    ...steps.toReversed().map(({ atMs, low }) => ({ atMs, value: low })),
  ]
  const band = edge.map(({ atMs, value }) => `${x(atMs)},${y(value)}`).join(' ')
  return (
    <figure class="trend">
      <figcaption>
        <b>{charts[measure]}</b>{' '}
        <span class="faint">
          {points.length === 0
            ? charts.none
            : points.length < LEAST_POINTS
              ? charts.few(points.map(({ value }) => figure(value)))
              : charts.summary(figure(median), figure(worst), points.length)}
        </span>
      </figcaption>
      {points.length >= LEAST_POINTS && (
        <>
          <p class="trend-scale" aria-hidden="true">
            <span>{figure(top)}</span>
            <span>0</span>
          </p>
          <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <line class="trend-base" x1="0" x2={WIDTH} y1={HEIGHT - EDGE} y2={HEIGHT - EDGE} />
            <line class="trend-median" x1="0" x2={WIDTH} y1={y(median)} y2={y(median)} />
            <polygon class="trend-band" points={band} />
            <polyline
              class="trend-line"
              points={steps.map(({ atMs, middle }) => `${x(atMs)},${y(middle)}`).join(' ')}
            />
            <path class="trend-point" d={steps.map(({ atMs, high }) => `M${x(atMs)} ${y(high)}h0`).join('')} />
          </svg>
          <p class="trend-ends" aria-hidden="true">
            <span>{dayName(t.tag, fromMs, zone)}</span>
            <span>{dayName(t.tag, toMs - 1, zone)}</span>
          </p>
        </>
      )}
    </figure>
  )
}
