import { summarizePath, tooFewMinutes } from '../../../models/pathSummary.ts'
import type { BoardParty } from '../../../models/board.ts'
import { useSurface } from '../../surface.ts'
import { PathChart } from './PathChart.tsx'

/** How good a party's own way to the line is: now in figures, over the last hour as a small chart. */
export function PartyPath({ line, party: { party, path } }: { line: string; party: BoardParty }) {
  const { phone, t } = useSurface()
  const hour = phone.pathHistories.of(line, party)
  const summary = hour && summarizePath(hour)
  const minutes = hour && tooFewMinutes(hour)
  return (
    <>
      {hour === undefined || summary === undefined ? (
        <p class="path-few">{t.board.hourUnknown}</p>
      ) : minutes !== undefined ? (
        <p class="path-few">{t.board.minutes(minutes)}</p>
      ) : (
        <>
          <PathChart
            roundTripMs={hour.roundTripMs}
            lossPercent={hour.lossPercent}
            says={t.board.hour(summary.medianMs, summary.worstMs, summary.meanLoss, summary.worstLoss)}
          />
          <p class="path-labels" aria-hidden="true">
            <span>{t.board.chartHour}</span>
            <span>{t.board.chartMost(summary.worstMs)}</span>
          </p>
        </>
      )}
      <p class="board-now">
        <span class="unseen">{t.times.label(t.board.now, '')} </span>
        {path ? t.board.measured(path.roundTripMs, path.lossPercent) : t.console.notMeasured}
      </p>
    </>
  )
}
