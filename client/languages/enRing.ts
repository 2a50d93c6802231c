import { markings, precedences, roles } from '../../server/calls/wording/en.ts'
import type { DeclineReason, Marking, Precedence, Role } from '../../server/protocol/words.ts'
import type { CallBack } from '../models/callBack.ts'

/** The sentences of rings in English: where one arrives, and where one was sent. */

export const urgency: Record<Precedence, string> = {
  routine: 'Routine call',
  priority: 'Priority call',
  immediate: 'Immediate call',
  flash: 'FLASH call',
}
export const declineReasons: Record<DeclineReason, string> = {
  unavailable: 'Not available',
  'in-another-call': 'In another call',
  'wrong-time': 'Wrong time',
  'call-back-later': 'Will call back',
}

/** In a title there is no colour: what is no real call says so before anything else, then how it presses. */
export const titled = (what: string, { precedence, marking }: { precedence: Precedence; marking: Marking }): string =>
  [
    ...(marking === 'real' ? [] : [markings[marking].toUpperCase()]),
    ...(precedence === 'routine' ? [] : [urgency[precedence]]),
    what,
  ].join(' · ')
export const ringTitle = (party: string, kind: Parameters<typeof titled>[1]): string =>
  titled(`Incoming call from ${party}`, kind)

const seconds = (ms: number): string => `${Math.max(0, Math.round(ms / 1000))} s`

export const enIncoming = {
  title: (party: string) => `Incoming call from ${party}`,
  on: (line: string) => `on ${line}`,
  by: (name: string, role: Role) => `${name}, ${roles[role]}`,
  answer: 'Answer',
  decline: 'Decline',
  reason: 'Reason for declining',
  callBack: 'Call back',
  callBacks: {
    unsaid: 'no time said',
    'in-5': 'in 5 minutes',
    'in-15': 'in 15 minutes',
    'in-30': 'in 30 minutes',
    'in-60': 'in an hour',
    at: 'at a time of day',
  } satisfies Record<CallBack, string>,
  callBackTime: 'Time of day',
  silent: 'The browser keeps this console silent: this ring makes no sound. Click anywhere on the page, then it will.',
  soundIs: { on: 'Sounding', trying: 'Starting to sound', off: 'Silent' },
  others: 'Also rung',
  waiting: (count: number) => (count === 1 ? 'One more ring is waiting' : `${count} more rings are waiting`),
  holdAndAnswer: 'Hold and answer',
  leaves: (line: string) => `Answer leaves your call on ${line}. Hold and answer keeps it for you.`,
  takes: (line: string) => `Your call on ${line} is on hold meanwhile. It comes back if you decline.`,
  notice: (line: string, name: string) => `${name} is calling on ${line}.`,
  noticeTitle: ringTitle,
}

export const enRing = {
  title: (line: string) => `Calling on ${line}`,
  parties: 'Where it rings',
  waiting: 'The recorder is being proved first',
  nobody: 'Nobody is signed in',
  sent: 'Ring sent',
  sentTo: (names: string) => `Ring sent to ${names}`,
  reachedUnarmed: (names: string) => `Reached ${names}, but the console is not armed: it may make no sound`,
  reached: (names: string) => `Reached ${names}`,
  sounding: (names: string) => `Sounding at ${names}`,
  /** Beside that it has been seen. */
  soundsAlso: (names: string) => `It sounds at ${names}`,
  /** It was proved, and is not at this moment. */
  sounded: (names: string) => `Sounded at ${names}. Whether it still does is not known`,
  seen: (names: string) => `Seen by ${names}`,
  answered: (name: string) => `Answered by ${name}`,
  /** It has been answered, and nobody of that party hears it now. */
  lost: (time: string) => `Connection lost since ${time}`,
  unheard: (name: string, why: string) => `${name}: ${why}`,
  left: 'Nobody is there any more',
  declined: (name: string, reason: DeclineReason, when?: string) =>
    `Declined by ${name}: ${declineReasons[reason].toLowerCase()}${when === undefined ? '' : ` at ${when}`}`,
  busy: (name: string, precedence: Precedence) =>
    `${name} is in another call: ${precedences[precedence].toLowerCase()}`,
  unarmedSince: (when: string) => `Nobody there is armed: not reachable since ${when}`,
  unarmed: 'Nobody there is armed; since when is not known',
  unarmedNow: 'Nobody whom it rings is armed',
  /** Armed, and it says of itself that nothing is heard there. */
  mute: (names: string) => `The console of ${names} says that it makes no sound`,
  step: (number: number, of: number, who: string) => `Step ${number} of ${of}: ${who}`,
  nextStep: (who: string, ms: number) => `Next: ${who}, in ${seconds(ms)}`,
  everybody: 'everybody',
  lasts: 'rings until answered',
  unanswered: 'No answer',
  over: 'The call ended before they answered',
  secondsLeft: (ms: number) => `rings ${seconds(ms)} more`,
  again: 'Ring again',
  againWhom: (party: string) => `Ring again: ${party}`,
  one: 'Ring one person',
  oneOf: (party: string) => `Ring one person of ${party}`,
  oneWhom: (name: string) => `Ring ${name}`,
  ringOne: 'Ring',
  ringsNow: 'rings now',
  noOne: 'Nobody else is signed in.',
  fetch: 'Ring somebody',
  cancel: 'Cancel call',
  yourPicture: 'Your picture is waiting for who answers.',
}
