import { expect } from 'chai'
import { KeptChoices } from '../../../client/media/deviceChoices.ts'
import { Devices, stateOfError } from '../../../client/media/devices.ts'

class FakeStorage {
  readonly kept = new Map<string, string>()
  getItem = (key: string) => this.kept.get(key) ?? null
  setItem = (key: string, value: string) => void this.kept.set(key, value)
}

const failure = (name: string) => new DOMException(name, name)

/** A browser's devices: those that are plugged in, and what it says instead of opening them. */
class FakeMediaDevices extends EventTarget {
  plugged = new Set(['built-in', 'headset'])
  fails: DOMException | undefined
  readonly opened: FakeTrack[] = []

  async getUserMedia({ audio, video }: { audio?: MediaTrackConstraints; video?: MediaTrackConstraints }) {
    await Promise.resolve()
    if (this.fails !== undefined) throw this.fails
    const wanted = (audio ?? video)?.deviceId
    const exact = typeof wanted === 'object' && 'exact' in wanted ? wanted.exact : undefined
    const found = exact === undefined ? [...this.plugged][0] : [...this.plugged].find((one) => one === exact)
    if (found === undefined) throw failure(exact === undefined ? 'NotFoundError' : 'OverconstrainedError')
    const track = new FakeTrack(found)
    this.opened.push(track)
    return { getTracks: () => [track] }
  }

  async enumerateDevices() {
    await Promise.resolve()
    return ['audioinput', 'videoinput'].flatMap((kind) =>
      [...this.plugged].map((deviceId) => ({ deviceId, kind, label: deviceId })),
    )
  }
}

class FakeTrack extends EventTarget {
  readyState = 'live'
  readonly deviceId: string
  constructor(deviceId: string) {
    super()
    this.deviceId = deviceId
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
  const make = () => new Devices(browser as unknown as MediaDevices, new KeptChoices(storage))
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

  it('take what is kept of choices as nothing when it is not what was kept', () => {
    storage.kept.set('ringdown.devices', '{"microphone": 7}')
    expect(new KeptChoices(storage).all).to.deep.equal({})
    storage.kept.set('ringdown.devices', 'no JSON')
    expect(new KeptChoices(storage).all).to.deep.equal({})
  })
})
