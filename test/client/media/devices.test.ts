import { expect } from 'chai'
import { KeptChoices } from '../../../client/media/deviceChoices.ts'
import { Devices } from '../../../client/media/devices.ts'
import { stateOfError } from '../../../client/media/openDevice.ts'
import type { DeviceNews } from '../../../client/models/ports.ts'

class FakeStorage {
  readonly kept = new Map<string, string>()
  getItem = (key: string) => this.kept.get(key) ?? null
  setItem = (key: string, value: string) => void this.kept.set(key, value)
}

const failure = (name: string) => new DOMException(name, name)

/** A browser's devices: those that are plugged in, and what it says instead of opening them. */
class FakeMediaDevices extends EventTarget {
  /** By identifier; each is called as here said, or as its identifier. */
  plugged = new Set(['built-in', 'headset'])
  readonly labels = new Map<string, string>()
  readonly asked: MediaTrackConstraints[] = []
  fails: DOMException | undefined
  readonly opened: FakeTrack[] = []

  async getUserMedia({ audio, video }: { audio?: MediaTrackConstraints; video?: MediaTrackConstraints }) {
    await Promise.resolve()
    if (this.fails !== undefined) throw this.fails
    this.asked.push(audio ?? video ?? {})
    const wanted = (audio ?? video)?.deviceId
    const exact = typeof wanted === 'object' && 'exact' in wanted ? wanted.exact : undefined
    const found = exact === undefined ? [...this.plugged][0] : [...this.plugged].find((one) => one === exact)
    if (found === undefined) throw failure(exact === undefined ? 'NotFoundError' : 'OverconstrainedError')
    const track = new FakeTrack(found, this.labels.get(found) ?? found)
    this.opened.push(track)
    return { getTracks: () => [track] }
  }

  async enumerateDevices() {
    await Promise.resolve()
    return ['audioinput', 'videoinput'].flatMap((kind) =>
      [...this.plugged].map((deviceId) => ({ deviceId, kind, label: this.labels.get(deviceId) ?? deviceId })),
    )
  }
}

class FakeTrack extends EventTarget {
  readyState = 'live'
  readonly deviceId: string
  readonly label: string
  constructor(deviceId: string, label: string) {
    super()
    this.deviceId = deviceId
    this.label = label
  }
  getSettings = () => ({ deviceId: this.deviceId })
  stop(): void {
    this.readyState = 'ended'
  }
  pullOut(): void {
    this.readyState = 'ended'
    this.dispatchEvent(new Event('ended'))
  }
}

describe('The devices of a console', () => {
  let browser: FakeMediaDevices
  let storage: FakeStorage
  let devices: Devices
  const make = (handOver?: () => Promise<unknown>) => {
    const made = new Devices(browser as unknown as MediaDevices, new KeptChoices(storage), handOver)
    made.news.on((one) => news.push(one))
    return made
  }
  const news: DeviceNews[] = []
  /** Something was plugged in or out, and the console has looked at what there is. */
  const plug = async (plugged: readonly string[]): Promise<void> => {
    browser.plugged = new Set(plugged)
    const listed = new Promise<void>((resolve) => {
      const unlisten = devices.listed.on(() => {
        unlisten()
        resolve()
      })
    })
    browser.dispatchEvent(new Event('devicechange'))
    await listed
  }
  const opened = () => browser.opened.map(({ deviceId, readyState }) => [deviceId, readyState])
  const becomes = async (state: string) => {
    while (devices.state('microphone') !== state) {
      await new Promise<void>((resolve) => {
        const unlisten = devices.changed.on(() => {
          unlisten()
          resolve()
        })
      })
    }
  }

  beforeEach(() => {
    browser = new FakeMediaDevices()
    storage = new FakeStorage()
    news.length = 0
    devices = make()
  })
  afterEach(() => devices.close())

  it('say in one word what keeps a device from being opened, and never reject', async () => {
    for (const [name, state] of [
      ['NotFoundError', 'none'],
      ['NotAllowedError', 'refused'],
      ['NotReadableError', 'busy'],
    ] as const) {
      browser.fails = failure(name)
      expect(await devices.open('camera')).to.equal(state)
      expect(devices.track('camera')).to.equal(undefined)
    }
    expect(stateOfError('odd')).to.equal('busy')
    const insecure = new Devices(undefined, new KeptChoices(storage))
    expect(await insecure.open('microphone')).to.equal('refused')
  })

  it('are opened once, however often they are asked for at once', async () => {
    await Promise.all([devices.open('microphone'), devices.open('microphone')])
    await devices.open('microphone')
    expect(browser.opened).to.have.length(1)
  })

  it('change without a gap: the old one stops when the new one runs, and the choice outlives the page', async () => {
    await devices.open('microphone')
    await devices.choose('microphone', 'headset')
    expect(browser.opened.map(({ deviceId, readyState }) => [deviceId, readyState])).to.deep.equal([
      ['built-in', 'ended'],
      ['headset', 'live'],
    ])
    expect((await devices.list()).chosen).to.deep.equal({ microphone: 'headset' })
    devices.close()
    devices = make()
    await devices.open('microphone')
    expect(browser.opened.at(-1)?.deviceId).to.equal('headset')
  })

  it('fall back to any other when the chosen one is gone, and when one is pulled out', async () => {
    await devices.open('microphone')
    await devices.choose('microphone', 'headset')
    browser.plugged.delete('headset')
    browser.opened.at(-1)?.pullOut()
    expect(devices.state('microphone'), 'said at once').to.equal('none')
    await becomes('other')
    expect(browser.opened.at(-1)?.deviceId).to.equal('built-in')
    devices.setSilent(true)
    devices.setSilent(false)
    expect(devices.state('microphone'), 'it is still another one').to.equal('other')
    await devices.choose('microphone', 'built-in')
    expect(devices.state('microphone'), 'chosen is chosen').to.equal('ready')
  })

  it('are missed also where one rests and is pulled out: a camera between two calls', async () => {
    const told = async (): Promise<void> => {
      const listed = new Promise<void>((resolve) => {
        const unlisten = devices.listed.on(() => {
          unlisten()
          resolve()
        })
      })
      browser.dispatchEvent(new Event('devicechange'))
      await listed
    }
    await devices.open('camera')
    devices.rest('camera')
    await told()
    expect(devices.state('camera'), 'it is there').to.equal('ready')
    browser.plugged.delete('built-in')
    await told()
    expect(devices.state('camera'), 'there is another').to.equal('other')
    await devices.open('camera')
    devices.rest('camera')
    browser.plugged.clear()
    await told()
    expect(devices.state('camera')).to.equal('none')
    expect(browser.opened, 'none was opened to see').to.have.length(2)
  })

  it('are found by themselves when they are plugged in', async () => {
    browser.plugged.clear()
    expect(await devices.open('microphone')).to.equal('none')
    browser.plugged.add('headset')
    browser.dispatchEvent(new Event('devicechange'))
    await becomes('ready')
  })

  it('let go of the old one only when the new one is on the air', async () => {
    const { promise: onTheAir, resolve } = Promise.withResolvers<void>()
    devices.close()
    devices = make(() => onTheAir)
    await devices.open('microphone')
    const choosing = devices.choose('microphone', 'headset')
    while (devices.track('microphone') === (browser.opened[0] as unknown)) await Promise.resolve()
    expect(opened()).to.deep.equal([
      ['built-in', 'live'],
      ['headset', 'live'],
    ])
    resolve()
    await choosing
    expect(browser.opened[0]?.readyState).to.equal('ended')
  })

  it('stay as they are where the chosen one does not open, and say so', async () => {
    await devices.open('microphone')
    browser.fails = failure('NotReadableError')
    await devices.choose('microphone', 'headset')
    expect(opened()).to.deep.equal([['built-in', 'live']])
    expect(devices.state('microphone')).to.equal('ready')
    expect(news).to.deep.equal([{ kind: 'microphone', what: 'kept', device: 'headset', instead: 'built-in' }])
  })

  it('follow a headset that was pulled out, take it back when it returns, and say which', async () => {
    await devices.open('microphone')
    await devices.choose('microphone', 'headset')
    browser.plugged.delete('headset')
    browser.opened.at(-1)?.pullOut()
    await becomes('other')
    await plug(['built-in'])
    expect(news).to.deep.equal([{ kind: 'microphone', what: 'lost', device: 'headset', instead: 'built-in' }])
    await plug(['built-in', 'headset'])
    expect(devices.state('microphone')).to.equal('ready')
    expect(opened().slice(-2)).to.deep.equal([
      ['built-in', 'ended'],
      ['headset', 'live'],
    ])
    expect(news.at(-1)).to.deep.equal({ kind: 'microphone', what: 'returned', device: 'headset' })
  })

  it('know a chosen one by its name where it comes back under another identifier', async () => {
    browser.labels.set('headset', 'Poly 3200').set('new', 'Poly 3200')
    await devices.open('microphone')
    await devices.choose('microphone', 'headset')
    browser.opened.at(-1)?.pullOut()
    await plug(['built-in'])
    await plug(['built-in', 'new'])
    expect(browser.opened.at(-1)?.deviceId).to.equal('new')
    devices.close()
    devices = make()
    await devices.open('microphone')
    expect(browser.opened.at(-1)?.deviceId, 'also when the page is loaded anew').to.equal('new')
  })

  it('take back what nobody had chosen and was simply there', async () => {
    await plug(['headset', 'built-in'])
    await devices.open('microphone')
    browser.plugged.delete('headset')
    browser.opened.at(-1)?.pullOut()
    await becomes('other')
    await plug(['headset', 'built-in'])
    expect(browser.opened.at(-1)?.deviceId).to.equal('headset')
    expect(news.map(({ what }) => what)).to.deep.equal(['lost', 'returned'])
  })

  it('say at the first opening that the chosen one is missing, and once only', async () => {
    await devices.choose('camera', 'headset')
    await plug(['built-in'])
    for (const _ of [1, 2]) {
      expect(await devices.open('camera')).to.equal('other')
      devices.rest('camera')
    }
    expect(news).to.deep.equal([{ kind: 'camera', what: 'lost', device: 'headset', instead: 'built-in' }])
    await plug(['built-in', 'headset'])
    expect(devices.state('camera'), 'it is there, and still rests').to.equal('ready')
    expect(news.at(-1)?.what).to.equal('returned')
    await devices.open('camera')
    expect(browser.opened.at(-1)?.deviceId).to.equal('headset')
  })

  it('open the microphone once more for another processing, which outlives the page', async () => {
    await devices.open('microphone')
    const processing = { noiseSuppression: false, echoCancellation: true, autoGainControl: false }
    await devices.process(processing)
    expect(opened()).to.deep.equal([
      ['built-in', 'ended'],
      ['built-in', 'live'],
    ])
    expect(browser.asked.at(-1)).to.include({ ...processing, channelCount: 1 })
    expect(new KeptChoices(storage).processing).to.deep.equal(processing)
  })

  it('are as silent or not as the one that is in use', async () => {
    await devices.open('microphone')
    devices.setSilent(true)
    await devices.choose('microphone', 'headset')
    expect(devices.state('microphone'), 'the other one has not been heard yet').to.equal('ready')
    devices.setSilent(true)
    expect(devices.state('microphone')).to.equal('silent')
  })

  it('take what is kept of choices as nothing when it is not what was kept', () => {
    storage.kept.set('ringdown.devices', '{"microphone": 7}')
    expect(new KeptChoices(storage).all).to.deep.equal({})
    storage.kept.set('ringdown.devices', 'no JSON')
    expect(new KeptChoices(storage).all).to.deep.equal({})
  })
})
