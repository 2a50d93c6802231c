import type { CallRecord } from '../../../server/protocol/records.ts'
import { duration } from '../../components/times.ts'
import { useSurface } from '../surface.ts'
import { useRecordWords } from './recordWords.ts'

export function RecordRoster({ record: { call } }: { record: CallRecord }) {
  const { phone, t } = useSurface()
  const words = useRecordWords().roster
  const since = (atMs: number | undefined): string => (atMs === undefined ? '' : duration(atMs - call.placedAtMs))
  return (
    <section class="panel" aria-labelledby="record-roster">
      <h2 id="record-roster">{words.title}</h2>
      <div class="table" role="group" aria-labelledby="record-roster" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.person}</th>
              <th scope="col">{words.role}</th>
              <th scope="col" class="figure">
                {words.from}
              </th>
              <th scope="col" class="figure">
                {words.to}
              </th>
            </tr>
          </thead>
          <tbody>
            {call.legs.map((leg) => (
              <tr key={`${leg.console} ${leg.fromMs}`}>
                <th scope="row">
                  {leg.name} <span class="faint">{phone.lines.partyName(leg.party)}</span>
                </th>
                <td>{t.roles[leg.role]}</td>
                <td class="figure">{since(leg.fromMs)}</td>
                <td class="figure">{since(leg.toMs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
