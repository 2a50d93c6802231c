import type { Worded } from './worded.ts'
import type { Actor } from '../../server/protocol/actor.ts'
import type { ReportedException } from '../../server/protocol/exceptions.ts'
import type { FactAboutCall, LineFactOf } from '../../server/protocol/lineFacts.ts'
import type { RecordFact } from '../../server/protocol/recordFacts.ts'
import type { Found, RecordSummary } from '../../server/protocol/records.ts'
import type { DeclineReason, EndReason, Marking, Precedence, TrackKind } from '../../server/protocol/words.ts'
import { enTimes } from './enTimes.ts'
import { interpretationFacts, interpreterRings, recordedChannels } from './enInterpretation.ts'

/** The sentences of the records screens in English; apart, because those screens are loaded when they are opened. */

/** What a fact's identifiers are called on the screen. */
export interface Names {
  readonly person: (person: string) => string
  readonly party: (party: string) => string
  /** The person of a console. */
  readonly console: (console: string) => string
  /** A track by its person and kind. */
  readonly track: (trackId: string) => string
  /** A time of day with its zone, that of the page. */
  readonly time: (atMs: number) => string
}

const kinds: Record<TrackKind, string> = {
  microphone: 'microphone',
  camera: 'camera',
  screen: 'screen',
  interpretation: 'interpretation',
}
const reasons: Record<DeclineReason, string> = {
  unavailable: 'not available',
  'in-another-call': 'in another call',
  'wrong-time': 'wrong time',
  'call-back-later': 'will call back',
}
const ends: Record<EndReason, string> = {
  ended: 'ended for everybody',
  'everybody-left': 'ended when the last one left',
  cancelled: 'cancelled before anybody answered',
  empty: 'ended because nobody came back to it',
}
const precedences: Record<Precedence, string> = {
  routine: 'routine',
  priority: 'priority',
  immediate: 'immediate',
  flash: 'flash',
}
const markings: Record<Marking, string> = { real: 'real', exercise: 'exercise', test: 'test' }
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
const outcomes: Record<ReportedException['outcome'], string> = {
  kept: 'Kept, late',
  lost: 'Lost',
  unknown: 'Not known',
}
const causes: Record<ReportedException['cause'], string> = {
  'not-started': 'The recorder had not started.',
  'disk-refused': 'The disk refused to write.',
  'disk-stalled': 'The disk did not write in time.',
  'server-stalled': 'The server stood still.',
  'server-lost': 'There was no server.',
  damaged: 'The record was found damaged.',
}
const recordings: Record<RecordSummary['recording'], string> = {
  starting: 'Recorder was starting',
  on: 'Being recorded',
  failed: 'Not recorded',
  closed: 'Recorded',
  damaged: 'Damaged',
}

const numbersOf = ({ from, upTo }: { readonly from?: number; readonly upTo: number }): string => {
  if (from === undefined) return `Texts up to ${upTo}`
  return from === upTo ? `Text ${upTo}` : `Texts ${from} to ${upTo}`
}
const peopleAt = (consoles: readonly { readonly person: string }[], person: Names['person']): string =>
  [...new Set(consoles.map((one) => person(one.person)))].join(', ')

type FactSentences = { [T in FactAboutCall['type']]: (fact: LineFactOf<T>, names: Names) => string }

const facts: FactSentences = {
  'call:placed': ({ parties, precedence, marking }, { party }) =>
    `Call placed among ${parties.map(party).join(', ')}: ${precedences[precedence]}, ${markings[marking]}`,
  'call:resumed': () => 'Call taken up again after a start of the server',
  'call:ended': ({ reason }) => `Call ${ends[reason]}`,
  'ring:sent': ({ party: rung, attempt, consoles, ladder, person: one, interpreters }, { party, person }) => {
    const to = peopleAt(consoles, person)
    if (interpreters) return interpreterRings.sent(party(rung), to)
    const what = one !== undefined ? ` for ${person(one)} alone` : ladder ? `, first of ${ladder.length} steps` : ''
    return `Ring ${attempt} sent to ${party(rung)}${what}: ${to === '' ? 'nobody was signed in' : to}`
  },
  'ring:widened': ({ party: rung, step, consoles, person: one }, { party, person }) => {
    if (one !== undefined) return `${party(rung)}: ${person(one)} is rung by name as well`
    const to = peopleAt(consoles, person)
    return `${party(rung)}: step ${(step ?? 0) + 1} of the ring, ${to === '' ? 'nobody more was signed in' : to}`
  },
  'ring:reached': (fact, { person }) =>
    `Ring reached ${person(fact.person)}, ${fact.armed ? 'console armed' : 'console not armed'}`,
  'ring:sounding': (fact, { person }) => `Ring sounds at ${person(fact.person)}`,
  'ring:seen': (fact, { person }) => `Ring seen by ${person(fact.person)}`,
  'ring:answered': (fact, { person, party }) =>
    fact.interpreters
      ? interpreterRings.answered(person(fact.person), party(fact.party))
      : `${person(fact.person)} answered for ${party(fact.party)}`,
  'ring:declined': (fact, { person, party, time }) => {
    const when = fact.callBackAtMs === undefined ? '' : ` at ${time(fact.callBackAtMs)}`
    return `${person(fact.person)} declined for ${party(fact.party)}: ${reasons[fact.reason]}${when}`
  },
  'ring:unanswered': (fact, { party }) =>
    fact.interpreters ? interpreterRings.unanswered(party(fact.party)) : `${party(fact.party)} did not answer`,
  'ring:acknowledged': (fact, { person }) => `${person(fact.person)} acknowledged the ring that nobody answered`,
  'leg:joined': ({ leg, how }, { party }) => `${leg.name} (${party(leg.party)}) in the call: ${how}`,
  'leg:away': (fact, { console }) =>
    `${console(fact.console)} lost: ${fact.reason === 'server-restarted' ? 'server started again' : 'console lost'}`,
  'leg:back': (fact, { console }) => `${console(fact.console)} is back`,
  'leg:held': ({ console: held, reason, precedence }, { console }) => {
    const by =
      precedence === undefined
        ? 'another call'
        : `${precedence === 'immediate' ? 'an' : 'a'} ${precedences[precedence]} call`
    const why = { asked: '', answering: `, to answer ${by}`, 'pre-empted': `: ${by} has taken the console` }[reason]
    return `${console(held)} on hold${why}`
  },
  'leg:retrieved': (fact, { console }) => `${console(fact.console)} back from hold`,
  'leg:left': (fact, { console }) => {
    const hows = { left: 'left', moved: 'moved to another console', suspended: 'was suspended' }
    const how = { ...hows, 'role-changed': 'left, with a role changed' }[fact.reason]
    return `${console(fact.console)} ${how}`
  },
  'track:started': (fact, { person }) =>
    `${person(fact.person)}: ${kinds[fact.kind]} on the air${fact.muted ? ', muted' : ''}`,
  'track:muted': (fact, { track }) => `${track(fact.trackId)} muted`,
  'track:unmuted': (fact, { track }) => `${track(fact.trackId)} unmuted`,
  'track:ended': (fact, { track }) => {
    const why = { stopped: 'stopped', 'console-lost': 'console lost', 'media-lost': 'media lost' }[fact.reason]
    return `${track(fact.trackId)} off the air: ${why}`
  },
  'recording:started': (fact) => `Recorder has proved that it writes (key ${fact.keyNumber})`,
  'recording:failed': (fact) => `Recording failed: ${fact.cause}`,
  'recording:damaged': (fact) => `Record found damaged: ${fact.fault.message}`,
  'exception:noted': ({ exception: { cause, outcome, fromMs, untilMs } }) => {
    const lasted = untilMs === undefined ? 'To the end of the call' : `For ${seconds(untilMs - fromMs)}`
    return `Exception: ${causes[cause]} ${lasted}. ${outcomes[outcome]}.`
  },
  'recording:checkpointed': (fact) => `Recording checkpoint: manifest signed at version ${fact.head.version}`,
  'recording:deleted': () => 'Recording of the test deleted, as configured',
  'recording:closed': (fact) =>
    `Recording closed: ${fact.tracks} tracks, manifest signed at version ${fact.head.version}`,
  'text:sent': ({ number, texts: [original], prepared }) =>
    `Text ${number}${prepared === undefined ? '' : ', prepared'}: ${original?.text ?? ''}`,
  'text:delivered': (fact, { person, party }) =>
    `${numbersOf(fact)} delivered to ${party(fact.party)}, at the console of ${person(fact.person)}`,
  'text:acknowledged': (fact, { person }) => `${person(fact.person)} acknowledged text ${fact.number}`,
  'caucus:entered': (fact, { person }) => `${person(fact.person)} entered the caucus of their party`,
  'caucus:left': (fact, { person }) => `${person(fact.person)} left the caucus of their party`,
  'floor:given': (fact, { person }) => `Floor given to ${person(fact.person)}`,
  'floor:released': (fact, { person }) => `Floor of ${person(fact.person)} over`,
  'mute:asked': (fact, { person }) => `${person(fact.person)} asked to mute`,
  'leg:muted': (fact, { person }) => `${person(fact.person)} muted by their own party`,
  ...interpretationFacts,
  'media:lost': () => 'Media server lost',
  'media:restored': () => 'Media server restored',
}

type AccessSentences = {
  [T in RecordFact['type']]: (fact: Extract<RecordFact, { type: T }>, names: Names) => string
}

const accesses: AccessSentences = {
  'record:looked': () => 'opened this record',
  'record:played': () => 'played it',
  'record:pulled': ({ what }, { track }) =>
    what === 'archive'
      ? 'downloaded everything'
      : what === 'manifest'
        ? 'downloaded the manifest'
        : what === 'memorandum'
          ? 'downloaded a memorandum'
          : `downloaded ${track(what)}`,
  'record:verified': ({ sound }) => (sound ? 'verified it: sound' : 'verified it: NOT sound'),
  'record:recalled': ({ of, fromMs, toMs }, { time }) =>
    `in the call, heard ${of === 'floor' ? 'the floor' : `channel ${of}`} again: what was said from ${time(fromMs)} to ${time(toMs)}`,
}

const parts = {
  server: 'Server',
  signaling: 'Signaling',
  media: 'Media server',
  ringing: 'Ringing',
  recording: 'Recorder',
  testing: 'Line tests',
  operator: 'Operator at the machine',
} as const

const actor = (by: Actor, names: Names): string =>
  by.kind === 'console' ? by.name : by.kind === 'person' ? names.person(by.person) : parts[by.part]

export const enRecords = {
  times: enTimes,
  title: 'Records',
  keys: 'Recordings here are sealed with keys that this installation made and keeps for each party. Until the parties bring keys of their own, whoever runs this installation could open them.',
  search: {
    title: 'Search records',
    from: 'From',
    to: 'Until',
    line: 'Line',
    party: 'Party',
    text: 'Words',
    searched:
      'Words are looked for in lines, parties, people, days and the messages of calls in all their languages: in Korean, Japanese and Latin script, in any order and width, in kana of either kind. Notes are not searched.',
    found: 'Found',
    foundIn: {
      line: 'Line',
      party: 'Party',
      person: 'Person',
      day: 'Day',
      message: 'Message',
      identifier: 'Identifier',
    } satisfies Record<Found['in'], string>,
    of: 'Records of',
    kinds: { calls: 'Calls', tests: 'Line tests' },
    all: 'All',
    go: 'Search',
  },
  list: {
    loading: 'Reading the records',
    none: 'No record fits this search.',
    failed: 'The records could not be read.',
    again: 'Try again',
    more: 'Show more',
    when: 'Placed',
    line: 'Line',
    by: 'By',
    people: 'In the call',
    length: 'Length',
    state: 'Recording',
    running: 'still up',
    open: (line: string, time: string) => `Open the record of ${line}, ${time}`,
    nobodyAnswered: 'nobody answered',
  },
  recordings,
  exceptions: {
    open: 'Exceptions of the day',
    title: 'Exceptions',
    explain:
      'Every stretch of a call on your lines in which what was said was not safe on the disk when it had to be: why, for how long, and whether it was kept in the end.',
    day: 'Day',
    previous: 'Previous day',
    next: 'Next day',
    zone: (timeZone: string) => `Days and times of ${timeZone.replaceAll('_', ' ')}`,
    loading: 'Reading the exceptions',
    failed: 'The exceptions could not be read.',
    none: (day: string) => `No exceptions on ${day}.`,
    noneMeans: 'In every call on your lines, all that was received was safe on the disk in time.',
    noneSoFar: 'So far, in every call on your lines, all that was received was safe on the disk in time.',
    count: (all: number, lost: number, kept: number, unknown: number) => {
      const counted = [`${lost} lost`, `${kept} kept, late`, `${unknown} not known`].filter(
        (part) => !part.startsWith('0 '),
      )
      return `${all === 1 ? '1 exception' : `${all} exceptions`}: ${counted.join('; ')}`
    },
    causes,
    outcome: ({ outcome, cause }: Pick<ReportedException, 'outcome' | 'cause'>) =>
      outcome !== 'unknown' ? outcomes[outcome] : cause === 'damaged' ? 'Not proved' : 'Not over',
    call: (line: string, placed: string) => `${line}, call placed ${placed}`,
    span: (from: string, to: string, length: string) => `${from} to ${to} in the call, ${length}`,
    goesOn: (from: string) => `from ${from} in the call, and it goes on`,
    whole: 'The whole call',
    seconds,
  },
  page: {
    back: 'All records',
    loading: 'Opening the record',
    failed: 'This record could not be opened.',
    title: (line: string) => `Record of the call on ${line}`,
    placed: 'Placed',
    ended: 'Ended',
    stillUp: 'The call is still up',
    length: 'Length',
    kind: 'Precedence and marking',
    identifier: 'Call',
    damaged: 'This record is damaged.',
    recordingKept: 'Recording',
    keptUntil: (time: string) => `Kept until ${time}, then deleted as configured. The facts are kept.`,
    deletedThen: (time: string) => `Kept until ${time}, deleted as configured. The facts are kept.`,
    damageStays: (time: string) =>
      `It was found on ${time} and left as it was. Verifying says what else is not as it was recorded.`,
    downloadAll: 'Download everything',
    downloadTrack: (track: string) => `Download ${track}`,
    download: 'Download',
    downloading: 'Preparing',
  },
  player: {
    title: 'Playback',
    play: 'Play',
    pause: 'Pause',
    opening: 'Opening the tracks',
    waiting: 'Waiting for all tracks',
    failed: 'Playing is not possible.',
    position: 'Position',
    of: (position: string, length: string) => `${position} of ${length}`,
    pictures: 'Pictures',
    hear: (person: string) => `Hear ${person}`,
    listening: 'Heard',
    nothing: 'There is no track to play.',
  },
  timeline: {
    title: 'Who spoke when',
    lane: (name: string, spokeFor: string, times: number) =>
      times === 0
        ? `${name} did not speak`
        : `${name} spoke ${times === 1 ? 'once' : `${times} times`}, ${spokeFor} in all`,
    present: 'in the call',
    onAir: 'microphone open',
    spoke: 'speaking',
    gap: 'missing',
  },
  channels: recordedChannels,
  tracks: {
    title: 'Tracks',
    track: 'Track',
    from: 'From',
    to: 'To',
    size: 'Size',
    notPlayable: (why: string) => `Cannot be played: ${why}`,
    /** Of so many gaps, those of which nothing reached the server: verification knows nothing of them. */
    gaps: (count: number, onTheWay: number) => {
      if (count === 0) return 'nothing missing'
      const gaps = count === 1 ? '1 gap' : `${count} gaps`
      if (onTheWay === 0) return gaps
      return `${gaps}, ${onTheWay === count ? '' : `${onTheWay} of them `}on the way to the server`
    },
    /** What is missing where, and why; the reasons are those of docs/RECORD-FORMAT.md. */
    hole: (reason: string, from: string, ms: number) => {
      const why =
        reason === 'lost' ? 'lost on the way to the server' : reason === 'notKept' ? 'not kept' : 'no cause known'
      return `${from}: ${(ms / 1000).toFixed(2)} s, ${why}`
    },
    continuity: 'Continuity',
    megabytes: (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`,
    name: (person: string, kind: TrackKind) => `${person}, ${kinds[kind]}`,
  },
  roster: { title: 'Roster', person: 'Person', role: 'Role', from: 'From', to: 'To', heard: 'Heard' },
  texts: { title: 'Text line' },
  verification: {
    title: 'Verification',
    explain:
      'Checks hashes, chains, seals, signatures and continuity: that nothing that reached the server is missing, and that nothing was changed. What was lost on the way to the server is in the list of tracks.',
    verify: 'Verify',
    verifying: 'Verifying',
    sound: 'This record is complete and untouched: it holds all that reached the server.',
    unsound: 'This record is NOT as it was recorded.',
    checkSound: 'in order',
    checkUnsound: 'wrong',
    where: (file: string, offset?: number) => (offset === undefined ? file : `${file}, byte ${offset}`),
    expected: (expected: string) => `expected ${expected}`,
    found: (found: string) => `found ${found}`,
    failed: 'It could not be verified.',
  },
  accesses: {
    title: 'Who has opened this record',
    explain: 'The records officers of all parties see this list.',
    failed: 'The list could not be read.',
    says: (fact: RecordFact, names: Names): string =>
      (accesses[fact.type] as (fact: RecordFact, names: Names) => string)(fact, names),
    who: 'Who',
    when: 'When',
    what: 'What',
  },
  facts: {
    title: 'Every fact',
    time: 'Time',
    since: 'In the call',
    by: 'By',
    what: 'What happened',
    says: (fact: FactAboutCall, names: Names): string =>
      (facts[fact.type] as (fact: FactAboutCall, names: Names) => string)(fact, names),
    /** Who has done it. A ring is sent by the server, also when it was in the moment in which its recorder was up. */
    who: (fact: FactAboutCall, by: Actor, names: Names): string =>
      by.kind === 'system' && fact.type.startsWith('ring:') ? parts.server : actor(by, names),
  },
  actor,
}

export type RecordsSentences = Worded<typeof enRecords>
