import type { types } from 'mediasoup'
import type { ConsolePerson } from '../protocol/actor.ts'
import type { RtpCapabilities } from '../protocol/rtp.ts'
import type { Listening } from './listening.ts'

/** What carries one console's tracks to a line's router and the others' from it: a warm line, or a stand-in's own way. */
export interface Carrier {
  readonly id: string
  readonly who: ConsolePerson
  /** What flows to the console, by track. */
  readonly listenings: Map<string, Listening>
  /** The tracks that the console has no codec for: they are not tried again. */
  readonly unreceivable: Set<string>
  /** What the console can receive: absent until it has said so. */
  readonly capabilities: RtpCapabilities | undefined
  readonly closed: boolean
  readonly send: Pick<types.Transport, 'produce'>
  readonly receive: Pick<types.Transport, 'consume'>
  /** Nobody has to make anything ready there before it may flow. */
  readonly isReady?: true
}
