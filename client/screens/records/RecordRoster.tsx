import type { CallRecord } from '../../../server/protocol/records.ts'
import { TablePanel } from '../../components/TablePanel.tsx'
import { hearingsOf } from '../../models/recordHearing.ts'
import { duration } from '../../components/times.ts'
import { useSurface } from '../surface.ts'
import { useRecordWords } from './recordWords.ts'

export function RecordRoster({ record }: { record: CallRecord }) {
  const { call } = record
  const { phone, t } = useSurface()
  const { roster: words, channels } = useRecordWords()
  const heard = (hearing: string): string => (hearing === 'floor' ? channels.floor : channels.channel(hearing))
  const since = (atMs: number | undefined): string => (atMs === undefined ? '' : duration(atMs - call.placedAtMs))
  return (
    <TablePanel
      id="record-roster"
      title={words.title}
      rows={call.legs}
      keyOf={(leg) => `${leg.console} ${leg.fromMs}`}
      columns={[
        {
          title: words.person,
          cell: (leg) => (
            <>
              {leg.name} <span class="faint">{phone.lines.partyName(leg.party)}</span>
            </>
          ),
        },
        { title: words.role, cell: (leg) => t.roles[leg.role] },
        { title: words.from, figure: true, cell: (leg) => since(leg.fromMs) },
        { title: words.to, figure: true, cell: (leg) => since(leg.toMs) },
        { title: words.heard, cell: (leg) => hearingsOf(record, leg).map(heard).join(' · ') },
      ]}
    />
  )
}
