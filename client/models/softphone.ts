import { computed, effect, untracked, type ReadonlySignal } from '@preact/signals'
import { createAlarmNotices, type AlarmNotices } from './alarmNotices.ts'
import { createAlarms, type AlarmModel } from './alarms.ts'
import type { Alarm } from '../../server/protocol/lineHistory.ts'
import type { LineText } from '../../server/protocol/texts.ts'
import { createAnnouncements, type Announcements } from './announcements.ts'
import { createAnsweredElsewhere, type AnsweredElsewhereModel } from './answeredElsewhere.ts'
import { createCaucus, type CaucusModel } from './caucus.ts'
import { createCallKeys } from './callKeys.ts'
import { createCall, type CallModel } from './call.ts'
import { createCallSounds, type CallSounds } from './callSounds.ts'
import { createCallBackPromises, type CallBackPromises } from './callBackPromises.ts'
import { createCommand } from './commands.ts'
import { createConsoleLamps, type ConsoleLamps } from './consoleLamps.ts'
import type {
  AccountPort,
  AttentionPort,
  ClockPort,
  ConnectionPort,
  FacePort,
  InstallationPort,
  KeyboardPort,
  LanguagePort,
  NetworkPort,
  NotificationPort,
  PlacePort,
  StandstillPort,
  StoragePort,
  TabsPort,
  WakeLockPort,
} from './deskPorts.ts'
import { createDeskKeys } from './deskKeys.ts'
import { createDevices, type Devices } from './devices.ts'
import { createFaceModel, type Titles } from './face.ts'
import { createInstallationModel, type Installation } from './installation.ts'
import { createKeys, type KeysModel } from './keys.ts'
import { createInterpretation, type Interpretation } from './interpretation.ts'
import { createKeptOff } from './keptOff.ts'
import { createLayout, type LayoutModel } from './layout.ts'
import { createLineTests, type LineTestsModel } from './lineTests.ts'
import type { LineTestPort } from './lineTestPort.ts'
import { createLanguage, type LanguageModel } from './language.ts'
import { createLines, type Lines } from './lines.ts'
import { createPathHistories, type PathHistories } from './pathHistories.ts'
import { createPlaces, type Places } from './places.ts'
import type { MediaPort } from './ports.ts'
import { createRecall, type RecallModel } from './recall.ts'
import type { RecallPort, ReplayPort } from './recallPorts.ts'
import { createRecordingLamp, type RecordingLamp } from './recordingLamp.ts'
import { createMissedNotices } from './missedNotices.ts'
import { createRings, type IncomingRing, type Missed, type RingModel } from './ring.ts'
import { createRollCalls, type RollCallModel, type ShownRollCall } from './rollCalls.ts'
import { createServerClock, type ServerClock } from './serverClock.ts'
import { createSession, type Session } from './session.ts'
import { createSettings, type SettingsModel } from './settings.ts'
import { createMediaFailure, type MediaFailure } from './mediaFailure.ts'
import { createNotes, type Notes } from './notes.ts'
import { createTextLines, type TextLines } from './textLine.ts'
import { createTextNews, type TextNews } from './textNews.ts'
import { createTabsModel, type TabsModel } from './tabs.ts'

/** All that a softphone asks of its surroundings. */
export interface Surroundings {
  /** This tab's own, before the server has said what it calls it. */
  readonly console: string
  readonly account: AccountPort
  readonly connection: ConnectionPort
  readonly media: MediaPort & ReplayPort
  /** What of a call is heard again, by the session's token. */
  readonly recalls: (token: () => Promise<string | undefined>) => RecallPort
  readonly clock: ClockPort
  readonly attention: AttentionPort
  readonly notifications: NotificationPort
  readonly wakeLock: WakeLockPort
  readonly network: NetworkPort
  readonly standstill: StandstillPort
  readonly storage: StoragePort
  readonly place: PlacePort
  readonly keyboard: KeyboardPort
  readonly tabs: TabsPort
  readonly lineTests: LineTestPort
  readonly face: FacePort
  readonly installation: InstallationPort
  readonly languages: LanguagePort
  readonly titles: () => Titles
  /** What the system is to show for a ring while nobody looks at the console. */
  readonly words: (ring: IncomingRing, partyName: (party: string) => string) => { title: string; body: string }
  /** The same for a missed ring that goes on sounding. */
  readonly missedWords: (missed: Missed, partyName: (party: string) => string) => { title: string; body: string }
  /** The same for a roll-call that waits for whoever sits here; the zone is that of their party. */
  readonly rollCallWords: (shown: ShownRollCall, timeZone: string | undefined) => { title: string; body: string }
  /** The same for an alarm, to an admin. */
  readonly alarmWords: (
    alarm: Alarm,
    partyName: (party: string) => string,
    timeZone: string | undefined,
  ) => { title: string; body: string }
  /** The same for a message of a text line. */
  readonly textWords: (
    text: LineText,
    lineName: string,
    partyName: (party: string) => string,
  ) => { title: string; body: string }
}

/** Every model of the softphone, made once and introduced to each other. */
export interface Softphone {
  readonly session: Session
  /** Not while this page is in a call, or has one on hold: that is left, or ended, on purpose. */
  readonly signOut: ReadonlySignal<(() => Promise<void>) | undefined>
  readonly lines: Lines
  readonly serverClock: ServerClock
  readonly pathHistories: PathHistories
  readonly lamps: ConsoleLamps
  readonly call: CallModel
  readonly recall: RecallModel
  readonly interpretation: Interpretation
  readonly caucus: CaucusModel
  readonly rings: RingModel
  readonly callBacks: CallBackPromises
  readonly rollCalls: RollCallModel
  readonly alarms: AlarmModel
  readonly alarmNotices: AlarmNotices
  readonly recording: RecordingLamp
  readonly texts: TextLines
  readonly notes: Notes
  readonly textNews: TextNews
  readonly mediaFailure: MediaFailure
  readonly announcements: Announcements
  readonly devices: Devices
  readonly settings: SettingsModel
  readonly callSounds: CallSounds
  readonly keys: KeysModel
  readonly layout: LayoutModel
  readonly language: LanguageModel
  readonly places: Places
  readonly tabs: TabsModel
  readonly answeredElsewhere: AnsweredElsewhereModel
  readonly installation: Installation
  readonly lineTests: LineTestsModel
  /** Of this console's microphone, 0 to 1, at this moment. */
  readonly microphoneLevel: () => number
  close(): void
}

export function createSoftphone(around: Surroundings): Softphone {
  const { account, connection, media, clock, attention, notifications, storage, place } = around
  const session = createSession(account, clock, (accessToken) => {
    void connection.request('session:renew', { accessToken })
  })
  const serverClock = createServerClock(clock, connection)
  const places = createPlaces(place)
  let arrived = false
  const lines = createLines(
    connection,
    ({ atMs, lines: own, person }) => {
      serverClock.hint(atMs)
      void serverClock.measure()
      // Whoever is on no line has come for something else than the console.
      if (!arrived && own.length === 0 && places.place.peek().at === 'console') {
        if (person.roles.includes('records')) places.go({ at: 'records' })
        else if (person.roles.includes('admin')) places.go({ at: 'administration' })
      }
      arrived = true
    },
    around.languages.shown,
  )
  const pathHistories = createPathHistories(connection, clock)
  const command = createCommand(connection, clock)
  const lamps = createConsoleLamps({ ...around, signaling: connection, lines })
  const keptOff = createKeptOff(storage)
  const call = createCall(media, connection, clock, lines, command, keptOff)
  const caucus = createCaucus({ media, signaling: connection, own: call.own, command, keptOff })
  const interpretation = createInterpretation({ media, clock, storage }, command, call)
  const rings = createRings({ media, clock, attention, notifications, lines, lamps, call, command }, (ring) =>
    around.words(ring, lines.partyName),
  )
  const inCall = computed(() => call.own.value !== undefined)
  const stopMissedNotices = createMissedNotices({ attention, notifications }, rings, inCall, (missed) =>
    around.missedWords(missed, lines.partyName),
  )
  const rollCalls = createRollCalls({ media, attention, notifications, lines, serverClock, call, command }, (shown) =>
    around.rollCallWords(shown, lines.homeTimeZone.peek()),
  )
  const alarms = createAlarms(connection, lines)
  const alarmNotices = createAlarmNotices({ ...around, signaling: connection, lines, alarms, call }, (alarm) =>
    around.alarmWords(alarm, lines.partyName, lines.homeTimeZone.peek()),
  )
  const recording = createRecordingLamp(media, connection, serverClock, clock, call.own)
  const texts = createTextLines(
    { ...around, signaling: connection, lines, command, refused: call.refused },
    (text, { line }) => around.textWords(text, line.name, lines.partyName),
  )
  const notes = createNotes({ ...around, signaling: connection, lines, serverClock })
  const textNews = createTextNews({ media, lines, texts, rings, armed: lamps.arming, inCall })
  const mediaFailure = createMediaFailure(call.own, lamps.paths, clock)
  const announcements = createAnnouncements({
    clock,
    call,
    incoming: rings.incoming,
    recording: recording.state,
    snapshotOf: lines.snapshotOf,
  })
  const devices = createDevices(media, clock)
  const settings = createSettings(storage)
  const callSounds = createCallSounds({ media, clock, serverClock, call, recording, rings, settings })
  const person = computed(() => lines.own.value?.person.person)
  const keys = createKeys(around.keyboard, storage, clock, person)
  const layout = createLayout({ media, clock, storage, attention, serverClock, call, places, person })
  const recalls = around.recalls(() => session.freshToken())
  const recall = createRecall(recalls, media, clock, storage, call.own)
  const stopCallKeys = createCallKeys(keys, call, recall, rings, layout)
  const stopDeskKeys = createDeskKeys(keys, interpretation.desk)
  const language = createLanguage(storage, around.languages, lines)
  const tabs = createTabsModel(around.tabs, clock, lines)
  const answeredElsewhere = createAnsweredElsewhere(lines, rings.incoming, tabs.siblings)
  const installation = createInstallationModel(around.installation)
  const stopFace = createFaceModel(around.face, rings, alarms, textNews.count, lines.partyName, around.titles)

  const lineTests = createLineTests({
    ...{ port: around.lineTests, signaling: connection, lines, serverClock, clock, command },
    busy: computed(
      () => call.own.value !== undefined || call.busy.value !== undefined || rings.incoming.value.length > 0,
    ),
  })

  let open = false
  const stop = [
    connection.on('session:ended', ({ reason }) => session.ended(reason)),
    effect(() => {
      const signedIn = session.state.value.at === 'signed-in'
      if (signedIn === open) return
      open = signedIn
      // What opens and closes here reads signals of its own, on which this effect does not depend.
      untracked(signedIn ? start : end)
    }),
  ]

  function start(): void {
    connection.open(async (refused) => {
      const accessToken = await session.freshToken(refused)
      return accessToken === undefined ? undefined : { accessToken, console: around.console }
    })
  }

  function end(): void {
    arrived = false
    places.go({ at: 'console' })
    connection.close()
    call.forget()
    lamps.disarm()
    pathHistories.forget()
    alarms.forget()
    lines.forget()
  }

  return {
    session,
    signOut: computed(() =>
      call.own.value === undefined && call.held.value.length === 0 ? session.signOut.value : undefined,
    ),
    lines,
    serverClock,
    pathHistories,
    lamps,
    call,
    caucus,
    recall,
    interpretation,
    rings,
    callBacks: createCallBackPromises(lines, serverClock, storage),
    rollCalls,
    alarms,
    alarmNotices,
    recording,
    texts,
    notes,
    textNews,
    mediaFailure,
    announcements,
    devices,
    settings,
    callSounds,
    keys,
    layout,
    language,
    places,
    tabs,
    answeredElsewhere,
    installation,
    lineTests,
    microphoneLevel: () => media.microphoneLevel(),
    close() {
      stop.forEach((halt) => halt())
      stopFace()
      stopMissedNotices()
      stopCallKeys()
      stopDeskKeys()
      for (const model of [
        lineTests,
        installation,
        keys,
        layout,
        answeredElsewhere,
        tabs,
        places,
        language,
        devices,
        announcements,
        callSounds,
        mediaFailure,
        textNews,
        texts,
        notes,
        recording,
        alarmNotices,
        alarms,
        rollCalls,
        rings,
        recall,
        interpretation,
        caucus,
        call,
        lamps,
        pathHistories,
        lines,
        serverClock,
        session,
      ])
        model.close()
      connection.close()
      media.close()
    },
  }
}
