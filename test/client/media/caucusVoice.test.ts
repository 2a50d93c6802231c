import { expect } from 'chai'
import { CaucusVoice } from '../../../client/media/caucusVoice.ts'
import { FakeTrack } from './fakeTrack.ts'

describe('the microphone in a caucus', () => {
  let microphone: FakeTrack | undefined
  let voice: CaucusVoice

  beforeEach(() => {
    microphone = new FakeTrack()
    voice = new CaucusVoice(() => microphone as unknown as MediaStreamTrack | undefined)
  })

  it('is on though the floor’s is switched off', () => {
    if (microphone) microphone.enabled = false
    const { track, muted } = voice.wanted(false)
    expect([track?.enabled, muted]).to.deep.equal([true, false])
    expect(voice.wanted(true)).to.deep.equal({ track, muted: true })
    expect(voice.track(), 'it is the same track').to.equal(track)
  })

  it('follows another microphone, and has nothing to send while there is none', () => {
    const before = voice.track()
    microphone = new FakeTrack()
    expect([voice.track()?.readyState, before?.readyState]).to.deep.equal(['live', 'ended'])
    microphone = undefined
    expect(voice.wanted(false)).to.deep.equal({ muted: true })
  })

  it('keeps no device open when it is over', () => {
    const track = voice.track()
    voice.close()
    expect(track?.readyState).to.equal('ended')
  })
})
