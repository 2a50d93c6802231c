import type { Server, Socket } from 'socket.io'
import type { ClientToServerEvents, ServerToClientEvents } from '../protocol/events.ts'

/** What the admission has found out about a socket. */
export interface Admitted {
  readonly sessionId: string
  readonly person: string
  readonly console: string
  readonly expiresAtMs: number
}

export type ConsoleServer = Server<ClientToServerEvents, ServerToClientEvents, Record<never, never>, Admitted>
export type ConsoleSocket = Socket<ClientToServerEvents, ServerToClientEvents, Record<never, never>, Admitted>

/** Where every console of a line is told what happens on it: the name of a room of socket.io, and of no test room. */
export const audienceOf = (line: string): string => `line/${line}`
