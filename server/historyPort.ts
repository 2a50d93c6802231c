import { derivedUuid } from './chain/derivedUuid.ts'
import type { LineStreams } from './facts/lineStreams.ts'
import type { LineHistories } from './history/lineHistories.ts'
import type { HistoryPort } from './http/ports.ts'
import { RefusedError } from './protocol/refusal.ts'

/** What HTTP asks of the histories, and the one thing that it changes: which goes through the door of the line. */
export const historyPort = (histories: LineHistories, lines: LineStreams): HistoryPort => ({
  ready: histories.ready,
  history: async (line, fromMs, toMs) => await histories.history(line, fromMs, toMs),
  alarms: (party) => histories.alarms(party),
  alarm: async (party, alarm) => await histories.alarm(party, alarm),
  acknowledge: async ({ line, alarm }, admin) => {
    const commandId = derivedUuid(`acknowledge\n${alarm}\n${admin.person}`)
    const answer = await lines.commandOfAdmin(line, { admin }, commandId, { name: 'alarm:acknowledge', alarm })
    if (!answer.ok) throw new RefusedError(answer.refusal)
  },
})
