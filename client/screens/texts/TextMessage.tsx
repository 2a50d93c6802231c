import type { Line } from '../../../server/protocol/directory.ts'
import type { LineText } from '../../../server/protocol/texts.ts'
import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { clockTime, dayName } from '../../components/times.ts'
import { useSurface } from '../surface.ts'
import { SideBySide } from './SideBySide.tsx'

interface TextMessageProps {
  readonly text: LineText
  readonly line: Line
}

const DAY_MS = 86_400_000

/** One message, with what is proved of it. Times are those of the reader's party. */
export function TextMessage({ text, line }: TextMessageProps) {
  const { phone, t } = useSurface()
  const { partyName, homeTimeZone } = phone.lines
  const zone = homeTimeZone.value
  const { number, from, texts, atMs } = text
  const own = from.party === phone.lines.own.value?.person.party
  const acknowledge = phone.texts.acknowledge(line.line, text)
  const isOld = phone.serverClock.minuteMs.value - atMs > DAY_MS
  return (
    <li class={`text${own ? ' text-own' : ''}`}>
      <p class="text-head">
        <span class="text-number">{t.texts.number(number)}</span>
        <time>
          {isOld && `${dayName(t.tag, atMs, zone)} `}
          {clockTime(atMs, zone)}
        </time>
        <b>{from.name}</b>
        <span class="text-party">{partyName(from.party)}</span>
        {texts.length === 1 && <span class="text-language">{t.texts.languageName(text.language)}</span>}
      </p>
      <SideBySide texts={texts} />
      <div class="text-foot">
        <ul class="text-marks" aria-label={t.texts.marks}>
          {line.parties
            .filter((party) => party !== from.party)
            .map((party) => (
              <PartyMark key={party} text={text} party={party} />
            ))}
        </ul>
        {acknowledge && (
          <Button action={acknowledge} label={t.texts.acknowledgeWhich(number, partyName(from.party))}>
            {t.texts.acknowledge}
          </Button>
        )}
      </div>
    </li>
  )
}

/** How far the message has come with one party: who of it has acknowledged it, or whether one of its consoles has it. */
function PartyMark({ text, party }: { text: LineText; party: string }) {
  const { phone, t } = useSurface()
  const name = phone.lines.partyName(party)
  const zone = phone.lines.homeTimeZone.value
  const mark = text.delivered.find((known) => known.party === party)
  const by = text.acknowledged.filter((known) => known.party === party)
  const time = mark && t.texts.deliveredAt(name, clockTime(mark.atMs, zone, true))
  if (by.length > 0) {
    const people = t.times.list(by.map((who) => `${who.name} ${clockTime(who.atMs, zone)}`))
    return (
      <li class="text-mark text-acknowledged" title={time}>
        <Icon name="check" />
        <span>{t.texts.acknowledged(name, people)}</span>
      </li>
    )
  }
  if (mark === undefined) return <li class="text-mark">{t.texts.notDelivered(name)}</li>
  return (
    <li class="text-mark text-delivered" title={time}>
      <Icon name="check" />
      {t.texts.delivered(name)}
    </li>
  )
}
