import { randomUUID } from 'node:crypto'
import type { ConsolePerson } from '../../server/protocol/actor.ts'
import { Media, type MediaOptions } from '../../server/media/media.ts'
import type {
  MediaCall,
  MediaNoticeName,
  SenderReport,
  TapDescription,
  TrackStart,
  TrackTap,
} from '../../server/media/ports.ts'

/** What media was asked to record of one track. */
export interface Recorded {
  readonly description: TapDescription
  readonly packets: { readonly rtp: Buffer; readonly arrivalMs: number }[]
  readonly reports: SenderReport[]
  readonly marks: string[]
  closed: boolean
}

/** Real media with a stage around it: the call's state is set by hand, and everything that media tells is kept. */
export interface Stage {
  readonly media: Media
  readonly calls: Map<string, MediaCall>
  readonly told: { to: string; name: MediaNoticeName; notice: object }[]
  readonly reported: { what: string; track?: TrackStart; line?: string; reason?: string }[]
  readonly recorded: Recorded[]
  /** `console line`: no part in it. */
  readonly refuses: Set<string>
  /** Consoles whose role has become one that listens. */
  readonly listens: Set<string>
  /** Consoles whose socket is gone. */
  readonly gone: Set<string>
  /** What was warned of. */
  readonly warned: string[]
  recording: boolean
}

/** `notify` hears of every notice besides the stage, so that it can be sent on. */
export async function setStage({ notify, ...options }: Partial<MediaOptions> = {}): Promise<Stage> {
  const calls: Stage['calls'] = new Map()
  const told: Stage['told'] = []
  const reported: Stage['reported'] = []
  const recorded: Recorded[] = []
  const refuses = new Set<string>()
  const listens = new Set<string>()
  const warned: string[] = []
  const gone = new Set<string>()
  const media = await Media.create({
    workers: 1,
    address: '127.0.0.1',
    port: 0,
    state: { callOf: (line) => calls.get(line) },
    permissions: {
      mayWarm: (who, line) => !refuses.has(`${who.console} ${line}`),
      mayOpenTrack: (who) => who.role !== 'listener' && !listens.has(who.console),
      isPresent: (console) => !gone.has(console),
    },
    reports: {
      trackStarted: (track) => reported.push({ what: 'started', track }),
      trackMuted: (track) => reported.push({ what: 'muted', track }),
      trackUnmuted: (track) => reported.push({ what: 'unmuted', track }),
      trackEnded: (track, reason) => reported.push({ what: 'ended', track, reason }),
      mediaLost: (line) => reported.push({ what: 'lost', line }),
      mediaRestored: (line) => reported.push({ what: 'restored', line }),
      speakersChanged: () => undefined,
    },
    notify: (to, name, notice) => {
      told.push({ to, name, notice })
      notify?.(to, name, notice)
    },
    taps: { open: (description) => (stage.recording ? tap(description, recorded) : undefined) },
    log: {
      info: () => undefined,
      warn: (fields) => warned.push(JSON.stringify(fields)),
      error: () => undefined,
    },
    ...options,
  })
  const stage: Stage = { media, calls, told, reported, recorded, refuses, listens, gone, warned, recording: true }
  return stage
}

function tap(description: TapDescription, recorded: Recorded[]): TrackTap {
  const one: Recorded = { description, packets: [], reports: [], marks: [], closed: false }
  recorded.push(one)
  return {
    packet: (rtp, arrivalMs) => one.packets.push({ rtp: Buffer.from(rtp), arrivalMs }),
    senderReport: (report) => one.reports.push(report),
    mark: ({ type }) => one.marks.push(type),
    close: () => {
      one.closed = true
    },
  }
}

export const somebody = (party: string, role: ConsolePerson['role'] = 'principal'): ConsolePerson => ({
  person: `${party}-${role}`,
  name: `${party} ${role}`,
  party,
  role,
  console: randomUUID(),
})

/** Waits until it is so: looks often, and fails with a sentence when it never becomes so. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>, withinMs = 5_000): Promise<void> {
  const deadline = performance.now() + withinMs
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`It never became so: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
