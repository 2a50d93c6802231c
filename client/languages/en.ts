import { isForPrograms } from './refusalWords.ts'
import type { Worded } from './worded.ts'
import { enBoard } from './enBoard.ts'
import { enCaucus } from './enCaucus.ts'
import { enDelegation } from './enDelegation.ts'
import { enDevices } from './enDevices.ts'
import { enHold } from './enHold.ts'
import { enKeys } from './enKeys.ts'
import { enLayout } from './enLayout.ts'
import { enLineTest } from './enLineTest.ts'
import { markings, precedences, roles } from '../../server/calls/wording/en.ts'
import type { Lamp } from '../../server/protocol/consoles.ts'
import type { QualityLevel } from '../../server/protocol/media.ts'
import type { Refusal, RefusalCode } from '../../server/protocol/refusal.ts'
import type {
  DeclineReason,
  EndReason,
  LampColour,
  Marking,
  Precedence,
  Role,
  TrackKind,
} from '../../server/protocol/words.ts'
import { checkNames, faults, tryOut } from './enChecks.ts'
import { enRecall } from './enRecall.ts'
import { alarms, rollCalls } from './enRollCalls.ts'
import type { CallBack } from '../models/callBack.ts'
import type { RecordingState } from '../models/recordingLamp.ts'
import type { Arming } from '../models/consoleLamps.ts'
import type { DeviceState } from '../models/ports.ts'
import type { SessionEnd } from '../models/session.ts'
import type { Theme } from '../models/settings.ts'
import { enInterpreting } from './enInterpreting.ts'
import { enPrepared } from './enPrepared.ts'
import { enNotes } from './enNotes.ts'
import { enTexts } from './enTexts.ts'
import { enTimes } from './enTimes.ts'

/** Every sentence of the softphone in English. Names of buttons, fields and regions are those of DESIGN.md, "From outside". */

const markingSays: Record<Exclude<Marking, 'real'>, string> = {
  exercise: 'This is an exercise, not a real call.',
  test: 'This is a test, not a real call.',
}
const urgency: Record<Precedence, string> = {
  routine: 'Routine call',
  priority: 'Priority call',
  immediate: 'Immediate call',
  flash: 'FLASH call',
}
const declineReasons: Record<DeclineReason, string> = {
  unavailable: 'Not available',
  'in-another-call': 'In another call',
  'wrong-time': 'Wrong time',
  'call-back-later': 'Will call back',
}
const endReasons: Record<EndReason, string> = {
  ended: 'The call was ended for everybody.',
  'everybody-left': 'The call ended when the last one left.',
  cancelled: 'The call was cancelled before anybody answered.',
  empty: 'The call ended because nobody came back to it.',
}
const refusals: Record<RefusalCode, string> = {
  'signed-out': 'Your session is over. Sign in again.',
  'not-allowed': 'Your role does not allow that.',
  malformed: 'The server did not understand this console. Reload the page.',
  unknown: 'That does not exist, or is not yours to see.',
  'too-late': 'That is over already.',
  'not-now': 'That is not possible at the moment.',
  'slow-down': 'Too many tries. Wait a moment, then try again.',
  unavailable: 'The server could not be reached. Try again.',
  broken: 'What the server keeps of this is damaged. Tell the operator.',
}
const sessionEnds: Record<SessionEnd, string> = {
  'signed-out': 'You have signed out.',
  expired: 'Your session has ended. Sign in again.',
  suspended: 'This person has been suspended. Ask an administrator of your party.',
  replaced: 'This session was ended because its sign-in was used somewhere else. Sign in again.',
}
const signInRefusals: Record<RefusalCode, string> = {
  ...refusals,
  'signed-out': 'That username and password do not belong together.',
  'not-allowed': 'That username and password do not belong together.',
  malformed: 'That username and password do not belong together.',
}
const deviceStates: Record<DeviceState, string> = {
  ready: 'ready',
  none: 'not found',
  refused: 'refused by the browser',
  busy: 'used by another program',
  silent: 'live, but without any sound',
  other: 'another one than before',
  off: 'off',
}
const kinds: Record<TrackKind, string> = {
  microphone: 'Microphone',
  camera: 'Camera',
  screen: 'Screen',
  interpretation: 'Interpretation',
}
const quality: Record<QualityLevel, string> = {
  good: 'Good connection',
  fair: 'Fair connection',
  poor: 'Poor connection',
}
const recording: Record<RecordingState, { short: string; long: string }> = {
  on: { short: 'Recording', long: 'This call is being recorded, and what was said is safe.' },
  starting: { short: 'Recorder starting', long: 'The recorder is being proved.' },
  failing: { short: 'Recording not safe', long: 'The recorder is behind: the last seconds are not safe yet.' },
  silent: { short: 'Recording not confirmed', long: 'Nothing has been heard of the recorder for two seconds.' },
  failed: { short: 'Not recorded', long: 'This call is NOT being recorded.' },
}
const armings: Record<Arming, string> = { disarmed: 'Not armed', arming: 'Arming', armed: 'Armed' }
const themes: Record<Theme, string> = { system: 'As the system', dark: 'Dark', light: 'Light' }

/** In a title there is no colour: what is no real call says so before anything else, then how it presses. */
const titled = (what: string, { precedence, marking }: { precedence: Precedence; marking: Marking }): string =>
  [
    ...(marking === 'real' ? [] : [markings[marking].toUpperCase()]),
    ...(precedence === 'routine' ? [] : [urgency[precedence]]),
    what,
  ].join(' · ')
const ringTitle = (party: string, kind: Parameters<typeof titled>[1]): string =>
  titled(`Incoming call from ${party}`, kind)

const seconds = (ms: number): string => `${Math.max(0, Math.round(ms / 1000))} s`

export const en = {
  tag: 'en-GB' as string,
  product: 'Ringdown',
  roles,
  precedences,
  markings,
  markingSays,
  urgency,
  declineReasons,
  endReasons,
  refusals,
  /** What the server has said of it is an English sentence already. */
  refused: ({ code, message }: Refusal) => (isForPrograms(code) || message === '' ? refusals[code] : message),
  sessionEnds,
  deviceStates,
  kinds,
  themes,
  texts: enTexts,
  notes: enNotes,
  keys: enKeys,
  delegation: enDelegation,
  interpretation: enInterpreting,
  layout: enLayout,
  devices: enDevices,
  caucus: enCaucus,

  times: enTimes,

  places: {
    navigation: 'Places',
    console: 'Console',
    tests: 'Line tests',
    records: 'Records',
    administration: 'People and lines',
    settings: 'Settings',
    backToCall: (line: string) => `Back to the call on ${line}`,
    skip: 'Skip to content',
  },
  connection: {
    connecting: 'Connecting to the server',
    connected: 'Connected',
    lost: 'No connection to the server. Connecting again.',
  },
  loading: 'Opening',
  loadFailed: 'This part of the console could not be loaded. Reload the page.',
  opening: 'Opening the console',

  signIn: {
    title: 'Sign in',
    subtitle: 'Recorded hotline',
    username: 'Username',
    password: 'Password',
    signIn: 'Sign in',
    signingIn: 'Signing in',
    required: 'Type your username and your password.',
    refusals: signInRefusals,
    trust: 'Does the browser warn about this site? Each installation has its own certificate authority.',
    trustLink: 'Download its certificate',
    trustHow:
      '. Compare its fingerprint with your administrator, add it to your system as a trusted authority, and reload.',
    recorded: 'Every call on this hotline is recorded.',
  },
  signOut: 'Sign out',

  console: {
    title: 'Console',
    broken: 'This line is out of order: its log is damaged. Use another way to call, and tell the operator.',
    arm: 'Arm console',
    arming: 'Arming',
    armings,
    armedIs: {
      green: 'This console is armed',
      amber: 'This console is armed, and needs a look',
      red: 'This console is armed, with faults',
    } satisfies Record<LampColour, string>,
    remedies: 'What is wrong, and what to do',
    stoodFor: (elapsed: string) => `for ${elapsed}`,
    stoodSeen: 'Seen: this page stood still',
    armWhy: 'Until this console is armed, a ring makes no sound here.',
    armHow:
      'Arming turns on sound, rings for a second, tries the microphone and the camera, and warms up the lines. ' +
      'It asks for what the browser has not allowed yet.',
    lamps: 'Condition of this console',
    lampName: (check: Lamp['check']) => checkNames[check],
    faults,
    colours: { green: 'in order', amber: 'needs a look', red: 'fault' } satisfies Record<LampColour, string>,
    lines: 'Lines',
    noLines: 'You have no line. An administrator of your party can put you on one.',
    welcomePending: 'Waiting for the server',
    people: {
      nobody: 'Nobody signed in',
      armed: 'armed',
      notArmed: 'not armed',
      you: 'you',
      more: (count: number) => `and ${count} more`,
    },
    localTimes: 'Local times',
    roundTrip: 'Round trip',
    loss: 'Loss',
    roundTripMs: (ms: number) => `${Math.round(ms)} ms`,
    lossPercent: (percent: number) => `${percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`,
    notMeasured: '–',
    path: { up: 'Line is warm', connecting: 'Line is connecting', down: 'Line is down', cold: 'Line is cold' },
    idle: 'No call',
    ringing: 'Ringing',
    up: 'Call up',
    upFor: (elapsed: string) => `Call up for ${elapsed}`,
    inCall: (count: number) => (count === 1 ? '1 person' : `${count} people`),
    joinsOnly: 'You can join once a call is up.',
    precedence: 'Precedence',
    marking: 'Marking',
    options: 'Precedence and marking',
    call: 'Call now',
    join: 'Join',
    moveHere: 'Move it here',
    otherTab: 'This call is on your other tab.',
    otherConsole: 'You are in this call at another console.',
    comeBack: 'You are still on the roster of this call. Join to come back.',
    missed: 'Rings that nobody answered',
    missedFrom: (party: string, line: string) => `${party} called on ${line}`,
    missedTitle: (party: string, kind: Parameters<typeof titled>[1]) => titled(`Missed ring from ${party}`, kind),
    missedNotice: (line: string, name: string) =>
      `${name} called on ${line}. This sounds until somebody of your party has acknowledged it.`,
    missedSounds: 'Sounds until somebody of your party has acknowledged it',
    missedBefore: (rings: number, since: string) =>
      rings === 1
        ? `And 1 before it, ${since}, which is in the records`
        : `And ${rings} before it, since ${since}, which are in the records`,
    missedNobody: 'Nobody whom it rang was signed in',
    missedAcknowledgedBy: (names: string) => `Acknowledged by ${names}`,
    acknowledge: 'Acknowledge',
    acknowledgeWhich: (party: string, time: string) => `Acknowledge ring from ${party} at ${time}`,
    callBack: (name: string | undefined, party: string, when?: string) =>
      `${name ?? 'You'} said that you would call ${party} back${when === undefined ? '' : ` at ${when}`}.`,
    callBackWhich: (party: string) => `call ${party} back`,
    aftermath: {
      left: 'You have left the call.',
      moved: 'The call went on at another of your consoles.',
      lasted: (duration: string) => `It lasted ${duration}.`,
      close: 'Close',
    },
    dismiss: 'Close',
  },

  tryOut,
  titles: {
    calm: 'Ringdown',
    ringing: (party: string, kind: Parameters<typeof ringTitle>[1]) => `${ringTitle(party, kind)} – Ringdown`,
    missed: (count: number) => (count === 1 ? '1 missed ring – Ringdown' : `${count} missed rings – Ringdown`),
    alarms: (count: number) => (count === 1 ? '1 alarm – Ringdown' : `${count} alarms – Ringdown`),
    messages: (count: number) => (count === 1 ? '1 message – Ringdown' : `${count} messages – Ringdown`),
  },
  answeredElsewhere: {
    tab: (party: string, line: string) =>
      `You answered the call from ${party} on ${line} in another tab of this browser.`,
    console: (party: string, line: string) => `You answered the call from ${party} on ${line} at another console.`,
    colleague: (party: string, line: string, name: string) => `${name} answered the call from ${party} on ${line}.`,
    close: 'Close',
  },

  board: enBoard,
  lineTest: enLineTest,

  incoming: {
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
    silent:
      'The browser keeps this console silent: this ring makes no sound. Click anywhere on the page, then it will.',
    soundIs: { on: 'Sounding', trying: 'Starting to sound', off: 'Silent' },
    others: 'Also rung',
    waiting: (count: number) => (count === 1 ? 'One more ring is waiting' : `${count} more rings are waiting`),
    holdAndAnswer: 'Hold and answer',
    leaves: (line: string) => `Answer leaves your call on ${line}. Hold and answer keeps it for you.`,
    takes: (line: string) => `Your call on ${line} is on hold meanwhile. It comes back if you decline.`,
    notice: (line: string, name: string) => `${name} is calling on ${line}.`,
    noticeTitle: ringTitle,
  },

  ring: {
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
    unarmedSince: (when: string) => `Nobody there is armed, since ${when}`,
    unarmed: 'Nobody there is armed; since when is not known',
    unarmedNow: 'Nobody whom it rings is armed',
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
  },

  call: {
    title: (line: string) => `Call on ${line}`,
    elapsed: 'Elapsed time',
    pictures: 'Pictures',
    roster: 'Roster',
    showRoster: 'Roster',
    panels: 'Beside the pictures',
    you: 'You',
    selfView: 'Your own picture',
    ownScreen: 'The screen that you share',
    picture: (name: string, party: string) => `${name}, ${party}`,
    screenOf: (name: string, party: string) => `Screen of ${name}, ${party}`,
    noPicture: 'No picture',
    waitingPicture: 'Picture is coming',
    connectionLost: 'Connection lost',
    speaking: 'Speaking',
    muted: 'Muted',
    quality,
    /** Of a path that carries voices and no pictures. */
    narrow: {
      mark: 'Voice only',
      own: 'Your connection is narrow. Pictures are off both ways, so that voices get through; they come back by themselves.',
      others: (names: string) =>
        `${names}: narrow connection. No pictures go there, and all voices are sent in less detail, so that they get through.`,
      noPictures: 'Pictures are off: your connection is narrow',
      noPicture: 'Voice only: narrow connection',
    },
    qualityDetail: (level: QualityLevel, roundTripMs?: number, lossPercent?: number, narrow?: boolean) =>
      [
        quality[level],
        narrow ? 'voice only' : '',
        roundTripMs === undefined ? '' : `round trip ${Math.round(roundTripMs)} ms`,
        lossPercent === undefined ? '' : `loss ${lossPercent.toFixed(1)} %`,
      ]
        .filter(Boolean)
        .join(', '),
    controls: 'Own controls',
    mute: 'Mute',
    camera: 'Camera',
    share: 'Share screen',
    more: 'More',
    devices: 'Devices',
    microphone: 'Microphone',
    systemDefault: 'System default',
    unnamed: (kind: string, index: number) => `${kind} ${index}`,
    leave: 'Leave',
    end: 'End call',
    endSure: 'End call for everybody?',
    states: { on: 'on', away: 'lost', left: 'left' } as const,
    since: (time: string) => `since ${time}`,
    until: (time: string) => `until ${time}`,
    microphoneIs: (state: DeviceState) =>
      `Your microphone is ${deviceStates[state]}. You can hear; you cannot be heard.`,
    silentMicrophone: 'Your microphone gives no sound at all. Is it muted at the device?',
    cameraIs: (state: DeviceState) => `Your camera is ${deviceStates[state]}. The others hear you without a picture.`,
    listener: 'You listen to this call. What you say is not heard.',
    mediaLost: 'Sound and picture were lost. They come back by themselves.',
    comingBack: 'This console lost the server for a moment. It comes back by itself.',
    recording,
    quieten: 'Silence alarm tone',
    level: 'Level of your microphone',
    alone: 'Nobody else is in the call.',
  },

  hold: enHold(precedences),

  announce: {
    incoming: (party: string, line: string) => `Incoming call from ${party} on ${line}.`,
    ringing: (line: string) => `Ringing on ${line}.`,
    up: (line: string) => `The call on ${line} is up.`,
    joined: (name: string) => `${name} is in the call.`,
    left: (name: string) => `${name} has left.`,
    away: (name: string) => `${name} has lost the connection.`,
    held: (name: string, says: string) => `${name}: ${says}.`,
    retrieved: (name: string) => `${name} is back from hold.`,
    ring: (party: string, says: string) => `${party}: ${says}.`,
    ended: 'You are in no call.',
    floor: (name: string) => `${name} has the floor.`,
    'floor-over': 'You do not have the floor any more.',
    'recording-over': 'The recording has stopped.',
    'camera-on': 'Your camera is on.',
    'camera-off': 'Your camera is off.',
    muted: 'You are muted.',
    unmuted: 'You can be heard.',
  },

  rollCalls,
  alarms,

  settings: {
    title: 'Settings',
    language: 'Language',
    languageFailed: 'This language could not be loaded. Choose it again.',
    appearance: 'Appearance',
    theme: 'Colours',
    devices: 'Devices',
    devicesUnknown: 'Arm the console to see the names of devices.',
    app: 'App',
    appIs: {
      app: 'This is the installed app: it has a window of its own, and its notices reach you also when that is hidden.',
      ready: 'Ringdown can be installed as an app, with a window of its own. Look for the sign in the address bar.',
      starting: 'The browser is being asked whether Ringdown can be installed.',
      untrusted:
        'Not possible: this browser does not trust the certificate of the server, and allows no app from it. ' +
        'Add the authority to the system, then reload; the sign-in page has it, and your administrator knows its fingerprint.',
      none: 'This browser does not install apps. Everything else works.',
    },
    install: 'Install',
    password: 'Change password',
    current: 'Current password',
    next: 'New password',
    again: 'New password again',
    change: 'Change password',
    differs: 'The two new passwords differ.',
    short: (length: number) => `A password has at least ${length} characters.`,
    changed: 'Your password is changed.',
    wrong: 'That is not your current password.',
  },

  recall: enRecall,

  administration: {
    prepared: enPrepared,
    title: 'People and lines',
    of: (party: string) => `People and lines of ${party}`,
    readOnly: 'People and lines are shown here and changed at the server, by the command line for people.',
    people: 'People',
    person: 'Person',
    username: 'Username',
    roles: 'Roles',
    state: 'State',
    active: 'Active',
    suspended: 'Suspended',
    lines: 'Lines',
    line: 'Line',
    parties: 'Parties',
    rung: 'Is rung',
    joins: 'May join',
    originates: 'May call up to',
    ladder: 'Rings here',
    atOnce: 'All who are rung, at once',
    step: (afterMs: number, who: string, insists: boolean) =>
      `${afterMs / 1000} s: ${who}${insists ? ', until somebody sees to it' : ''}`,
    failed: 'People and lines could not be read.',
    again: 'Try again',
  },
}

export type Sentences = Worded<typeof en>
