import { expect } from 'chai'
import { ADVISERS, LEADERS } from '../../calls/demonstrationLines.ts'
import { at, by, CALL_ID, JP, KR, LineScript, OTHER_CALL_ID, SERVER, US, US_ADVISER } from '../fakeLine.ts'
import { createSoftphoneInTest, signIn, welcome, type SoftphoneInTest } from '../softphoneInTest.ts'

describe('the sounds of a call', () => {
  let test: SoftphoneInTest
  let script: LineScript

  beforeEach(async () => {
    test = createSoftphoneInTest()
    await signIn(test)
    script = new LineScript('leaders', test.clock.nowMs())
    welcome(test, KR, [{ line: LEADERS }, { line: ADVISERS }])
    test.connection.answer('call:place', () => ({ ok: true, body: { callId: CALL_ID, version: 1 } }))
    await test.phone.call.place('leaders')?.('routine', 'real')
    tell(script.place(KR), script.record())
    mark()
  })
  afterEach(() => test.phone.close())

  const tell = (...entries: ReturnType<LineScript['entry']>[]) =>
    test.connection.notify('line:advanced', { line: 'leaders', entries })
  const mark = (): void => {
    const atMs = test.clock.nowMs()
    const about = { line: 'leaders', callId: CALL_ID, state: 'on' as const, tracks: 0 }
    test.connection.notify('recording:marked', { ...about, atMs, safeUpToMs: atMs - 100 })
  }
  /** Time passes for the console and for its line, whose recording goes on. */
  const pass = async (ms: number): Promise<void> => {
    await test.clock.pass(ms)
    mark()
    script.atMs = test.clock.nowMs()
  }
  const cues = () => test.media.calls.filter((name) => name.startsWith('cue ')).map((name) => name.slice(4))
  const away = (who: typeof KR) => [{ type: 'leg:away', console: who.console, reason: 'console-lost' } as const]
  const left = (who: typeof KR) => [{ type: 'leg:left', console: who.console, reason: 'left' } as const]
  const ended = () => tell(script.entry(by(US), [{ type: 'call:ended', reason: 'ended' }]))

  it('are none for oneself, and one for each of the others who comes, goes, is lost and comes back', async () => {
    expect(cues()).to.deep.equal([])
    tell(script.answered(JP))
    expect(cues()).to.deep.equal(['joined'])
    await pass(1_600)
    tell(script.entry(SERVER, away(JP)))
    expect(cues()).to.deep.equal(['joined', 'left'])
    await pass(1_600)
    tell(script.joined(JP))
    await pass(1_600)
    tell(script.entry(by(JP), left(JP)))
    expect(cues()).to.deep.equal(['joined', 'left', 'joined', 'left'])
  })

  it('are none for the same person at another console', async () => {
    await pass(1_600)
    tell(script.joined({ ...KR, console: at(12, 'kr-principal', '', 'principal').console }))
    expect(cues()).to.deep.equal([])
  })

  it('are one for people who come together, and none for who is put on hold', async () => {
    tell(script.answered(JP), script.answered(US), script.joined(US_ADVISER))
    expect(cues()).to.deep.equal(['joined'])
    await pass(1_600)
    tell(script.entry(by(JP), [{ type: 'leg:held', console: JP.console, reason: 'asked' }]))
    expect(cues()).to.deep.equal(['joined'])
  })

  it('are none for what a console hears of when it is long over: reloaded, or connected again', async () => {
    script.answered(JP)
    await pass(4_000)
    script.atMs -= 4_000
    welcome(test, KR, [{ line: LEADERS, state: script.state }, { line: ADVISERS }])
    expect(test.phone.call.own.value?.call.legs).to.have.length(2)
    expect(cues()).to.deep.equal([])

    const { state } = script
    test.phone.close()
    test = createSoftphoneInTest()
    await signIn(test)
    script.state = state
    welcome(test, KR, [{ line: LEADERS, state }, { line: ADVISERS }])
    test.connection.answer('call:join', () => ({ ok: true, body: { callId: CALL_ID, version: state.version } }))
    await test.phone.call.join('leaders')?.()
    expect(test.phone.call.own.value?.call.callId).to.equal(CALL_ID)
    expect(cues(), 'it has come into a call in which others are').to.deep.equal([])
  })

  it('say once that the recording has stopped, when the call is over and not when one leaves it', async () => {
    tell(script.answered(JP))
    await pass(1_600)
    ended()
    expect(cues()).to.deep.equal(['joined', 'recording-stopped'])
    welcome(test, KR, [{ line: LEADERS, state: script.state }, { line: ADVISERS }])
    expect(cues(), 'told again').to.have.length(2)
  })

  it('leave the end of one’s own part unsaid, of which the recording is not over', async () => {
    tell(script.answered(JP))
    await pass(1_600)
    tell(script.entry(by(KR), left(KR)))
    expect(test.phone.call.own.value).to.equal(undefined)
    expect(cues()).to.deep.equal(['joined'])
  })

  it('do not say that a recording has stopped which had failed before, of which the alarm has told', async () => {
    tell(script.entry({ kind: 'system', part: 'recording' }, [{ type: 'recording:failed', cause: 'disk is full' }]))
    ended()
    expect(cues()).to.deep.equal([])
  })

  it('are none over the alarm of a recording that is not safe, which cannot be switched off', async () => {
    await test.clock.pass(2_600)
    expect(test.media.alarmOn).to.equal(true)
    script.atMs = test.clock.nowMs()
    tell(script.answered(JP))
    expect(cues()).to.deep.equal([])
  })

  it('are none over a ring', () => {
    const rung = { ...ADVISERS, standings: { ...ADVISERS.standings, principal: 'rung' as const } }
    welcome(test, KR, [{ line: LEADERS, state: script.state }, { line: rung }])
    const other = new LineScript('advisers', test.clock.nowMs())
    const entries = [other.place(JP, { callId: OTHER_CALL_ID }), other.ring('kr', [KR], 1, OTHER_CALL_ID)]
    test.connection.notify('line:advanced', { line: 'advisers', entries })
    expect(test.phone.rings.incoming.value).to.have.length(1)
    tell(script.answered(US))
    expect(cues()).to.deep.equal([])
  })

  it('are switched off one by one, for good, and played in the settings outside a call alone', async () => {
    const { settings, callSounds } = test.phone
    settings.setSounds('joined', false)
    tell(script.answered(JP))
    await pass(1_600)
    expect(callSounds.hear.value, 'in a call').to.equal(undefined)
    ended()
    expect(cues()).to.deep.equal(['recording-stopped'])
    await callSounds.hear.value?.('joined')
    await callSounds.hear.value?.('flash')
    expect(test.media.calls.filter((name) => name.startsWith('hear'))).to.deep.equal(['hear joined', 'hear flash'])
    settings.setTheme('dark')
    expect(test.storage.read('ringdown.settings')).to.deep.equal({ theme: 'dark', silent: ['joined'] })
    settings.setSounds('joined', true)
    expect(settings.settings.value.silent).to.deep.equal([])
  })
})
