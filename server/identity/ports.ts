import type { JsonValue } from '../chain/canonicalJson.ts'
import type { DirectoryState } from '../calls/directory.ts'
import type { DirectoryDecision } from '../calls/directoryDecisions.ts'
import type { Refusal } from '../protocol/refusal.ts'

/** What identity asks of the others; the composition roots (the server, `npm run people`) introduce them. */

/** The stream `directory`: `Stream.open({ log, clock, ...DIRECTORY_STREAM })` is one. */
export interface DirectoryStream {
  readonly state: DirectoryState
  handle(command: {
    readonly commandId: string
    readonly by: JsonValue
    readonly decide: (state: DirectoryState) => DirectoryDecision
  }): Promise<{ readonly ok: true } | { readonly ok: false; readonly refusal: Refusal }>
  /** Calls back after every entry, also of another process. */
  onChange(listener: () => void): () => void
}

/** Logs with identifiers bound; pino is one. */
export interface IdentityLog {
  info(bindings: object, message: string): void
  warn(bindings: object, message: string): void
}
