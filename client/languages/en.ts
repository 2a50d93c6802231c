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
import type { Refusal, RefusalCode } from '../../server/protocol/refusal.ts'
import type { EndReason, Marking, TrackKind } from '../../server/protocol/words.ts'
import { tryOut } from './enChecks.ts'
import { enRecall } from './enRecall.ts'
import { alarms, rollCalls } from './enRollCalls.ts'
import type { SessionEnd } from '../models/session.ts'
import type { Theme } from '../models/settings.ts'
import { enInterpreting } from './enInterpreting.ts'
import { enPrepared } from './enPrepared.ts'
import { enNotes } from './enNotes.ts'
import { enTexts } from './enTexts.ts'
import { enTimes } from './enTimes.ts'
import { enAnnounce, enCall, deviceStates } from './enCall.ts'
import { enConsole } from './enConsole.ts'
import { declineReasons, enIncoming, enRing, ringTitle, urgency } from './enRing.ts'

/** Every sentence of the softphone in English. Names of buttons, fields and regions are those of DESIGN.md, "From outside". */

const markingSays: Record<Exclude<Marking, 'real'>, string> = {
  exercise: 'This is an exercise, not a real call.',
  test: 'This is a test, not a real call.',
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
const kinds: Record<TrackKind, string> = {
  microphone: 'Microphone',
  camera: 'Camera',
  screen: 'Screen',
  interpretation: 'Interpretation',
}
const themes: Record<Theme, string> = { system: 'As the system', dark: 'Dark', light: 'Light' }

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
  partFailed: 'This part of the console cannot be shown at the moment. It is tried again; the rest goes on.',

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

  console: enConsole,

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

  incoming: enIncoming,

  ring: enRing,

  call: enCall,

  hold: enHold(precedences),

  announce: enAnnounce,

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
