import { expect } from 'chai'
import { Speech } from '../../../client/media/speech.ts'
import { FakeTrack } from './fakeTrack.ts'

describe('the speech of a console', () => {
  let microphone: FakeTrack
  let followed: string[]
  let speech: Speech

  beforeEach(() => {
    microphone = new FakeTrack()
    followed = []
    speech = new Speech(
      () => microphone as unknown as MediaStreamTrack,
      async (kind, channel) => void followed.push(channel === undefined ? kind : `${kind} ${channel}`),
    )
  })

  const sent = () => ({
    floor: speech.wanted('microphone')?.muted === false,
    caucus: speech.wanted('caucus')?.muted === false,
  })

  it('goes to the floor or into the caucus, and comes back to the floor by its person alone', async () => {
    expect(sent()).to.deep.equal({ floor: true, caucus: false })
    const follow = speech.setCaucus(true)
    expect(microphone.enabled, 'silence on the floor begins at its source').to.equal(false)
    expect([sent(), speech.muted]).to.deep.equal([{ floor: false, caucus: true }, false])
    await follow?.()
    expect(followed).to.deep.equal(['microphone', 'caucus'])
    await speech.setMuted(true)
    expect([sent(), followed.at(-1), speech.silent]).to.deep.equal([{ floor: false, caucus: false }, 'caucus', true])
    await speech.setMuted(false)
    speech.setCaucus(false)
    expect([sent(), speech.muted, microphone.enabled]).to.deep.equal([{ floor: false, caucus: false }, true, false])
    expect(speech.setCaucus(false), 'they are out of it').to.equal(undefined)
    await speech.setMuted(false)
    expect([sent(), followed.at(-1)]).to.deep.equal([{ floor: true, caucus: false }, 'microphone'])
  })

  it('is of one call: what was muted in it is not in the next, and nothing keeps the microphone open', async () => {
    speech.setCaucus(true)
    const [inCaucus] = [speech.wanted('caucus')?.track]
    expect(speech.rest(), 'the meter hears another').to.equal(true)
    expect([inCaucus?.readyState, sent()]).to.deep.equal(['ended', { floor: true, caucus: false }])
    await speech.setMuted(true)
    expect(speech.rest()).to.equal(false)
    expect(speech.muted).to.equal(false)
  })

  it('of who interprets is silent where nothing goes anywhere', async () => {
    await speech.setMuted(true)
    await speech.interpret([{ channel: 'ko', muted: false }])
    expect([speech.silent, speech.wanted('interpretation', 'ko')?.muted]).to.deep.equal([false, false])
    await speech.interpret([{ channel: 'ko', muted: true }])
    expect(speech.silent).to.equal(true)
    expect(speech.metered(), 'it is heard by the meter all the same').not.to.equal(undefined)
  })
})
