import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { roomDefinition } from './calls/room.ts'
import type { SigningKey } from './chain/signature.ts'
import { openSigningKey } from './chain/signingKeyFile.ts'
import type { Config } from './config.ts'
import type { Identity } from './identity/identity.ts'
import type { LineDoors } from './lineDoors.ts'
import type { LineReports } from './lineReports.ts'
import type { Owned } from './owned.ts'
import type { RecordingMark } from './protocol/consoles.ts'
import { RecordingDirector } from './recording/director.ts'
import { PartyKeys } from './recording/partyKeys.ts'
import { Recorder } from './recording/recorder.ts'
import { RecordLibrary } from './recording/recordLibrary.ts'
import { TestRetention } from './recording/testRetention.ts'
import { verifyRecord } from './recording/verification.ts'

/** Whoever asks a browser for records waits 15 s for an answer. */
const READ_WITHIN_MS = 10_000

/** What records are sealed to and signed with. */
export interface RecordKeys {
  readonly partyKeys: PartyKeys
  readonly signingKey: SigningKey
  readonly signingKeyFile: string
}

/** What all parts of recording are made with. */
export interface RecordingParts {
  readonly config: Config
  readonly dataFolder: string
  readonly keys: RecordKeys
  /** Server time in whole milliseconds, and with fractions. */
  readonly clock: () => number
  readonly nowMs: () => number
  readonly log: Logger
  readonly owned: Owned
}

export async function openRecordKeys(
  dataFolder: string,
  directory: Identity['directory'],
  log: Logger,
): Promise<RecordKeys> {
  const keys = join(dataFolder, 'keys')
  const partyKeys = await PartyKeys.open(
    keys,
    directory.parties().map(({ party }) => party),
  )
  if (partyKeys.made.length > 0 && (await hasRecords(dataFolder))) {
    log.error(
      { parties: partyKeys.made, keys },
      'Parties had no key here, and one was made. What was sealed to another before does not open with it: if there was one, restore it.',
    )
  }
  const signingKeyFile = join(keys, 'signing.pem')
  return { partyKeys, signingKey: await openSigningKey(signingKeyFile), signingKeyFile }
}

/** The records of calls and of tests, which are calls in rooms of their own. */
export function openLibrary(
  { config, dataFolder, keys, clock, log, owned }: RecordingParts,
  directory: Identity['directory'],
  doors: LineDoors,
): RecordLibrary {
  const { partyKeys, signingKey } = keys
  return owned(
    RecordLibrary.create({
      dataFolder,
      lines: () => directory.lines(),
      rooms: () => directory.lines().map(roomDefinition),
      parties: () => directory.parties(),
      readLine: (line, after, untilVersion) => doors.entries(line, after, untilVersion),
      onEntry: (listener) => doors.onChange(listener),
      identities: () => partyKeys.identities(),
      verify: (record, facts) => verifyRecord(record, facts, partyKeys.identities(), [signingKey]),
      readWithinMs: READ_WITHIN_MS,
      testMediaDays: config.testMediaDays,
      clock,
      log,
    }),
  )
}

/** @param publish tells the consoles of a line how safe the recording of its call is. */
export async function startRecording(
  { dataFolder, keys, nowMs, log, owned }: RecordingParts,
  library: RecordLibrary,
  doors: LineDoors,
  reports: LineReports,
  publish: (mark: RecordingMark) => void,
): Promise<{ readonly recorder: Recorder; readonly director: RecordingDirector }> {
  // The recorder is there before who directs it: until then no call is recorded that could have trouble.
  const directing: { director?: RecordingDirector } = {}
  const recorder = owned(
    await Recorder.create({
      dataDir: dataFolder,
      clock: nowMs,
      signingKey: keys.signingKey,
      recipientOf: (party) => keys.partyKeys.recipientOf(party),
      factsOf: (callId) => library.factsOf(callId),
      onTrouble: (trouble) => {
        if (trouble.type === 'mended') log.info(trouble, 'Recording is as it must be again.')
        else log.error(trouble, 'Recording is in trouble.')
        directing.director?.troubled(trouble)
      },
    }),
  )
  const director = owned(
    RecordingDirector.create({
      recorder,
      clock: nowMs,
      log,
      reports: {
        report: (line, command) => doors.report(line, 'recording', command),
        untilTaken: (line, command, stillSo, commandId) =>
          reports.untilTaken(line, 'recording', command, stillSo, commandId),
        state: (line) => doors.state(line),
        publish,
      },
    }),
  )
  directing.director = director
  return { recorder, director }
}

/** The recordings of tests, deleted when they have been kept as long as the configuration says. */
export const keepTests = (
  { config, dataFolder, clock, log, owned }: RecordingParts,
  library: RecordLibrary,
  doors: LineDoors,
): TestRetention =>
  owned(
    TestRetention.create({
      dataFolder,
      keptDays: config.testMediaDays,
      clock,
      tests: () => library.tests.all(),
      report: (room, command) => doors.report(room, 'recording', command),
      log,
    }),
  )

const hasRecords = async (dataFolder: string): Promise<boolean> =>
  (await readdir(join(dataFolder, 'records')).catch(() => [])).length > 0
