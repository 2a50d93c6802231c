import { at, krPrincipal, usPrincipal, up } from '../../test/calls/hotline.ts'
import { ChannelStage } from '../../test/media/channelStage.ts'
import { StagedDesk } from '../../test/media/stagedDesk.ts'
import { until } from '../../test/media/stage.ts'

const first = at('kr', 'interpreter', 20)
const second = at('us', 'interpreter', 22)
const PAIR: [string, string] = ['ko', 'en']
/** Who speaks on the floor, which the listener has underneath. */
const FLOOR = krPrincipal.console.person
/** Of each run: enough packets for a figure of their delay. */
const PACKETS = 25

export interface ChannelTimes {
  /** From the choice of a listener on the floor until the first packet of the channel comes. */
  readonly switchMs: readonly number[]
  /** Between the last packet of who has handed over and the first of who took over. */
  readonly gapMs: readonly number[]
  /** Of one packet of the channel, from its sender through the worker to its listener. */
  readonly delayMs: readonly number[]
  /** How loud the floor was to the listener in each state of all hand-overs. */
  readonly floor: readonly string[]
}

/**
 * A listener who changes between floor and channel, and two interpreters who hand over to each other, on a real worker. What
 * their desks send and mute is said by the model of the console.
 */
export async function measureChannels(runs: number): Promise<ChannelTimes> {
  const hotline = up()
  const { callId } = hotline.call
  for (const name of ['call:answer', 'call:join'] as const)
    for (const who of name === 'call:answer' ? [usPrincipal] : [first, second]) hotline.must(who, { name, callId })
  const stage = await ChannelStage.create(hotline)
  const desks = [
    new StagedDesk(stage, first, (channel) => (channel === 'en' ? 'first' : `first ${channel}`)),
    new StagedDesk(stage, second, (channel) => (channel === 'en' ? 'second' : `second ${channel}`)),
  ]
  const times = { switchMs: [] as number[], gapMs: [] as number[], delayMs: [] as number[], floor: [] as string[] }
  const floors = new Set<string>()
  stage.follow(async () => void floors.add(stage.loudness(usPrincipal, (person) => person)[FLOOR] ?? 'none'))
  try {
    for (const who of [krPrincipal, usPrincipal, first, second]) await stage.connect(who)
    await stage.opens(krPrincipal, FLOOR)
    for (const who of [first, second]) await stage.does(who, { name: 'desk:take', callId, pair: PAIR, output: 'en' })
    const came = (tone: string): number => stage.arrivals(usPrincipal).get(tone)?.length ?? 0
    for (let run = 0; run < runs; run += 1) {
      const [from, to] = run % 2 === 0 ? (['first', 'second'] as const) : (['second', 'first'] as const)
      await stage.does(usPrincipal, { name: 'hearing:choose', callId, hearing: 'floor' })
      stage.forget()
      const chosenAtMs = performance.now()
      await stage.does(usPrincipal, { name: 'hearing:choose', callId, hearing: 'en' })
      await until('the channel is heard', () => came(from) >= PACKETS)
      const heard = stage.arrivals(usPrincipal).get(from) ?? []
      times.switchMs.push((heard[0]?.atMs ?? Number.NaN) - chosenAtMs)
      times.delayMs.push(...heard.map(({ sentAtMs, atMs }) => atMs - sentAtMs))
      floors.clear()
      await stage.does(from === 'first' ? first : second, { name: 'channel:offer', callId })
      await stage.does(to === 'first' ? first : second, { name: 'channel:take', callId, channel: 'en' })
      await until('the next one is heard', () => came(to) > 0)
      times.floor.push(...floors)
      const last = stage.arrivals(usPrincipal).get(from)?.at(-1)
      const next = stage.arrivals(usPrincipal).get(to)?.[0]
      times.gapMs.push((next?.atMs ?? Number.NaN) - (last?.atMs ?? Number.NaN))
    }
  } finally {
    for (const desk of desks) desk.close()
    stage.close()
  }
  return times
}
