import type { Alarm } from '../../../server/protocol/lineHistory.ts'
import { alarmSays } from '../../components/alarmWords.ts'
import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { RefusalNote } from '../../components/RefusalNote.tsx'
import { countedFaultsSay } from '../../components/testWords.ts'
import { clockTime, dayName } from '../../components/times.ts'
import type { LineTestsSentences } from '../../languages/enLineTests.ts'
import type { AlarmDesk } from '../../models/alarmDesk.ts'
import { addressOf } from '../../models/places.ts'
import { useSurface, type Surface } from '../surface.ts'

interface AlarmListProps {
  readonly desk: AlarmDesk
  readonly words: LineTestsSentences
}

/** What an admin has to see to, and what others have seen to, newest first. */
export function AlarmList({ desk, words }: AlarmListProps) {
  const alarms = desk.all.value
  const refusal = desk.refusal.value
  return (
    <section class="panel alarms" aria-labelledby="alarms">
      <h2 id="alarms">{words.alarms.title}</h2>
      <p class="page-note">{words.alarms.explain}</p>
      <AlarmSound />
      {refusal && <RefusalNote refusal={refusal} failed={words.alarms.failed} />}
      {alarms.length === 0 ? (
        <p class="alarms-none">
          <Icon name="check" />
          {words.alarms.none}
        </p>
      ) : (
        <ol>
          {alarms.map((alarm) => (
            <AlarmLine key={alarm.alarm} alarm={alarm} desk={desk} words={words} />
          ))}
        </ol>
      )}
    </section>
  )
}

/** Whether alarms are heard here: to be tried before there is one. */
function AlarmSound() {
  const { phone, t } = useSurface()
  const { turnOn, turnOff } = phone.alarmNotices
  const isOn = turnOn.value === undefined
  return (
    <p class="alarm-sound">
      <span>{isOn ? t.alarms.isOn : t.alarms.isOff}</span>
      <Button action={turnOn.value ?? turnOff.value}>{isOn ? t.alarms.turnOff : t.alarms.turnOn}</Button>
    </p>
  )
}

function AlarmLine({ alarm, desk, words }: { alarm: Alarm } & AlarmListProps) {
  const surface = useSurface()
  const { phone, t } = surface
  const { partyName, homeTimeZone } = phone.lines
  const zone = homeTimeZone.value
  const own = phone.lines.own.value?.person.party
  const says = alarmSays(t, alarm, partyName, zone)
  const isOpen = !alarm.acknowledged.some(({ party }) => party === own)
  const when = (atMs: number): string => `${dayName(t.tag, atMs, zone)} ${clockTime(atMs, zone)}`
  return (
    <li class={isOpen ? 'alarm alarm-open' : 'alarm'}>
      <Icon name={isOpen ? 'warning' : 'check'} />
      <div class="alarm-what">
        <p class="alarm-says">{says}</p>
        <ul class="alarm-why">
          {whys(surface, words, alarm, when).map((why) => (
            <li key={why}>{why}</li>
          ))}
        </ul>
        {isOpen && <p class="alarm-note">{words.alarms.open}</p>}
        {alarm.acknowledged.map(({ party, person, name, atMs }) => (
          <p key={person} class="alarm-note">
            {words.alarms.acknowledgedBy(partyName(party), name, when(atMs))}
          </p>
        ))}
      </div>
      <a class="alarm-day" href={`#${addressOf({ at: 'tests', line: alarm.line })}`}>
        <time dateTime={new Date(alarm.dueMs).toISOString()}>{when(alarm.dueMs)}</time>
      </a>
      {isOpen && (
        <Button action={desk.acknowledge(alarm)} label={words.alarms.acknowledgeWhich(says)}>
          {words.alarms.acknowledge}
        </Button>
      )}
    </li>
  )
}

function whys(
  { phone, t }: Surface,
  words: LineTestsSentences,
  alarm: Alarm,
  when: (atMs: number) => string,
): string[] {
  const { partyName } = phone.lines
  if (alarm.kind === 'test') return countedFaultsSay(words, alarm, { partyName, aside: t.times.aside })
  return alarm.parties.map(({ party, why, late }) => {
    const after = late && t.times.label(words.standings.late, t.times.list([late.name, when(late.atMs)]))
    return t.times.label(partyName(party), t.times.parts([words.why[why], ...(after === undefined ? [] : [after])]))
  })
}
