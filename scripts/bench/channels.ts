import { at, usPrincipal, up } from '../../test/calls/hotline.ts'
import { ChannelStage } from '../../test/media/channelStage.ts'
import { until } from '../../test/media/stage.ts'

const first = at('kr', 'interpreter', 20)
const second = at('us', 'interpreter', 22)
const PAIR: [string, string] = ['ko', 'en']
/** Of each run: enough packets for a figure of their delay. */
const PACKETS = 25

export interface ChannelTimes {
  /** From the choice of a listener on the floor until the first packet of the channel comes. */
  readonly switchMs: readonly number[]
  /** Between the last packet of who has handed over and the first of who took over. */
  readonly gapMs: readonly number[]
  /** Of one packet of the channel, from its sender through the worker to its listener. */
  readonly delayMs: readonly number[]
}

/** A listener who changes between floor and channel, and two interpreters who hand over to each other, on a real worker. */
export async function measureChannels(runs: number): Promise<ChannelTimes> {
  const hotline = up()
  const { callId } = hotline.call
  for (const name of ['call:answer', 'call:join'] as const)
    for (const who of name === 'call:answer' ? [usPrincipal] : [first, second]) hotline.must(who, { name, callId })
  const stage = await ChannelStage.create(hotline)
  const times = { switchMs: [] as number[], gapMs: [] as number[], delayMs: [] as number[] }
  try {
    for (const who of [usPrincipal, first, second]) await stage.connect(who)
    for (const [who, tone] of [
      [first, 'first'],
      [second, 'second'],
    ] as const) {
      await stage.does(who, { name: 'desk:take', callId, pair: PAIR, output: 'en' })
      await stage.opens(who, tone, 'en')
    }
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
      await stage.does(from === 'first' ? first : second, { name: 'channel:offer', callId })
      await stage.does(to === 'first' ? first : second, { name: 'channel:take', callId, channel: 'en' })
      await until('the next one is heard', () => came(to) > 0)
      const last = stage.arrivals(usPrincipal).get(from)?.at(-1)
      const next = stage.arrivals(usPrincipal).get(to)?.[0]
      times.gapMs.push((next?.atMs ?? Number.NaN) - (last?.atMs ?? Number.NaN))
    }
  } finally {
    stage.close()
  }
  return times
}
