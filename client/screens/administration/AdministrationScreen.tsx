import { highestOriginated } from '../../../server/calls/precedence.ts'
import { useEffect } from 'preact/hooks'
import type { Line, Person } from '../../../server/protocol/directory.ts'
import { ROLES, type Standing } from '../../../server/protocol/words.ts'
import { Button } from '../../components/Button.tsx'
import { RefusalNote } from '../../components/RefusalNote.tsx'
import { whoOf } from '../../components/ringWords.ts'
import { TablePanel } from '../../components/TablePanel.tsx'
import type { LineTestsSentences } from '../../languages/enLineTests.ts'
import type { AlarmDesk } from '../../models/alarmDesk.ts'
import type { Administration } from '../../models/administration.ts'
import { useSurface } from '../surface.ts'
import { AlarmList } from './AlarmList.tsx'
import { PreparedPanel } from './PreparedPanel.tsx'
import '../../styles/administration.css'

interface AdministrationScreenProps {
  readonly model: Administration
  readonly alarms: AlarmDesk
  readonly words: LineTestsSentences
}

export function AdministrationScreen({ model, alarms, words: alarmWords }: AdministrationScreenProps) {
  const { phone, t } = useSurface()
  const words = t.administration
  const directory = model.directory.value
  const me = phone.lines.own.value?.person
  useEffect(() => void model.read(), [model])
  return (
    <main class="page administration" id="content">
      <h1>{me ? words.of(phone.lines.partyName(me.party)) : words.title}</h1>
      <AlarmList desk={alarms} words={alarmWords} />
      <p class="page-note">{words.readOnly}</p>
      {directory.at === 'loading' && <p class="quiet-note">{t.loading}</p>}
      {directory.at === 'refused' && (
        <RefusalNote refusal={directory.refusal} failed={words.failed}>
          <Button action={model.read}>{words.again}</Button>
        </RefusalNote>
      )}
      {directory.at === 'there' && (
        <>
          <People people={directory.people} />
          <Lines lines={directory.lines} />
        </>
      )}
      <PreparedPanel editor={model.prepared} />
    </main>
  )
}

function People({ people }: { people: readonly Person[] }) {
  const { phone, t } = useSurface()
  const words = t.administration
  return (
    <TablePanel
      id="people"
      title={words.people}
      rows={phone.lines.rename(people)}
      keyOf={({ person }) => person}
      columns={[
        { title: words.person, cell: ({ name }) => name },
        { title: words.username, cell: ({ person }) => person },
        { title: words.roles, cell: ({ roles }) => t.times.list(roles.map((role) => t.roles[role])) },
        { title: words.state, cell: ({ suspended }) => (suspended ? words.suspended : words.active) },
      ]}
    />
  )
}

function Lines({ lines }: { lines: readonly Line[] }) {
  const { phone, t } = useSurface()
  const words = t.administration
  const rolesThat = (line: Line, standing: Standing): string =>
    t.times.list(ROLES.filter((role) => line.standings[role] === standing).map((role) => t.roles[role]))
  const highestOf = (line: Line): string =>
    t.times.list(
      ROLES.filter((role) => line.standings[role] === 'rung').map((role) =>
        t.times.label(t.roles[role], t.precedences[highestOriginated(line, role)]),
      ),
    )
  const ladderHere = ({ ladders }: Line): string => {
    const ladder = ladders?.[phone.lines.own.value?.person.party ?? '']
    const steps = ladder?.map((step) => {
      const who = whoOf(step, { t, personName: phone.lines.personName })
      return words.step(step.afterMs, who, step.insists === true)
    })
    return steps ? t.times.parts(steps) : words.atOnce
  }
  return (
    <TablePanel
      id="lines"
      title={words.lines}
      rows={lines}
      keyOf={({ line }) => line}
      columns={[
        { title: words.line, cell: ({ name }) => name },
        { title: words.parties, cell: ({ parties }) => t.times.list(parties.map(phone.lines.partyName)) },
        { title: words.rung, cell: (line) => rolesThat(line, 'rung') },
        { title: words.joins, cell: (line) => rolesThat(line, 'joins') },
        { title: words.originates, cell: (line) => highestOf(line) },
        { title: words.ladder, cell: ladderHere },
      ]}
    />
  )
}
