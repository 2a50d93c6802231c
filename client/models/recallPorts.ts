import type { Answer } from '../../server/protocol/events.ts'
import type { Recall, RecallSource } from '../../server/protocol/recall.ts'
import type { Playable } from './player.ts'

/** What instant recall asks of the server. `client/http/recalls.ts` implements it. */
export interface RecallPort {
  /** Begins to hear the last minute of a call again: for minutes its voices open in this browser. */
  begin(callId: string, recall: string, of: RecallSource): Promise<Answer<Recall>>
  voiceAddress(callId: string, recall: string, trackId: string): string
}

/** A voice out of the record, by itself: it sounds where the others of the call do. */
export interface Replayed extends Playable {
  close(): void
}

/** What it asks of the sound of this console. `client/media` implements it. */
export interface ReplayPort {
  replay(address: string): Replayed
  /** How loud the call itself is meanwhile, 0 to 1. */
  setLiveVolume(volume: number): void
}
