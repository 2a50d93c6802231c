import type { LineSnapshot } from '../../../server/protocol/consoles.ts'
import type { RunningTest, TestResult } from '../../../server/protocol/lineTests.ts'
import { Button } from '../../components/Button.tsx'
import { TEST_LAMPS } from '../../components/testLamps.ts'
import { testStandingOf } from '../../models/testStandings.ts'
import { Lamp } from '../../components/Lamp.tsx'
import { RefusalNote } from '../../components/RefusalNote.tsx'
import { clockTime, sinceTime } from '../../components/times.ts'
import { figuresOf, namedFaults, standInParties, type TestFigures } from '../../models/testSummary.ts'
import { useSurface } from '../surface.ts'

/** More than these are one fault that shows everywhere: the record and the facts have them all. */
const MOST_FAULTS = 4

interface LineTestProps {
  readonly line: string
  readonly standing: LineSnapshot['standing']
  readonly running: RunningTest | undefined
  readonly last: TestResult | undefined
}

/** Whether the line is known to work: its last test, the one that runs, and *Test line*. */
export function LineTest({ line, standing, running, last }: LineTestProps) {
  const { phone, t } = useSurface()
  const start = phone.lineTests.start(line)
  const againAtMs = phone.lineTests.againAtMs(line)
  const refusal = phone.lineTests.refusals.value.get(line)
  return (
    <div class="line-test" role="group" aria-label={t.lineTest.title}>
      <div class="line-test-says">
        {running !== undefined ? (
          <p class="line-test-now" role="status">
            {t.lineTest.running} {running.startedBy && t.lineTest.startedBy(running.startedBy.name)}
          </p>
        ) : last === undefined ? (
          <p class="line-test-never">{t.lineTest.never}</p>
        ) : (
          <LastTest result={last} />
        )}
        {standing === 'rung' && againAtMs !== undefined && (
          <p class="line-test-why">{t.lineTest.again(clockTime(againAtMs, phone.lines.homeTimeZone.value, true))}</p>
        )}
      </div>
      {standing === 'rung' && (
        <Button busy={running !== undefined} action={start}>
          {t.lineTest.start}
        </Button>
      )}
      {running === undefined && last?.found !== undefined && <Figures figures={figuresOf(last.found)} />}
      {refusal && (
        <RefusalNote refusal={refusal}>
          <Button look="quiet" action={() => phone.lineTests.dismiss(line)}>
            {t.console.dismiss}
          </Button>
        </RefusalNote>
      )}
    </div>
  )
}

function LastTest({ result }: { result: TestResult }) {
  const { phone, t } = useSurface()
  const { lines, serverClock } = phone
  const { startedAtMs } = result
  const standing = testStandingOf(result)
  const time = sinceTime(t, startedAtMs, serverClock.minuteMs.value, lines.homeTimeZone.value)
  const standIns = standInParties(result).map(lines.partyName)
  const why = t.lineTest.why(result)
  return (
    <>
      <p class={`line-test-last line-test-${standing}`}>
        <Lamp colour={TEST_LAMPS[standing]} />
        {t.lineTest.last(time, t.lineTest.outcomes[standing])}
      </p>
      {why !== '' && <p class="line-test-why">{why}</p>}
      <Faults result={result} />
      {standIns.length > 0 && <p class="line-test-why">{t.lineTest.standIns(standIns)}</p>}
    </>
  )
}

function Faults({ result }: { result: TestResult }) {
  const { phone, t } = useSurface()
  const faults = namedFaults(result, ({ name, party, synthetic }) => {
    const partyName = phone.lines.partyName(party)
    return synthetic ? t.lineTest.standIn(partyName) : t.lineTest.participant(name, partyName)
  })
  if (faults.length === 0) return null
  const words = faults.slice(0, MOST_FAULTS).map((fault) => t.lineTest.fault(fault))
  const more = faults.length - words.length
  return (
    <ul class="line-test-faults">
      {words.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
      {more > 0 && <li>{t.lineTest.more(more)}</li>}
    </ul>
  )
}

const FIGURES: readonly (keyof TestFigures)[] = [
  'setUpMs',
  'roundTripMs',
  'mouthToEarMs',
  'jitterMs',
  'lossPercent',
  'recordedPercent',
]

function Figures({ figures }: { figures: TestFigures }) {
  const { t } = useSurface()
  const measured = FIGURES.flatMap((name) => {
    const value = figures[name]
    return value === undefined ? [] : [{ name, value }]
  })
  if (measured.length === 0) return null
  return (
    <details class="line-test-figures">
      <summary>{t.lineTest.figures}</summary>
      <dl>
        {measured.map(({ name, value }) => (
          <div key={name}>
            <dt>{t.lineTest.figureWords[name]}</dt>
            <dd>{t.lineTest.figure(name, value)}</dd>
          </div>
        ))}
      </dl>
      <p class="line-test-why">{t.lineTest.measuredHow}</p>
    </details>
  )
}
