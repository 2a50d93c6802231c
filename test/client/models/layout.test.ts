import { expect } from 'chai'
import type { RemoteTrack } from '../../../client/models/ports.ts'
import { LEADERS } from '../../calls/demonstrationLines.ts'
import { at, by, CALL_ID, JP, JP_WATCH, KR, LineScript, US, US_ADVISER } from '../fakeLine.ts'
import { FakeClock } from '../fakeClock.ts'
import { FakeStorage } from '../fakePorts.ts'
import { createSoftphoneInTest, signIn, welcome, type SoftphoneInTest } from '../softphoneInTest.ts'

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
  const places = (): string[] => test.phone.layout.stage.value.strip.map(({ seat }) => seat.leg.person)
  beforeEach(async () => await open())
  afterEach(() => test.phone.close())

  it('has everybody in the order of the parties, whoever speaks and whoever came first', () => {
    expect(places()).to.deep.equal([JP, US, US_ADVISER].map(({ person }) => person))
    tell(script.joined(JP_WATCH))
    expect(places()).to.deep.equal([JP, JP_WATCH, US, US_ADVISER].map(({ person }) => person))
  })

  it('closes the place of who has left only after a moment', async () => {
    script.atMs = test.clock.nowMs()
    tell(script.entry(by(JP), [{ type: 'leg:left', console: JP.console, reason: 'left' }]))
    expect(places()).to.include(JP.person)
    await test.clock.pass(3_000)
    expect(places()).not.to.include(JP.person)
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
