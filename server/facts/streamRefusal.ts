import { refusal, type Refusal } from '../protocol/refusal.ts'
import { CommandOfAnother } from './commandAuthor.ts'
import { LogUnavailable } from './patience.ts'
import { StreamBroken } from './streamBroken.ts'

/** What somebody is told when a stream could not be read or added to; undefined for what nobody expected. */
export function streamRefusal(
  error: unknown,
  told: { readonly unavailable: Refusal; readonly broken: Refusal },
): Refusal | undefined {
  if (error instanceof LogUnavailable) return told.unavailable
  if (error instanceof StreamBroken) return told.broken
  if (error instanceof CommandOfAnother)
    return refusal('malformed', 'Somebody else has given a command of this identifier. Nothing has changed.')
  return undefined
}
