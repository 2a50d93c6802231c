import { expect } from 'chai'
import { createDevices } from '../../../client/models/devices.ts'
import { FakeClock } from '../fakeClock.ts'
import { FakeMedia } from '../fakeMedia.ts'

describe('The choice of devices', () => {
  const make = () => {
    const media = new FakeMedia()
    const clock = new FakeClock()
    return { media, clock, devices: createDevices(media, clock) }
  }
  const LOST = { kind: 'microphone', what: 'lost', device: 'Poly 3200', instead: 'Built-in' } as const

  it('says the newest of each kind, for half a minute or until it is closed', async () => {
    const { media, clock, devices } = make()
    const said = () => devices.news.value.map(({ news }) => `${news.kind} ${news.what}`)
    media.tellDeviceNews(LOST)
    media.tellDeviceNews({ kind: 'output', what: 'lost', device: 'Poly 3200' })
    expect(said()).to.deep.equal(['output lost', 'microphone lost'])
    await clock.pass(20_000)
    media.tellDeviceNews({ kind: 'microphone', what: 'returned', device: 'Poly 3200' })
    expect(said()).to.deep.equal(['microphone returned', 'output lost'])
    await clock.pass(10_000)
    expect(said()).to.deep.equal(['microphone returned'])
    devices.news.value[0]?.dismiss()
    expect(said()).to.deep.equal([])
  })

  it('forgets what was said of a device when another is chosen', async () => {
    const { media, devices } = make()
    media.tellDeviceNews(LOST)
    await devices.choose('microphone', 'built-in')
    expect(devices.news.value).to.deep.equal([])
    expect(media.calls).to.deep.equal(['choose microphone built-in'])
  })

  it('hands on what is to be done to the sound of the microphone', async () => {
    const { media, devices } = make()
    const wanted = { ...devices.processing.value, noiseSuppression: false }
    await devices.setProcessing(wanted)
    expect(devices.processing.value).to.deep.equal(wanted)
    expect(media.processingNow).to.deep.equal(wanted)
  })

  it('has the camera run for its own person as long as they look', () => {
    const { media, devices } = make()
    devices.setPreview(true)
    devices.setPreview(false)
    devices.setPreview(false)
    expect(media.calls).to.deep.equal(['preview', 'no preview'])
  })
})
