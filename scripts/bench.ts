// `npm run bench`: what the product does in how much time, on loopback with three browsers. See docs/BENCHMARKS.md.

import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { z } from 'zod'
import { HotlineStage } from '../test/browser/hotline/stage.ts'
import { measureConsumption } from './bench/consumption.ts'
import { measureNarrowCall } from './bench/narrowPath.ts'
import { measureHeardChannels } from './bench/heardChannels.ts'
import { LAPSES, measureLapse, withDeviceSwitch } from './bench/lapses.ts'
import { measureOwnLapse, OWN_LAPSES, withLampWatch } from './bench/ownLapses.ts'
import {
  cancelCall,
  cool,
  endCall,
  holdCall,
  measureAnswer,
  measureLoad,
  measureRing,
  openThree,
  openTwo,
  openWatch,
  ringCold,
  startTest,
  type Answered,
  type Loaded,
} from './bench/scenes.ts'
import { summarize, type Summary } from './bench/statistics.ts'
import { productNode, projectFolder } from './folders.mjs'
import { setUp } from './setUp/setUp.mjs'

const CONSUMPTION_S = 60
const RECORDER_S = 30
const NARROW_S = 60
/** Every console that rings starts its camera: here five of them do on two cores, which is no matter of the ring. */
const QUIET_CAMERA_FPS = 5
const recorderSchema = z.object({ recorderCpu: z.number(), idleCpu: z.number() })

const { values } = parseArgs({ options: { runs: { type: 'string', default: '20' }, only: { type: 'string' } } })
const runs = z.coerce.number().int().min(1).parse(values.runs)
const only = z
  .enum(['recorder', 'calls', 'everywhere', 'tested', 'lapses', 'channels', 'narrow'])
  .optional()
  .parse(values.only)
const wants = (part: typeof only): boolean => only === undefined || only === part

/** What is wanted of a figure, and whether it is so. */
interface Verdict {
  readonly aim: string
  readonly met: boolean
}

const results: Record<string, Summary | Readonly<Record<string, number>>> = {}
const verdicts: Verdict[] = []

function tell(name: string, unit: string, measured: readonly number[], aims: readonly [keyof Summary, number][] = []) {
  const summary = summarize(measured)
  results[name] = summary
  const shown = (['median', 'p95', 'max'] as const).map((key) => `${key} ${summary[key].toFixed(0)}`)
  console.log(`${name}: ${shown.join(', ')} ${unit} (${summary.runs} runs)`)
  for (const [key, limit] of aims) judge(`${name}, ${key} under ${limit} ${unit}`, summary[key] < limit)
}

function judge(aim: string, met: boolean): void {
  verdicts.push({ aim, met })
  console.log(`    aim: ${aim}: ${met ? 'met' : 'NOT MET'}`)
}

/** A picture that was lost has no lines. */
const lowest = (heights: readonly number[]): number => (heights.length < 2 ? 0 : Math.min(...heights))

/** On a stage of its own, so that nothing is left of what was measured before. */
async function onStage(part: NonNullable<typeof only>, measure: (stage: HotlineStage) => Promise<void>): Promise<void> {
  if (!wants(part)) return
  const stage = await HotlineStage.open({ unbroken: true })
  try {
    await measure(stage)
  } finally {
    await stage.close()
  }
}

async function calls(stage: HotlineStage): Promise<void> {
  const { three } = await openThree(stage, 20)
  const rings: number[] = []
  const warm: Answered[] = []
  for (let run = 0; run < runs; run += 1) {
    rings.push(await measureRing(three.kr, [three.jp, three.us]))
    warm.push(await measureAnswer(three, { watchMs: 10_000 }))
    await endCall(three)
  }
  tell('Click to sounding at both others', 'ms', rings, [['p95', 100]])
  const pictures = warm.map(({ picturesMs }) => picturesMs)
  tell('Warm answer to both pictures', 'ms', pictures, [
    ['median', 200],
    ['p95', 350],
  ])
  tell(
    'Warm answer to first sound of both',
    'ms',
    warm.map(({ soundMs }) => soundMs),
  )
  tell(
    'Height of the lower picture at first',
    'lines',
    warm.map((one) => lowest(one.heightsAtFirst)),
  )
  tell(
    'Height of the lower picture after 1 s',
    'lines',
    warm.map((one) => lowest(one.heightsAfter1s)),
  )
  tell(
    'Height of the lower picture after 10 s',
    'lines',
    warm.map((one) => lowest(one.heightsAfter10s)),
  )

  await holdCall(three)
  const consumption = await measureConsumption(stage.installation, CONSUMPTION_S)
  await endCall(three)
  results['Recorded three-way call'] = { ...consumption }
  const { serverCpu, serverMb, workersCpu, workersMb, recordingMbPerMinute, recordingKbps } = consumption
  console.log(`Server, recorder in it: ${serverCpu.toFixed(1)} % of a core, ${serverMb.toFixed(0)} MB`)
  console.log(`Media workers: ${workersCpu.toFixed(1)} % of a core, ${workersMb.toFixed(0)} MB`)
  console.log(`Recording: ${recordingMbPerMinute.toFixed(1)} MB a minute (${recordingKbps.toFixed(0)} kbit/s)`)

  const cold: Answered[] = []
  for (let run = 0; run < runs; run += 1) {
    await cool(three)
    await ringCold(three)
    cold.push(await measureAnswer(three, { watchMs: 1_000 }))
    await endCall(three)
  }
  // Bare mediasoup takes 305 ms to the same point.
  tell(
    'Cold answer to both pictures',
    'ms',
    cold.map(({ picturesMs }) => picturesMs),
    [['median', 1.2 * 305]],
  )
  tell(
    'Cold answer to first sound of both',
    'ms',
    cold.map(({ soundMs }) => soundMs),
  )

  for (const cached of [false, true]) {
    const loads: Loaded[] = []
    for (let run = 0; run < runs; run += 1) loads.push(await measureLoad(three, { cached }))
    const how = cached ? 'with its files cached' : 'with nothing cached'
    tell(
      `Console load ${how}`,
      'ms',
      loads.map(({ usableMs }) => usableMs),
    )
    tell(
      `Bytes of that load ${how}`,
      'bytes',
      loads.map(({ bytes }) => bytes),
      cached ? [] : [['max', 200_000]],
    )
  }
}

/** A ring at every armed console of both other parties, two of each. */
async function ringEverywhere(stage: HotlineStage): Promise<void> {
  const opened = await openThree(stage, QUIET_CAMERA_FPS)
  const { three } = opened
  const others = [three.jp, three.us, ...(await openWatch(stage, opened))]
  const rings: number[] = []
  for (let run = 0; run < runs; run += 1) {
    rings.push(await measureRing(three.kr, others))
    await cancelCall(three.kr, others)
  }
  tell(`Click to sounding at every one of ${others.length} armed consoles`, 'ms', rings, [['p95', 100]])
}

/** A ring from one console to one other: at two desks they have a machine each, and here a core. */
async function ringOne(stage: HotlineStage): Promise<void> {
  const { kr, jp } = await openTwo(stage, QUIET_CAMERA_FPS)
  const rings: number[] = []
  for (let run = 0; run < runs; run += 1) {
    rings.push(await measureRing(kr, [jp]))
    await cancelCall(kr, [jp])
  }
  tell('Click to sounding at the only other armed console', 'ms', rings, [['p95', 100]])
}

/** A ring on a line that is just being tested, against one on the same line at rest, in turn. */
async function ringBesideTest(stage: HotlineStage): Promise<void> {
  const { three } = await openThree(stage, QUIET_CAMERA_FPS)
  const others = [three.jp, three.us]
  const rings: Record<'atRest' | 'tested', number[]> = { atRest: [], tested: [] }
  for (let run = 0; run < runs; run += 1) {
    rings.atRest.push(await measureRing(three.kr, others))
    await cancelCall(three.kr, others)
    await startTest(three)
    rings.tested.push(await measureRing(three.kr, others))
    await cancelCall(three.kr, others)
  }
  tell('Click to sounding at both others, beside tests of the line', 'ms', rings.atRest)
  tell('Click to sounding at both others, while the line is tested', 'ms', rings.tested)
}

/** What happens at a console of Japan until Korea's board shows it, and until its own lamps do. */
async function lapses(stage: HotlineStage): Promise<void> {
  const [kr, jp] = [await stage.seat('kr'), await stage.seat('jp')]
  await kr.phone.arm()
  await withDeviceSwitch(jp.phone)
  const watched = { kr: kr.phone, jp: jp.phone, japanese: jp.browser, installation: stage.installation }
  for (const lapse of LAPSES) {
    const noticed: number[] = []
    for (let run = 0; run < runs; run += 1) noticed.push(await measureLapse(watched, lapse))
    tell(`Noticed on another party's board: ${lapse.what}`, 'ms', noticed, [['max', 2_000]])
  }
  await withLampWatch(jp.phone)
  for (const lapse of OWN_LAPSES) {
    const noticed: number[] = []
    for (let run = 0; run < runs; run += 1) noticed.push(await measureOwnLapse(jp.phone, stage.installation, lapse))
    tell(`Noticed at the console itself: ${lapse.what}`, 'ms', noticed, [['max', 2_000]])
  }
}

/** The recorder shares the server's process; what it takes of it is seen when it runs alone. */
async function recorderAlone(): Promise<void> {
  const program = path.join(projectFolder, 'scripts', 'bench', 'recorderProcess.ts')
  const { stdout } = await promisify(execFile)(productNode, [program, String(RECORDER_S)])
  const measured = recorderSchema.parse(JSON.parse(stdout))
  results['Recorder alone'] = measured
  console.log(`Recorder alone, synthetic packets of one three-way call: ${measured.recorderCpu.toFixed(2)} % of a core`)
  judge('Recorder alone, at most 2 % of a core per three-way call', measured.recorderCpu <= 2)
}

/** Of the channels of interpreters: in the media server alone, between consoles without a network or a browser. */
async function channels(): Promise<void> {
  // mediasoup looks where its worker is when it is loaded, and that is found out by set-up.
  const { measureChannels } = await import('./bench/channels.ts')
  const { switchMs, gapMs, delayMs, floor } = await measureChannels(runs)
  tell('Choice of a channel to its first packet', 'ms', switchMs)
  tell('Silence of a channel at a hand-over', 'ms', gapMs, [['max', 500]])
  tell('Delay of a channel through the media server', 'ms', delayMs)
  judge(
    'The floor stays underneath at every hand-over',
    floor.every((loudness) => loudness === 'under'),
  )
}

/** The same in a browser: what a listener hears of them at the elements of the page. */
async function heardChannels(stage: HotlineStage): Promise<void> {
  const { switchMs, gapMs, mouthToEarMs, channelDb, underneathDb } = await measureHeardChannels(stage, runs)
  tell('Press on a channel to hearing it', 'ms', switchMs)
  tell('Silence of a channel at a hand-over, as heard', 'ms', gapMs, [['max', 500]])
  tell('Mouth to ear on a channel', 'ms', mouthToEarMs)
  tell('Loudness of a channel, against the floor in full', 'dB', channelDb)
  tell('Loudness of the floor underneath, against the floor in full', 'dB', underneathDb)
}

/** A console on a path of 40 kbit/s each way, in a call of three. */
async function narrowPath(stage: HotlineStage): Promise<void> {
  const measured = await measureNarrowCall(stage, NARROW_S)
  const figures: Readonly<Record<string, number>> = { ...measured }
  results['Call over 40 kbit/s'] = figures
  for (const [what, value] of Object.entries(figures)) console.log(`Call over 40 kbit/s: ${what} ${value.toFixed(1)}`)
  const { lostToItPercent, lostOfItPercent } = measured
  judge('A wide path on a busy machine is never called narrow', measured.busyNarrowPercent === 0)
  judge('Over 40 kbit/s, under 3 % of voices lost each way', Math.max(lostToItPercent, lostOfItPercent) < 3)
}

const { workerBinary } = await setUp({ forTests: true })
process.env['MEDIASOUP_WORKER_BIN'] = workerBinary
const [cpu] = os.cpus()
const machine = { cpu: cpu?.model ?? 'unknown', cores: os.cpus().length, memoryGb: Math.round(os.totalmem() / 2 ** 30) }
console.log(`${machine.cores} cores (${machine.cpu}), ${machine.memoryGb} GB; load ${os.loadavg().join(' ')}`)
const startedAt = new Date()
const loadBefore = os.loadavg()
if (wants('recorder')) await recorderAlone()
await onStage('calls', calls)
await onStage('everywhere', ringOne)
await onStage('everywhere', ringEverywhere)
await onStage('tested', ringBesideTest)
await onStage('lapses', lapses)
if (wants('channels')) await channels()
await onStage('channels', heardChannels)
await onStage('narrow', narrowPath)
const folder = path.join(projectFolder, 'bench-results')
await mkdir(folder, { recursive: true })
const file = path.join(folder, `${startedAt.toISOString().replaceAll(':', '-')}.json`)
const report = {
  startedAt: startedAt.toISOString(),
  node: process.version,
  machine,
  loadBefore,
  runs,
  results,
  verdicts,
}
await writeFile(file, `${JSON.stringify(report, undefined, 2)}\n`)
console.log(`\n${verdicts.filter(({ met }) => met).length} of ${verdicts.length} aims are met. All figures: ${file}`)
