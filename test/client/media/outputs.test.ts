import { expect } from 'chai'
import { KeptChoices } from '../../../client/media/deviceChoices.ts'
import { Output } from '../../../client/media/outputs.ts'
import type { DeviceNews } from '../../../client/models/ports.ts'

const HEADSET = { deviceId: 'headset', label: 'Poly 3200' }
const DESK = { deviceId: 'desk', label: 'Desk loudspeaker' }
const SYSTEM = { deviceId: 'default', label: 'System' }

describe('The outputs of a console', () => {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
  let choices: KeptChoices
  let sounding: { speech?: string; ringer?: string }
  let news: DeviceNews[]
  let speech: Output
  let ringer: Output
  const follow = async (outputs: readonly { deviceId: string; label: string }[]) => {
    for (const one of [speech, ringer]) await one.follow({ outputs, microphones: [] })
  }

  beforeEach(() => {
    kept.clear()
    choices = new KeptChoices(storage)
    sounding = {}
    news = []
    const tell = (one: DeviceNews) => news.push(one)
    speech = new Output('output', choices, [{ setOutput: async (id) => void (sounding.speech = id) }], tell)
    ringer = new Output('ringer', choices, [{ setOutput: async (id) => void (sounding.ringer = id) }], tell)
  })
  const choose = async (kind: 'output' | 'ringer', device: typeof HEADSET) => {
    choices.choose(kind, device)
    for (const one of [speech, ringer]) await one.choose({ outputs: [SYSTEM, HEADSET, DESK], microphones: [] })
  }

  it('ring where speech comes out until they are chosen apart', async () => {
    await choose('output', HEADSET)
    expect(sounding).to.deep.equal({ speech: 'headset', ringer: 'headset' })
    await choose('ringer', DESK)
    expect(sounding).to.deep.equal({ speech: 'headset', ringer: 'desk' })
  })

  it('go on at the system’s own when they are gone, each by itself, and come back, and say which', async () => {
    await choose('output', HEADSET)
    await choose('ringer', DESK)
    await follow([SYSTEM, DESK])
    expect(sounding).to.deep.equal({ speech: 'default', ringer: 'desk' })
    expect(news).to.deep.equal([{ kind: 'output', what: 'lost', device: 'Poly 3200', instead: 'System' }])
    await follow([SYSTEM, HEADSET, DESK])
    expect(sounding).to.deep.equal({ speech: 'headset', ringer: 'desk' })
    expect(news.at(-1)).to.deep.equal({ kind: 'output', what: 'returned', device: 'Poly 3200' })
  })

  it('tell once of one at which both sound, and know it by its name', async () => {
    await choose('output', HEADSET)
    await follow([SYSTEM])
    await follow([SYSTEM, { ...HEADSET, deviceId: 'another' }])
    expect(news.map(({ kind, what }) => `${kind} ${what}`)).to.deep.equal(['output lost', 'output returned'])
    expect(sounding).to.deep.equal({ speech: 'another', ringer: 'another' })
  })

  it('are not taken for gone where the browser shows no names to this page', async () => {
    await choose('output', HEADSET)
    await follow([])
    expect([speech.gone, ringer.gone]).to.deep.equal([false, false])
  })
})
