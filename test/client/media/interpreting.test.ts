import { expect } from 'chai'
import { Interpreting } from '../../../client/media/interpreting.ts'
import { FakeTrack } from './fakeTrack.ts'

describe('the speech that goes into channels', () => {
  let microphone: FakeTrack | undefined
  let interpreting: Interpreting
  const followed: string[] = []

  beforeEach(() => {
    microphone = new FakeTrack()
    followed.length = 0
    interpreting = new Interpreting(
      () => microphone as unknown as MediaStreamTrack | undefined,
      async (channel) => void followed.push(channel),
    )
  })

  const wanted = (channel: string) => {
    const now = interpreting.wanted(channel)
    return now && { track: now.track as unknown as FakeTrack | undefined, muted: now.muted }
  }
  const running = () => microphone?.copies.filter(({ readyState }) => readyState === 'live').length
  const into = async (live?: string) =>
    await interpreting.set(['ko', 'en'].map((channel) => ({ channel, muted: channel !== live })))

  it('is of a copy for each channel, on though the floor is muted, and off at the source where it is muted', async () => {
    if (microphone) microphone.enabled = false
    await into('ko')
    const [ko, en] = [wanted('ko'), wanted('en')]
    expect([ko?.muted, en?.muted]).to.deep.equal([false, true])
    expect(ko?.track, 'each is switched off by itself').not.to.equal(en?.track)
    expect([ko?.track?.enabled, en?.track?.enabled]).to.deep.equal([true, false])
    expect(followed).to.deep.equal(['ko', 'en'])
    await into()
    expect(ko?.track?.enabled, 'before anybody is asked').to.equal(false)
    expect(wanted('ko')?.track, 'it is the same track').to.equal(ko?.track)
    expect(interpreting.speaks).to.equal(false)
  })

  it('follows another microphone, and has nothing to send while there is none', async () => {
    await into('ko')
    const before = wanted('ko')?.track
    microphone = new FakeTrack()
    const after = wanted('ko')?.track
    expect([before?.readyState, after?.readyState]).to.deep.equal(['ended', 'live'])
    microphone = undefined
    expect(wanted('ko')).to.deep.equal({ track: undefined, muted: true })
  })

  it('is metered by a copy that is never switched off, and by none where nothing goes into any channel', async () => {
    expect(interpreting.metered()).to.equal(undefined)
    await into()
    expect(interpreting.metered()?.enabled).to.equal(true)
  })

  it('keeps no device open for a channel that is given up, nor after the call', async () => {
    await into('ko')
    interpreting.metered()
    for (const channel of ['ko', 'en']) wanted(channel)
    expect(running()).to.equal(3)
    await interpreting.set([{ channel: 'en', muted: false }])
    expect([running(), wanted('ko')]).to.deep.equal([2, undefined])
    interpreting.rest()
    expect(running()).to.equal(0)
    await into('ko')
    await interpreting.set([])
    expect(running()).to.equal(0)
  })
})
