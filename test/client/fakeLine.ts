import { emptyLine, evolveLine } from '../../server/calls/evolve.ts'
import type { Actor, ConsolePerson } from '../../server/protocol/actor.ts'
import type { PresentConsole } from '../../server/protocol/consoles.ts'
import type { Party, Person } from '../../server/protocol/directory.ts'
import type { LineEntry, LineFact } from '../../server/protocol/lineFacts.ts'
import type { LineState } from '../../server/protocol/lineState.ts'
import type { Role } from '../../server/protocol/words.ts'

/** People and entries of the demonstration set, for tests of what a console makes of them. */

export const PARTIES: Party[] = [
  { party: 'kr', name: 'Republic of Korea', languages: ['ko', 'en'], timeZone: 'Asia/Seoul' },
  { party: 'jp', name: 'Japan', languages: ['ja', 'en'], timeZone: 'Asia/Tokyo' },
  { party: 'us', name: 'United States', languages: ['en'], timeZone: 'America/New_York' },
]

export const CALL_ID = '0190aaaa-0000-7000-8000-0000000000c1'
export const OTHER_CALL_ID = '0190aaaa-0000-7000-8000-0000000000c2'

/** A console's name out of a number: the same number is the same console. */
export const consoleId = (number: number): string => `0190aaaa-0000-7000-8000-${String(number).padStart(12, '0')}`

export const person = (username: string, name: string, roles: Role[]): Person => ({
  person: username,
  name,
  party: username.slice(0, 2),
  roles,
  suspended: false,
})

export const at = (number: number, username: string, name: string, role: Role): ConsolePerson => ({
  person: username,
  name,
  party: username.slice(0, 2),
  role,
  console: consoleId(number),
})

export const KR = at(1, 'kr-principal', 'Han Ji-woo', 'principal')
export const JP = at(2, 'jp-principal', 'Sato Haruka', 'principal')
export const US = at(3, 'us-principal', 'Ellen Ward', 'principal')
export const KR_WATCH = at(4, 'kr-watch', 'Park Min-jun', 'watch')
export const JP_WATCH = at(5, 'jp-watch', 'Ito Ren', 'watch')
export const US_WATCH = at(6, 'us-watch', 'Marcus Hale', 'watch')
export const US_ADVISER = at(7, 'us-adviser', 'Dana Brooks', 'adviser')
export const KR_INTERPRETER = at(8, 'kr-interpreter', 'Choi Seo-yeon', 'interpreter')
export const JP_INTERPRETER = at(10, 'jp-interpreter', 'Kobayashi Mei', 'interpreter')
export const US_INTERPRETER = at(11, 'us-interpreter', 'Daniel Reyes', 'interpreter')

export const SERVER: Actor = { kind: 'system', part: 'server' }
export const by = (who: ConsolePerson): Actor => ({ kind: 'console', ...who })

export const present = (who: ConsolePerson, change: Partial<PresentConsole> = {}): PresentConsole => ({
  ...who,
  standing: who.role === 'principal' || who.role === 'watch' ? 'rung' : 'joins',
  armed: true,
  colour: 'green',
  ...change,
})

/** Without `v` and `callId`, which every fact of a test has alike. */
type Short<F> = F extends LineFact ? Omit<F, 'v' | 'callId'> & { callId?: string } : never
export type ShortFact = Short<LineFact>

const HASH = '0'.repeat(64)

/** Writes the entries of one line, each after the last. */
export class LineScript {
  readonly line: string
  state: LineState
  atMs: number

  constructor(line: string, atMs: number) {
    this.line = line
    this.atMs = atMs
    this.state = emptyLine(line)
  }

  /** The next entry, folded into `state`. */
  entry(who: Actor, facts: ShortFact[], afterMs = 100, commandId?: string): LineEntry {
    this.atMs += afterMs
    const entry: LineEntry = {
      stream: `line/${this.line}`,
      version: this.state.version + 1,
      previous: HASH,
      hash: HASH,
      commandId: commandId ?? consoleId(900_000 + this.state.version),
      atMs: this.atMs,
      by: who,
      facts: facts.map((fact) => ({ callId: CALL_ID, ...fact, v: 1 })),
    }
    this.state = evolveLine(this.state, entry)
    return entry
  }

  place(
    who: ConsolePerson,
    change: {
      precedence?: 'routine' | 'priority' | 'immediate' | 'flash'
      marking?: 'real' | 'exercise' | 'test'
      callId?: string
    } = {},
  ): LineEntry {
    const { callId = CALL_ID, precedence = 'routine', marking = 'real' } = change
    return this.entry(by(who), [
      {
        ...{ type: 'call:placed', line: this.line, parties: ['kr', 'jp', 'us'], precedence, marking, callId },
        channels: ['ko', 'ja', 'en'],
        speaks: { kr: 'ko', jp: 'ja', us: 'en' },
      },
      { type: 'leg:joined', leg: who, how: 'placed', callId },
    ])
  }

  ring(party: string, consoles: ConsolePerson[], attempt = 1, callId = CALL_ID): LineEntry {
    const targets = consoles.map(({ console, person: name }) => ({ console, person: name }))
    return this.entry(SERVER, [
      { type: 'ring:sent', party, attempt, deadlineAtMs: this.atMs + 60_000, consoles: targets, callId },
    ])
  }

  record(): LineEntry {
    return this.entry({ kind: 'system', part: 'recording' }, [{ type: 'recording:started', keyNumber: 1 }])
  }

  told(who: ConsolePerson, state: 'reached' | 'sounding' | 'seen', armed = true): LineEntry {
    const about = { party: who.party, attempt: 1, console: who.console, person: who.person }
    return this.entry(by(who), [
      state === 'reached' ? { type: 'ring:reached', ...about, armed } : { type: `ring:${state}`, ...about },
    ])
  }

  answered(who: ConsolePerson, attempt = 1): LineEntry {
    const about = { party: who.party, attempt, console: who.console, person: who.person }
    return this.entry(by(who), [
      { type: 'ring:answered', ...about },
      { type: 'leg:joined', leg: who, how: 'answered' },
    ])
  }

  joined(who: ConsolePerson): LineEntry {
    return this.entry(by(who), [{ type: 'leg:joined', leg: who, how: 'joined' }])
  }

  desk(who: ConsolePerson, pair: [string, string], output: string): LineEntry {
    const { console, person: name } = who
    const taken = { type: 'desk:taken', console, person: name, pair, output } as const
    const isFree = !this.state.call?.desks?.some((desk) => desk.live && desk.output === output)
    const live = { type: 'channel:taken', console, channel: output } as const
    return this.entry(by(who), [taken, ...(isFree && output !== 'floor' ? [live] : [])])
  }

  listens(who: ConsolePerson, hearing: string): LineEntry {
    return this.entry(by(who), [{ type: 'hearing:chosen', console: who.console, person: who.person, hearing }])
  }

  speech(who: ConsolePerson, channel: string, muted = false): LineEntry {
    const trackId = consoleId(Number(who.console.slice(-6)) * 10 + 4 + ['ko', 'ja', 'en'].indexOf(channel))
    const track = { trackId, console: who.console, person: who.person, kind: 'interpretation', channel, muted } as const
    return this.entry({ kind: 'system', part: 'media' }, [{ type: 'track:started', ...track }])
  }

  track(who: ConsolePerson, kind: 'microphone' | 'camera' | 'screen', muted = false): LineEntry {
    const kinds = { microphone: 1, camera: 2, screen: 3 } as const
    const trackId = consoleId(Number(who.console.slice(-6)) * 10 + kinds[kind])
    return this.entry({ kind: 'system', part: 'media' }, [
      { type: 'track:started', trackId, console: who.console, person: who.person, kind, muted },
    ])
  }
}
