import type { Lamp } from '../../server/protocol/consoles.ts'
import type { LampColour } from '../../server/protocol/words.ts'
import type { Arming } from '../models/consoleLamps.ts'
import { checkNames, faults } from './enChecks.ts'
import { titled } from './enRing.ts'

/** The sentences of the console at rest in English, without those that have a place of their own. */

const armings: Record<Arming, string> = { disarmed: 'Not armed', arming: 'Arming', armed: 'Armed' }

export const enConsole = {
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
  stoodFor: (elapsed: string) => `This page stood still for ${elapsed}`,
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
}
