import { expect } from 'chai'
import type { RemoteTrack } from '../../../client/models/ports.ts'
import { LEADERS } from '../../calls/demonstrationLines.ts'
import { at, by, CALL_ID, JP, JP_WATCH, KR, LineScript, US, US_ADVISER } from '../fakeLine.ts'
import { FakeClock } from '../fakeClock.ts'
import { FakeStorage } from '../fakePorts.ts'
import { createSoftphoneInTest, signIn, welcome, type SoftphoneInTest } from '../softphoneInTest.ts'

const KR_ADVISER = at(21, 'kr-adviser', 'Yoon Hye-jin', 'adviser')

describe('the layout of a call', () => {
  let test: SoftphoneInTest
  let script: LineScript

  const remote = (who: typeof KR, kind: 'camera' | 'screen'): RemoteTrack => ({
    ...{ line: 'leaders', callId: CALL_ID, console: who.console, trackId: `${kind} of ${who.person}`, kind },
    ...{ muted: false, stream: {} as MediaStream },
  })
  const tell = (...entries: ReturnType<LineScript['entry']>[]): void =>
    test.connection.notify('line:advanced', { line: 'leaders', entries })

  const open = async (storage = new FakeStorage()): Promise<void> => {
    test = createSoftphoneInTest(new FakeClock(), storage)
    await signIn(test)
    script = new LineScript('leaders', test.clock.nowMs())
    welcome(test, KR, [{ line: LEADERS, state: script.state }])
    tell(script.place(US), script.answered(KR), script.answered(JP), script.joined(US_ADVISER))
    test.connection.answer('call:join', () => ({ ok: true, body: { callId: CALL_ID, version: script.state.version } }))
    await test.phone.call.join('leaders')?.()
    test.media.setRemotes([remote(US, 'camera'), remote(JP, 'camera'), remote(US_ADVISER, 'camera')])
  }
  const shown = (): string[] =>
    test.media.remoteTracks.flatMap(({ trackId }) => {
      const size = test.media.shown(trackId)
      return size === undefined ? [] : [`${trackId} ${size}`]
    })
  const large = (): string[] => test.phone.layout.stage.value.large.map(({ key }) => key)
  const places = (): string[] => test.phone.layout.placed.value.map((tile) => tile?.seat.leg.person ?? 'free')
  const named = (...people: readonly (typeof KR)[]): string[] => people.map(({ person }) => person)
  const leaves = async (who: typeof KR): Promise<void> => {
    script.atMs = test.clock.nowMs()
    tell(script.entry(by(who), [{ type: 'leg:left', console: who.console, reason: 'left' }]))
    await test.clock.pass(3_000)
  }
  beforeEach(async () => await open())
  afterEach(() => test.phone.close())

  it('has everybody in the order of the parties, whoever speaks and whoever came first', () => {
    expect(places()).to.deep.equal([JP, US, US_ADVISER].map(({ person }) => person))
  })

  it('lets nobody jump when others come and go, as long as the grid has the same shape', async () => {
    tell(script.joined(JP_WATCH))
    expect(places(), 'the last place').to.deep.equal(named(JP, US, US_ADVISER, JP_WATCH))
    await leaves(US)
    expect(places(), 'nobody moves up').to.deep.equal(['jp-principal', 'free', 'us-adviser', 'jp-watch'])
    tell(script.joined(KR_ADVISER))
    expect(places(), 'the free place').to.deep.equal(named(JP, KR_ADVISER, US_ADVISER, JP_WATCH))
    await leaves(JP_WATCH)
    expect(places(), 'the last place is closed, where the grid is the same').to.deep.equal(
      named(JP, KR_ADVISER, US_ADVISER),
    )
    await leaves(JP)
    expect(places(), 'another grid: all in the order of the parties').to.deep.equal(named(KR_ADVISER, US_ADVISER))
  })

  it('lets nobody jump in the strip below a large picture either', async () => {
    test.phone.layout.pin(`camera ${US.console}`)
    await leaves(JP)
    tell(script.joined(KR_ADVISER), script.joined(JP_WATCH))
    expect(places()).to.deep.equal(named(KR_ADVISER, US, US_ADVISER, JP_WATCH))
  })

  it('closes the place of who has left only after a moment', async () => {
    script.atMs = test.clock.nowMs()
    tell(script.entry(by(JP), [{ type: 'leg:left', console: JP.console, reason: 'left' }]))
    expect(places()).to.include(JP.person)
    await test.clock.pass(3_000)
    expect(places()).not.to.include(JP.person)
  })

  it('pins one after the other by a key, and nobody after the last', () => {
    const pinned = [JP, US, US_ADVISER].map(({ console }) => [`camera ${console}`])
    for (const tiles of [...pinned, [], pinned[0]]) {
      test.keyboard.down('KeyP')
      test.keyboard.up('KeyP')
      expect(large()).to.deep.equal(tiles)
    }
    test.phone.layout.pin(`camera ${US.console}`)
    test.keyboard.down('KeyP')
    expect(large(), 'all of several').to.deep.equal([])
  })

  it('has all pictures sent in full in a small grid, and none of them with sound alone', () => {
    expect(large()).to.deep.equal([])
    expect(shown().every((one) => one.endsWith(' full'))).to.equal(true)
    expect(shown()).to.have.length(3)
    test.phone.layout.choose('audio')
    expect(shown()).to.deep.equal([])
    expect(places()).to.have.length(3)
  })

  it('shows in the layout of speakers one large and the others small', () => {
    test.phone.layout.choose('speaker')
    expect(large()).to.deep.equal([`camera ${JP.console}`])
    expect(shown()).to.have.members([
      'camera of jp-principal full',
      'camera of us-principal small',
      'camera of us-adviser small',
    ])
    expect(places(), 'who is large keeps their place').to.have.length(3)
  })

  it('shows a screen large in any layout with pictures, and what is pinned instead of it', () => {
    test.media.setRemotes([...test.media.remoteTracks, remote(US, 'screen')])
    expect(large()).to.deep.equal([`screen ${US.console}`])
    test.phone.layout.pin(`camera ${JP.console}`)
    test.phone.layout.pin(`camera ${US.console}`)
    expect(large()).to.deep.equal([`camera ${JP.console}`, `camera ${US.console}`])
    expect(shown()).not.to.include('screen of us-principal full')
    test.phone.layout.pin(`camera ${JP.console}`)
    test.phone.layout.pin(`camera ${US.console}`)
    expect(large()).to.deep.equal([`screen ${US.console}`])
  })

  it('keeps a pin for as long as its person is there', async () => {
    test.phone.layout.pin(`camera ${JP.console}`)
    script.atMs = test.clock.nowMs()
    tell(script.entry(by(JP), [{ type: 'leg:left', console: JP.console, reason: 'left' }]))
    await test.clock.pass(3_000)
    tell(script.joined(JP))
    expect(large()).to.deep.equal([])
  })

  it('has nothing sent that is scrolled out of view, nor to a hidden page, but to a window of its own', () => {
    test.phone.layout.see(`camera ${JP.console}`, false)
    expect(shown()).to.have.length(2)
    test.phone.layout.see(`camera ${JP.console}`, true)
    test.phone.layout.enlarge(`camera ${US.console}`, true)
    test.attention.hide(true)
    expect(shown()).to.deep.equal(['camera of us-principal full'])
    test.attention.hide(false)
    expect(shown()).to.have.length(3)
    test.phone.layout.enlarge(`camera ${US.console}`, false)
    test.place.go('/settings')
    expect(shown()).to.deep.equal([])
    test.place.go('/')
    expect(shown()).to.have.length(3)
  })

  it('has less sent of each the more there are', () => {
    const more = Array.from({ length: 3 }, (_none, n) => at(40 + n, `jp-adviser-${n}`, `Adviser ${n}`, 'adviser'))
    tell(...more.map((who) => script.joined(who)))
    test.media.setRemotes([...test.media.remoteTracks, ...more.map((who) => remote(who, 'camera'))])
    expect(shown().every((one) => one.endsWith(' medium'))).to.equal(true)
  })

  it('is of the call in which it was chosen, and what the next one begins with', async () => {
    test.phone.layout.choose('speaker')
    test.storage.write(`ringdown.layout/${KR.person}`, {
      ...{ layout: 'audio', selfView: true },
      inCalls: [[CALL_ID, 'speaker']],
    })
    const { storage } = test
    test.phone.close()
    await open(storage)
    expect(test.phone.layout.layout.value, 'this call').to.equal('speaker')
    test.phone.call.forget()
    expect(test.phone.layout.layout.value, 'the next one').to.equal('audio')
  })

  it('is kept for its person, with whether they see themselves, and changed by a key', async () => {
    test.keyboard.down('KeyL')
    test.keyboard.down('KeyS')
    const { storage } = test
    test.phone.close()
    await open(storage)
    expect(test.phone.layout.layout.value).to.equal('speaker')
    expect(test.phone.layout.selfView.value).to.equal(false)
  })
})
