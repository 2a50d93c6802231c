import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { DEFAULT_TIMING } from '../../server/calls/timing.ts'
import { LineStreams } from '../../server/facts/lineStreams.ts'
import type { Directory } from '../../server/identity/directory.ts'
import type { Answer, RequestName } from '../../server/protocol/events.ts'
import { REQUEST_NAMES } from '../../server/protocol/events.ts'
import { RefusedError, refusal } from '../../server/protocol/refusal.ts'
import { Consoles, type SignedIn } from '../../server/signaling/consoles.ts'
import type { MediaRequestsPort, NotesPort } from '../../server/signaling/ports.ts'
import { createHandlers, handleRequest, type Handlers } from '../../server/signaling/requests.ts'
import type { Role } from '../../server/protocol/words.ts'
import { LEADERS } from '../calls/demonstrationLines.ts'
import { person } from '../client/fakeLine.ts'
import { until } from '../facts/until.ts'
import { openInstallation, settle, type Installation } from '../identity/installation.ts'
import { HeldLog } from './heldLog.ts'
import { wellFormed } from './payloads.ts'

const LINE = 'leaders'
const OPERATOR = { kind: 'system', part: 'operator' } as const
const PEOPLE = [
  { person: 'kim', party: 'kr', roles: ['principal'] },
  { person: 'sato', party: 'jp', roles: ['principal'] },
] as const

/** Nobody asks these for media. */
const never = (): never => {
  throw new RefusedError(refusal('unavailable', 'There is no media here.'))
}
const noMedia: MediaRequestsPort = {
  handlers: {
    ...{ 'warm-line:open': never, 'warm-line:connect': never, 'warm-line:ready': never, 'warm-line:close': never },
    ...{
      'warm-line:report': never,
      'probe:open': never,
      'track:open': never,
      'track:mute': never,
      'track:unmute': never,
      'track:close': never,
    },
    ...{ 'consumer:pause': never, 'consumer:prefer': never },
    ...{ 'consumer:resume': never, 'quality:report': never },
    ...{ 'path:open': never, 'path:connect': never, 'path:close': never },
  },
  consoleGone: never,
}
const noNotes: NotesPort = { read: never, command: never, onChange: never }

describe('a command that waits for its turn at a line', () => {
  let installation: Installation
  let directory: Directory
  let log: HeldLog
  let lines: LineStreams
  let handlers: Handlers
  let kim: SignedIn
  let sato: SignedIn

  beforeEach(async () => {
    installation = await openInstallation()
    ;({ directory } = installation.identity)
    await settle(
      installation.identity,
      PEOPLE.map((person) => ({ ...person, roles: [...person.roles] })),
    )
    log = new HeldLog(installation.log)
    const consoles = new Consoles(
      (person) => directory.person(person),
      () => undefined,
    )
    lines = await LineStreams.open(
      {
        ...{
          log,
          clock: Date.now,
          newId: randomUUID,
          timing: DEFAULT_TIMING,
          signedIn: () => [],
          prepared: () => [],
          languageOf: () => undefined,
        },
        onTrouble: (message, error) => {
          throw new Error(message, { cause: error })
        },
      },
      directory.lines(),
    )
    kim = consoles.add(randomUUID(), 'kim')
    sato = consoles.add(randomUUID(), 'sato')
    handlers = createHandlers(lines, noMedia, noNotes, {
      ...{
        report: never,
        beat: never,
        readPaths: never,
        readTexts: never,
        sayInCaucus: never,
        readCaucus: never,
        testReport: never,
        renew: never,
        readClock: Date.now,
        commandTaken: () => {},
      },
    })
  })

  afterEach(async () => {
    log.release()
    await lines.close()
    await installation.close()
  })

  const ask = (name: RequestName, signedIn: SignedIn, payload: object): Promise<Answer<unknown>> =>
    handleRequest(name, { commandId: randomUUID(), line: LINE, ...payload }, signedIn, directory, lines, handlers)
  const codeOf = async (answer: Promise<Answer<unknown>>): Promise<string> => {
    const given = await answer
    return given.ok ? 'granted' : given.refusal.code
  }

  /** Kim's call rings at Sato, whose answer waits behind a slow append. @returns what becomes of that and of the answer. */
  async function satoAnswersLate(meanwhile: () => Promise<void>): Promise<[before: string, answer: string]> {
    await codeOf(ask('call:place', kim, { precedence: 'routine', marking: 'test' }))
    const callId = lines.state(LINE)?.call?.callId
    const recorded = await lines.report(LINE, 'recording', {
      name: 'recording:start',
      callId: callId ?? '',
      keyNumber: 1,
    })
    expect(recorded.ok).to.equal(true)
    log.hold()
    const first = codeOf(ask('ring:report', sato, { callId, attempt: 1, state: 'sounding', armed: true }))
    await until('it waits for the log', () => log.waiting === 1)
    let answered = false
    const second = codeOf(ask('call:answer', sato, { callId })).finally(() => (answered = true))
    await meanwhile()
    expect(answered, 'it still waits').to.equal(false)
    log.release()
    return await Promise.all([first, second])
  }

  const legOfSato = () => lines.state(LINE)?.call?.legs.find((leg) => leg.person === 'sato')

  it('is decided when nothing has changed meanwhile', async () => {
    expect(await satoAnswersLate(async () => {})).to.deep.equal(['granted', 'granted'])
    expect(legOfSato()?.state).to.equal('on')
  })

  it('is refused and makes no fact when its person has been suspended meanwhile', async () => {
    const [before, behind] = await satoAnswersLate(() => directory.change(OPERATOR, 'sato', { suspended: true }))
    expect([before, behind], 'what was decided before stands').to.deep.equal(['granted', 'signed-out'])
    expect(legOfSato()).to.equal(undefined)
  })

  it('is refused as what it needs when its person has lost the role meanwhile', async () => {
    const [, behind] = await satoAnswersLate(() => directory.change(OPERATOR, 'sato', { roles: ['adviser'] }))
    expect(behind).to.equal('unknown')
    expect(legOfSato()).to.equal(undefined)
  })

  it('is refused when its person may do the same meanwhile, in another role: no fact names one that they have not', async () => {
    const [line] = directory.lines()
    if (line === undefined) throw new Error('There is no line.')
    await lines.define({ ...line, standings: { principal: 'rung', adviser: 'rung' } })
    const [, behind] = await satoAnswersLate(() => directory.change(OPERATOR, 'sato', { roles: ['adviser'] }))
    expect(behind).to.equal('not-now')
    expect(legOfSato()).to.equal(undefined)
  })
})

describe('the handlers of requests', () => {
  const nothing = { names: [], definition: never, state: never, isBroken: never, command: never, onChange: never }
  const own = {
    ...{ report: never, beat: never, readPaths: never, readTexts: never, testReport: never },
    ...{ renew: never, readClock: never, commandTaken: never, sayInCaucus: never, readCaucus: never },
  }
  const all = createHandlers(nothing, noMedia, noNotes, own)

  it('are one for each request of the protocol', () => {
    expect(Object.keys(all).toSorted()).to.deep.equal(REQUEST_NAMES.toSorted())
  })

  it('refuse speech into a channel for what it is: to who is heard on the floor as well', async () => {
    const opens = async (role: Role): Promise<string> => {
      const who = person(`kr-${role}`, 'Somebody', [role])
      const directory = { person: () => who }
      const signedIn = new Consoles(directory.person, () => undefined).add(randomUUID(), who.person)
      const track = { ...wellFormed(LINE)['track:open'], kind: 'interpretation', channel: 'ko' }
      const answer = await handleRequest('track:open', track, signedIn, directory, { definition: () => LEADERS }, all)
      return answer.ok ? 'granted' : answer.refusal.message
    }
    expect(await Promise.all((['adviser', 'listener', 'interpreter'] as const).map(opens))).to.deep.equal([
      'Only an interpreter speaks into a channel.',
      'A listener hears the call and cannot put anything on it.',
      'There is no media here.',
    ])
  })
})
