import type { Answer } from '../../server/protocol/events.ts'
import type { Refusal } from '../../server/protocol/refusal.ts'
import type { RecallPort } from '../../client/models/recallPorts.ts'
import type { Recall, RecallSource } from '../../server/protocol/recall.ts'

/** Two people in the last minute of a call: Han speaks, then Sato. */
export class FakeRecalls implements RecallPort {
  readonly begun: string[] = []
  refused: Refusal | undefined
  toMs = 0
  /** What the answer waits for. */
  ready = Promise.resolve()
  begin = async (callId: string, recall: string, of: RecallSource): Promise<Answer<Recall>> => {
    this.begun.push(callId)
    await this.ready
    if (this.refused) return { ok: false, refusal: this.refused }
    const voice = (person: string, name: string, fromMs: number, toMs: number): Recall['voices'][number] => ({
      ...{ trackId: `voice-of-${person}`, person, name, party: person.slice(0, 2) },
      speech: [{ fromMs, toMs }],
    })
    const voices = [
      voice('kr-principal', 'Han Ji-woo', 0, 20_000),
      voice('jp-principal', 'Sato Haruto', 15_000, 60_000),
    ]
    return { ok: true, body: { recall, of, fromMs: this.toMs - 60_000, toMs: this.toMs, voices } }
  }
  voiceAddress = (callId: string, _recall: string, trackId: string): string => `${callId}/${trackId}`
}
