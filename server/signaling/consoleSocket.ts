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

/** The room in which every console of a line is. */
export const roomOf = (line: string): string => `line/${line}`
