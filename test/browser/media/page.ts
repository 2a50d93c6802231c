import { io } from 'socket.io-client'
import { keepDevices } from '../../../client/media/keptDevices.ts'
import { WarmSession } from '../../../client/media/warmSession.ts'
import { createMedia } from '../../../client/media/media.ts'
import type { Answer, AnswerBody, RequestName, RequestPayload } from '../../../server/protocol/events.ts'
import type { MediaPort, SignalingPort, WarmLineReport } from '../../../client/models/ports.ts'

/** What the test does in a page: the product's media over the smallest signaling that there can be. */
export interface Console {
  readonly media: MediaPort
  readonly warmLines: Map<string, WarmLineReport>
  /** Answers at the server and enters; resolves with the milliseconds until pictures of so many others were shown. */
  answer(line: string, callId: string, pictures: number): Promise<number>
  stats(): Promise<ConnectionStats>
  /** Resolves with the time (of this page) at which pictures of so many others were shown. */
  shown(pictures: number): Promise<number>
  /** Has the bandwidth of a line's path measured again and again. */
  measureBandwidth(line: string, times: number): Promise<Measured>
  close(): void
}

/** After the first time and after the last, once nothing sends any more: the parts of the session's description. */
export interface Measured {
  readonly first: number
  readonly last: number
}

export interface ConnectionStats {
  readonly ciphers: string[]
  readonly availableOutgoingBps: number
  readonly pictures: { readonly height: number; readonly decoded: number }[]
  /** Of each remote microphone: grows with what is heard. */
  readonly energies: number[]
  readonly roundTripMs: number
}

declare global {
  interface Window {
    openConsole(name: string): Console
  }
}

const connections: RTCPeerConnection[] = []
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(configuration?: RTCConfiguration) {
    super(configuration)
    connections.push(this)
  }
}

window.openConsole = (name) => {
  const socket = io({ auth: { name }, transports: ['websocket'], reconnectionDelay: 100, reconnectionDelayMax: 100 })
  const signaling: SignalingPort = {
    request: async <N extends RequestName>(event: N, payload: RequestPayload<N>) =>
      await new Promise<Answer<AnswerBody<N>>>((resolve) => {
        socket.timeout(5_000).emit(event, payload, (late: unknown, answer: Answer<AnswerBody<N>>) => {
          const message = 'No answer.'
          resolve(late === null ? answer : { ok: false, refusal: { code: 'unavailable', message } })
        })
      }),
    on: (event, listener) => {
      // The map of events is the contract's; the socket of this test is not typed by it.
      const name: string = event
      const own = listener as (notice: unknown) => void
      socket.on(name, own)
      return () => socket.off(name, own)
    },
    onConnection: (listener) => {
      const connected = () => listener('connected')
      const lost = () => listener('lost')
      socket.on('connect', connected)
      socket.on('disconnect', lost)
      return () => {
        socket.off('connect', connected)
        socket.off('disconnect', lost)
      }
    },
  }
  const media = createMedia(signaling)
  const warmLines = new Map<string, WarmLineReport>()
  media.onWarmLine((report) => warmLines.set(report.line, report))
  return {
    media,
    warmLines,
    answer: async (line, callId, pictures) => {
      const from = performance.now()
      const shown = showPictures(media, pictures)
      await socket.emitWithAck('test:answer', { line })
      media.enter(line, callId)
      return (await shown) - from
    },
    shown: async (pictures) => await showPictures(media, pictures),
    stats: readStats,
    measureBandwidth: async (line, times) => await measureBandwidth(signaling, line, times),
    close: () => {
      media.close()
      socket.close()
    },
  }
}

async function measureBandwidth(signaling: SignalingPort, line: string, times: number): Promise<Measured> {
  const session = await WarmSession.open(signaling, line, keepDevices(), () => {})
  await session.up
  const [connection] = connections.slice(-2)
  const isSending = () =>
    connection?.getTransceivers().some(({ currentDirection }) => currentDirection === 'sendonly') ?? false
  const parts = async () => {
    // What was taken up is let go of in its turn.
    while (isSending()) await new Promise((resolve) => setTimeout(resolve, 20))
    return connection?.remoteDescription?.sdp.match(/^m=/gm)?.length ?? 0
  }
  await session.measureBandwidth()
  const first = await parts()
  for (let time = 1; time < times; time += 1) await session.measureBandwidth()
  const last = await parts()
  session.close()
  // One that is closed measures nothing, and takes nothing up.
  await session.measureBandwidth()
  return { first, last }
}

/** Shows every remote camera, as a screen does, and resolves with the time at which enough of them had a first frame. */
async function showPictures(media: MediaPort, enough: number): Promise<number> {
  const shown = new Set<string>()
  return await new Promise((resolve) => {
    const show = () => {
      for (const { trackId, kind, stream } of media.remotes()) {
        if (kind === 'microphone' || document.getElementById(trackId) !== null) continue
        const video = document.createElement('video')
        video.id = trackId
        video.muted = true
        video.autoplay = true
        video.srcObject = stream
        document.body.append(video)
        video.requestVideoFrameCallback((nowMs) => {
          shown.add(trackId)
          if (shown.size < enough) return
          unlisten()
          resolve(nowMs)
        })
      }
    }
    const unlisten = media.onRemotes(show)
    show()
  })
}

async function readStats(): Promise<ConnectionStats> {
  const ciphers: string[] = []
  const pictures: { height: number; decoded: number }[] = []
  const energies: number[] = []
  let availableOutgoingBps = 0
  let roundTripMs = 0
  for (const connection of connections.filter((one) => one.connectionState === 'connected')) {
    const stats = await connection.getStats()
    stats.forEach((stat: Record<string, unknown>) => {
      if (stat['type'] === 'transport' && typeof stat['srtpCipher'] === 'string') ciphers.push(stat['srtpCipher'])
      if (stat['type'] === 'candidate-pair' && typeof stat['availableOutgoingBitrate'] === 'number') {
        availableOutgoingBps = Math.max(availableOutgoingBps, stat['availableOutgoingBitrate'])
      }
      if (stat['type'] === 'candidate-pair' && typeof stat['currentRoundTripTime'] === 'number') {
        roundTripMs = Math.max(roundTripMs, stat['currentRoundTripTime'] * 1000)
      }
      if (stat['type'] !== 'inbound-rtp') return
      if (stat['kind'] === 'audio' && typeof stat['totalAudioEnergy'] === 'number')
        energies.push(stat['totalAudioEnergy'])
      if (
        stat['kind'] === 'video' &&
        typeof stat['frameHeight'] === 'number' &&
        typeof stat['framesDecoded'] === 'number'
      ) {
        pictures.push({ height: stat['frameHeight'], decoded: stat['framesDecoded'] })
      }
    })
  }
  return { ciphers, availableOutgoingBps, pictures, energies, roundTripMs }
}
