import { spawn } from 'node:child_process'
import type { Page } from 'playwright-core'
import { en } from '../../client/languages/en.ts'
import { LossyPath } from '../../test/browser/lossy/lossyPath.ts'
import { keepConnections, receivedSound } from '../../test/browser/lossy/receivedSound.ts'
import { eventually } from '../../test/browser/hotline/patience.ts'
import type { HotlineStage } from '../../test/browser/hotline/stage.ts'
import { withVoice } from '../../test/browser/hotline/voice.ts'

const KBPS = 40
const LINE = 'Leaders'
const PITCHES = { 'kr-principal': 440, 'jp-principal': 730, 'us-principal': 1_030 }
/** TCP over IPv4 with timestamps, TLS, and the frame of a web socket. */
const FRAME_HEADER_BYTES = 52 + 22 + 6
/** Until the call is narrow, and until what had been sent in full before is through. */
const NARROW_WITHIN_MS = 60_000
const SETTLED_MS = 5_000

/** Processes that take all there is of two cores from a call of three in one browser, several times over. */
const BURNERS = 8

/** What goes over a path of 40 kbit/s in a call of three, all of whom speak, and what of the voices is lost there. */
export interface NarrowCall {
  /** For how much of the time before, on a wide path and a busy machine, voices alone were sent for no reason. */
  readonly busyNarrowPercent: number
  /** From the moment in which the path becomes narrow until voices are all that is sent. */
  readonly noticedMs: number
  /** Media with all headers, in kbit/s. */
  readonly upKbps: number
  readonly downKbps: number
  /** The socket, which goes beside the path here, with headers. */
  readonly socketUpKbps: number
  readonly socketDownKbps: number
  /** Of the others' voices at the narrow console, and of its own at the others. */
  readonly lostToItPercent: number
  readonly lostOfItPercent: number
}

export async function measureNarrowCall(stage: HotlineStage, seconds: number): Promise<NarrowCall> {
  const path = new LossyPath(20_230_818)
  const browser = await stage.browser('kr', { cameraFps: 10 })
  const [narrow, ...others] = await Promise.all(
    Object.entries(PITCHES).map(async ([username, pitch], at) => {
      return await stage.signIn(browser, username, async (context) => {
        await withVoice(context, pitch)
        await keepConnections(context)
        if (at === 0) await path.lead(context)
      })
    }),
  )
  if (narrow === undefined) throw new Error('Three have signed in.')
  const socket = countSocket(narrow.page)
  // One that was opened before it was listened to is opened anew.
  await narrow.page.reload()
  await narrow.arm()
  await narrow.place(LINE)
  for (const one of others) await one.answer()
  const all = Object.values(PITCHES)
  await narrow.hears(all.slice(1), all)
  const busyNarrowPercent = await whileBusy(seconds, narrow.page)
  path.weather = { lossPercent: 0, delayMs: 30, jitterMs: 5, kbps: KBPS }
  const fromMs = performance.now()
  await narrow.text(en.call.narrow.own).waitFor({ timeout: NARROW_WITHIN_MS })
  await Promise.all(others.map(async ({ page }) => await slim(page)))
  const noticedMs = performance.now() - fromMs
  await pass(SETTLED_MS)
  const look = async () => {
    const [mine, ...theirs] = await Promise.all([narrow, ...others].map(async ({ page }) => await receivedSound(page)))
    return { atMs: performance.now(), mine, theirs, up: path.up.bytes, down: path.down.bytes, ...socket() }
  }
  const before = await look()
  await pass(seconds * 1_000)
  const after = await look()
  const kbps = (one: number, other: number): number => ((other - one) * 8) / (after.atMs - before.atMs)
  const result = {
    busyNarrowPercent,
    noticedMs,
    upKbps: kbps(before.up, after.up),
    downKbps: kbps(before.down, after.down),
    socketUpKbps: kbps(before.sent, after.sent),
    socketDownKbps: kbps(before.received, after.received),
    lostToItPercent: lostPercent([before.mine], [after.mine]),
    // Each of the others hears the other one as well, over a path of which nothing is lost.
    lostOfItPercent: lostPercent(before.theirs, after.theirs) * (others.length === 2 ? 2 : 1),
  }
  await path.close()
  return result
}

/** Looks once a second whether the page says that its path is narrow. */
async function whileBusy(seconds: number, page: Page): Promise<number> {
  const burners = Array.from({ length: BURNERS }, () =>
    spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }),
  )
  try {
    let narrow = 0
    for (let second = 0; second < seconds; second += 1) {
      await pass(1_000)
      if (await page.getByText(en.call.narrow.own).isVisible()) narrow += 1
    }
    return (narrow / seconds) * 100
  } finally {
    for (const burner of burners) burner.kill()
  }
}

type Sound = Awaited<ReturnType<typeof receivedSound>> | undefined

function lostPercent(before: readonly Sound[], after: readonly Sound[]): number {
  const sum = (list: readonly Sound[], of: 'lost' | 'received'): number =>
    list.reduce((total, one) => total + (one?.[of] ?? 0), 0)
  const lost = sum(after, 'lost') - sum(before, 'lost')
  const received = sum(after, 'received') - sum(before, 'received')
  return (lost / (lost + received)) * 100
}

/** All voices come in long packets. */
async function slim(page: Page): Promise<void> {
  await eventually('voices are slim', async () => {
    const before = await receivedSound(page)
    await pass(1_000)
    const { received } = await receivedSound(page)
    return received - before.received < 30
  })
}

function countSocket(page: Page): () => { readonly sent: number; readonly received: number } {
  const bytes = { sent: 0, received: 0 }
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => (bytes.sent += payload.length + FRAME_HEADER_BYTES))
    socket.on('framereceived', ({ payload }) => (bytes.received += payload.length + FRAME_HEADER_BYTES))
  })
  return () => ({ ...bytes })
}

const pass = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms))
