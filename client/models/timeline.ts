import type { FactAboutCall, LineEntry, LineFact } from '../../server/protocol/lineFacts.ts'
import type { CallTrack } from '../../server/protocol/lineState.ts'
import type { CallRecord, RecordTrack } from '../../server/protocol/records.ts'

export interface Stretch {
  readonly fromMs: number
  readonly toMs: number
}

/** One person's line across the call: when they were there, on the air, and speaking. Milliseconds from its start. */
export interface Lane {
  readonly person: string
  readonly name: string
  readonly party: string
  /** What they have interpreted into that channel, apart from what they have said on the floor. */
  readonly channel?: string
  readonly present: readonly Stretch[]
  readonly onAir: readonly Stretch[]
  readonly spoke: readonly Stretch[]
}

export interface TimelineFact {
  readonly atMs: number
  readonly sinceStartMs: number
  readonly by: LineEntry['by']
  readonly fact: FactAboutCall
}

export interface Timeline {
  readonly durationMs: number
  readonly lanes: readonly Lane[]
  readonly facts: readonly TimelineFact[]
  /** What people were called then. */
  readonly names: ReadonlyMap<string, string>
}

const isAbout = (fact: LineFact, callId: string): fact is FactAboutCall => 'callId' in fact && fact.callId === callId

/** What a record says over time. `nowMs` is the end of a call that is still up. */
export function timelineOf({ call, facts: slice, tracks }: CallRecord, nowMs: number): Timeline {
  const startMs = call.placedAtMs
  const endMs = call.endedAtMs ?? Math.max(nowMs, startMs)
  const since = (fromMs: number, toMs = endMs): Stretch => ({ fromMs: fromMs - startMs, toMs: toMs - startMs })
  const facts = slice.entries.flatMap(({ atMs, by, facts: several }) =>
    several
      .filter((fact) => isAbout(fact, call.callId))
      .map((fact) => ({ atMs, sinceStartMs: atMs - startMs, by, fact })),
  )
  const people = [...new Map(call.legs.map((leg) => [leg.person, leg])).values()]
  const lanes = people.flatMap(({ person, name, party }): Lane[] => {
    const microphones = call.tracks.filter((track) => track.person === person && track.kind === 'microphone')
    const present = call.legs.filter((leg) => leg.person === person).map((leg) => since(leg.fromMs, leg.toMs))
    const own: Lane = {
      person,
      name,
      party,
      present,
      onAir: microphones.flatMap((track) => unmuted(track, facts, endMs)).map((one) => since(one.fromMs, one.toMs)),
      spoke: microphones.flatMap(({ trackId }) => tracks.find((one) => one.trackId === trackId)?.speech ?? []),
    }
    return [own, ...interpreted(own, tracks, endMs - startMs)]
  })
  const order = (lane: Lane): number => call.parties.indexOf(lane.party)
  return {
    durationMs: endMs - startMs,
    lanes: lanes.toSorted((a, b) => order(a) - order(b)),
    facts,
    names: new Map(people.map(({ person, name }) => [person, name])),
  }
}

/** A lane more for each channel into which somebody has interpreted: its track is open while their desk is live there. */
function interpreted(own: Lane, tracks: readonly RecordTrack[], durationMs: number): Lane[] {
  const { person, name, party, present } = own
  const into = tracks.filter((track) => track.person === person && track.kind === 'interpretation')
  const byChannel = Map.groupBy(into, ({ channel }) => channel)
  return [...byChannel].flatMap(([channel, of]) => {
    if (channel === undefined) return []
    const onAir = of.flatMap((track) => opened(track, durationMs))
    return [{ person, name, party, channel, present, onAir, spoke: of.flatMap(({ speech }) => speech) }]
  })
}

/** When a track was neither muted nor waiting. */
function opened({ fromMs, toMs, gaps }: RecordTrack, durationMs: number): Stretch[] {
  const muted = gaps.filter(({ reason }) => reason === 'muted').toSorted((a, b) => a.fromMs - b.fromMs)
  const edges = [fromMs, ...muted.flatMap((gap) => [gap.fromMs, gap.toMs]), toMs ?? durationMs]
  return edges.flatMap((edgeMs, index): Stretch[] => {
    const nextMs = Math.min(edges[index + 1] ?? edgeMs, toMs ?? durationMs)
    return index % 2 === 0 && nextMs > edgeMs ? [{ fromMs: edgeMs, toMs: nextMs }] : []
  })
}

/** When a microphone was on the air and not muted. */
function unmuted(track: CallTrack, facts: readonly TimelineFact[], endMs: number): Stretch[] {
  const stretches: Stretch[] = []
  let openSinceMs: number | undefined
  const close = (atMs: number): void => {
    if (openSinceMs !== undefined) stretches.push({ fromMs: openSinceMs, toMs: atMs })
    openSinceMs = undefined
  }
  for (const { fact, atMs } of facts) {
    if (!('trackId' in fact) || fact.trackId !== track.trackId) continue
    if (fact.type === 'track:unmuted' || (fact.type === 'track:started' && !fact.muted)) openSinceMs ??= atMs
    else if (fact.type !== 'track:started') close(atMs)
  }
  close(track.toMs ?? endMs)
  return stretches
}
