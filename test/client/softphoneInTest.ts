import type { ConsolePerson } from '../../server/protocol/actor.ts'
import type { LineSnapshot, PresentConsole } from '../../server/protocol/consoles.ts'
import type { Line } from '../../server/protocol/directory.ts'
import type { LineState } from '../../server/protocol/lineState.ts'
import type { Role } from '../../server/protocol/words.ts'
import { en, type Sentences } from '../../client/languages/en.ts'
import type { LanguagePort } from '../../client/models/deskPorts.ts'
import { createSoftphone, type Softphone } from '../../client/models/softphone.ts'
import { STARTING_MESSAGES } from '../../server/calls/startingMessages.ts'
import { emptyLine } from '../../server/calls/evolve.ts'
import { PARTIES } from './fakeLine.ts'
import {
  FakeAttention,
  FakeFace,
  FakeNetwork,
  FakeNotifications,
  FakeStandstill,
  FakeWakeLock,
} from './fakeAttention.ts'
import { FakeClock, settled } from './fakeClock.ts'
import { FakeConnection } from './fakeConnection.ts'
import { FakeKeyboard } from './fakeKeyboard.ts'
import { FakeLineTests } from './fakeLineTests.ts'
import { FakeMedia } from './fakeMedia.ts'
import { FakeAccount, FakeInstallation, FakeLanguages, FakePlace, FakeStorage, FakeTabs } from './fakePorts.ts'
import { FakeRecalls } from './fakeRecalls.ts'

export interface SoftphoneInTest {
  readonly phone: Softphone
  readonly account: FakeAccount
  readonly attention: FakeAttention
  readonly clock: FakeClock
  readonly connection: FakeConnection
  readonly media: FakeMedia
  readonly notifications: FakeNotifications
  readonly place: FakePlace
  readonly keyboard: FakeKeyboard
  readonly storage: FakeStorage
  readonly tabs: FakeTabs
  readonly face: FakeFace
  readonly installation: FakeInstallation
  readonly wakeLock: FakeWakeLock
  readonly network: FakeNetwork
  readonly standstill: FakeStandstill
  readonly lineTests: FakeLineTests
  readonly recall: FakeRecalls
}

/** The real models over fakes of all that is outside of them. */
export function createSoftphoneInTest(
  clock: FakeClock = new FakeClock(),
  storage = new FakeStorage(),
  languages: LanguagePort = new FakeLanguages(),
  sentences: () => Sentences = () => en,
): SoftphoneInTest {
  const around = {
    account: new FakeAccount(),
    attention: new FakeAttention(),
    clock,
    connection: new FakeConnection(),
    media: new FakeMedia(),
    notifications: new FakeNotifications(),
    place: new FakePlace(),
    keyboard: new FakeKeyboard(),
    storage,
    tabs: new FakeTabs(),
    face: new FakeFace(),
    installation: new FakeInstallation(),
    wakeLock: new FakeWakeLock(),
    network: new FakeNetwork(),
    standstill: new FakeStandstill(),
    lineTests: new FakeLineTests(),
    recall: new FakeRecalls(),
  }
  around.connection.answer('clock:read', () => ({ ok: true, body: { atMs: clock.nowMs() } }))
  around.connection.answer('console:report', () => ({ ok: true, body: {} }))
  const phone = createSoftphone({
    ...around,
    console: crypto.randomUUID(),
    titles: () => sentences().titles,
    languages,
    recalls: () => around.recall,
    words: (_ring, _partyName) => ({ title: 'ring', body: '' }),
    missedWords: ({ lineName }) => ({ title: `missed on ${lineName}`, body: '' }),
    rollCallWords: ({ lineName }) => ({ title: `roll-call of ${lineName}`, body: '' }),
    alarmWords: ({ alarm }) => ({ title: `alarm ${alarm}`, body: '' }),
    textWords: ({ number }, lineName) => ({ title: `text ${number} on ${lineName}`, body: '' }),
  })
  return { phone, ...around }
}

export interface LineGiven {
  readonly line: Line
  readonly standing?: 'rung' | 'joins'
  readonly state?: LineState
  readonly consoles?: PresentConsole[]
}

/** What the server says first, to whom it takes `who` for. */
export function welcome(
  { connection, clock }: SoftphoneInTest,
  who: ConsolePerson,
  lines: readonly LineGiven[],
  roles: Role[] = [who.role],
): void {
  const { person, name, party } = who
  connection.become('connected')
  connection.notify('console:welcomed', {
    console: who.console,
    person: { person, name, party, roles, suspended: false },
    parties: PARTIES,
    prepared: [...STARTING_MESSAGES],
    lines: lines.map(({ line, standing = 'rung', state, consoles = [] }): LineSnapshot => ({
      line,
      standing,
      state: state ?? emptyLine(line.line),
      consoles,
    })),
    atMs: clock.nowMs(),
  })
}

export async function signIn(test: SoftphoneInTest): Promise<void> {
  await settled()
  await test.phone.session.signIn.value?.('somebody', 'secret')
}
