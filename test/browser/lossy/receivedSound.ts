import type { BrowserContext, Page } from 'playwright-core'

/** What a page has received of voices so far, in packets (Identifiers for WebRTC's Statistics API, `inbound-rtp`). */
export interface ReceivedSound {
  readonly received: number
  readonly lost: number
  /** The lost ones that were put back from what the next packet says of them (RFC 6716, 2.1.7). */
  readonly corrected: number
}

declare global {
  interface Window {
    keptConnections?: RTCPeerConnection[]
  }
}

/** Keeps the connections of every page of this context where `receivedSound` finds them. */
export async function keepConnections(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const connections: RTCPeerConnection[] = []
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        connections.push(this)
      }
    }
    window.keptConnections = connections
  })
}

export async function receivedSound(page: Page): Promise<ReceivedSound> {
  return await page.evaluate(async () => {
    const connections = window.keptConnections ?? []
    const sum = { received: 0, lost: 0, corrected: 0 }
    for (const stats of await Promise.all(connections.map(async (one) => await one.getStats()))) {
      stats.forEach((stat: Record<string, unknown>) => {
        if (stat['type'] !== 'inbound-rtp' || stat['kind'] !== 'audio') return
        const count = (name: string) => Number(stat[name] ?? 0)
        sum.received += count('packetsReceived')
        sum.lost += count('packetsLost')
        sum.corrected += count('fecPacketsReceived') - count('fecPacketsDiscarded')
      })
    }
    return sum
  })
}
