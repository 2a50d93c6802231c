import type { LineState } from '../protocol/lineState.ts'
import type { LineText, TextInLanguage } from '../protocol/texts.ts'
import type { CommandOf } from './commands.ts'
import { facts, refuse, type AtConsole, type Decision, type Surroundings } from './decision.ts'
import { liveCall } from './roster.ts'
import { isNews, joined, stretchesOf } from './texts.ts'

/** More gaps than a party has that is there now and then; each is closed by reading what is in it. */
const MOST_STRETCHES = 100

/**
 * The rules of the text line, which is up whether a call is or not. What is said on it while a call is live belongs to
 * the record of that call. That a listener neither writes nor acknowledges is settled before, by the table of authority.
 */
export const textRules = { 'text:send': send, 'text:receive': receive, 'text:acknowledge': acknowledge }

function send(state: LineState, command: CommandOf<'text:send'>, by: AtConsole, given: Surroundings): Decision {
  const { language, text, prepared, translations = [] } = command
  const callId = liveCall(state)?.callId
  const said = {
    ...({ type: 'text:sent', v: 1, number: state.texts.count + 1, language } as const),
    ...(callId !== undefined && { callId }),
  }
  if (prepared === undefined) return facts({ ...said, texts: [{ language, text }] })
  const message = given.prepared(by.console.party).find(({ id }) => id === prepared)
  if (message === undefined) return refuse('unknown', 'Your party has no such prepared message any more.')
  // What goes out in the party's name is what its sender has read: an administrator may have changed it meanwhile.
  if (!isSame(message.texts, [{ language, text }, ...translations]))
    return refuse('too-late', 'This prepared message has been changed. Read it again before you send it.')
  return facts({ ...said, texts: message.texts, prepared })
}

const isSame = (texts: readonly TextInLanguage[], seen: readonly TextInLanguage[]): boolean =>
  texts.length === seen.length &&
  texts.every(({ language, text }, index) => language === seen[index]?.language && text === seen[index].text)

function receive(state: LineState, { from, upTo }: CommandOf<'text:receive'>, by: AtConsole): Decision {
  const { texts } = state
  if (upTo > texts.count || from > upTo) return refuse('unknown', 'There are no messages of those numbers yet.')
  const { party, console, person } = by.console
  // The other consoles of the party tell the same, and say nothing new by it.
  const had = stretchesOf(texts, party)
  const handed = { from: (had.find((known) => known.from <= from && from <= known.upTo)?.upTo ?? from - 1) + 1, upTo }
  const news = texts.newest.filter((text) => isNews(text, party, handed))
  // Who wrote what is not at hand any more is not known here: it counts as news, once.
  const first = texts.newest[0]
  const isOlder = handed.from <= upTo && first !== undefined && handed.from < first.number
  if (news.length === 0 && !isOlder) return facts()
  if (joined(had, handed).length > MOST_STRETCHES)
    return refuse('not-now', 'Too many messages are missing in between. Read those first.')
  // The messages of a call follow one another: what came before one of them that is at hand may be of that call too.
  const known = isOlder ? [first, ...news] : news
  return facts({ type: 'text:delivered', v: 1, party, ...handed, console, person, ...inRecord(state, known) })
}

function acknowledge(state: LineState, { number }: CommandOf<'text:acknowledge'>, by: AtConsole): Decision {
  const { count, newest, unanswered } = state.texts
  if (number > count) return refuse('unknown', 'There is no message of that number yet.')
  const text = [...unanswered, ...newest].find((candidate) => candidate.number === number)
  if (text === undefined) return refuse('too-late', 'That message is too old to be acknowledged here.')
  const { party, person } = by.console
  if (text.from.party === party) return refuse('not-allowed', 'A message is acknowledged by the other parties.')
  if (text.acknowledged.some((known) => known.person === person)) return facts()
  return facts({ type: 'text:acknowledged', v: 1, number, person, ...inRecord(state, [text]) })
}

/** What is proved of the messages of a call while it is live stands in its record; after that the record is closed. */
function inRecord(state: LineState, texts: readonly LineText[]): { callId?: string } {
  const callId = liveCall(state)?.callId
  return callId !== undefined && texts.some((text) => text.callId === callId) ? { callId } : {}
}
