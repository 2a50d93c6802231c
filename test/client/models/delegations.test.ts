import { expect } from 'chai'
import { LEADERS } from '../../calls/demonstrationLines.ts'
import { at, by, CALL_ID, JP, KR, KR_INTERPRETER, KR_WATCH, LineScript, US_ADVISER } from '../fakeLine.ts'
import { settled } from '../fakeClock.ts'
import { createSoftphoneInTest, signIn, welcome, type SoftphoneInTest } from '../softphoneInTest.ts'

const KR_ADVISER = at(21, 'kr-adviser', 'Yoon Hye-jin', 'adviser')
const TRACK = '0190aaaa-0000-7000-8000-00000000ee01'

describe('what others do about the microphone of a console', () => {
  let test: SoftphoneInTest
  let script: LineScript

  beforeEach(async () => {
    test = createSoftphoneInTest()
    await signIn(test)
    script = new LineScript('leaders', test.clock.nowMs())
    script.place(JP)
    script.answered(KR)
  })
  afterEach(() => test.phone.close())

  const call = () => test.phone.call
  const tell = (...entries: ReturnType<LineScript['entry']>[]) =>
    test.connection.notify('line:advanced', { line: 'leaders', entries })
  const done = (type: 'floor:given' | 'floor:released' | 'mute:asked' | 'leg:muted', who = KR_WATCH, to = KR_ADVISER) =>
    tell(script.entry(by(who), [{ type, console: to.console, person: to.person }]))
  const track = (type: 'track:muted' | 'track:unmuted') =>
    tell(script.entry({ kind: 'system', part: 'media' }, [{ type, trackId: TRACK }]))

  async function join(who = KR_ADVISER): Promise<void> {
    welcome(test, who, [{ line: LEADERS, standing: 'joins', state: script.state }])
    test.media.setLocal({ microphone: 'ready' })
    test.connection.answer('call:join', () => ({
      ok: true,
      body: { callId: CALL_ID, version: script.state.version + 1 },
    }))
    await call().join('leaders')?.()
    tell(script.joined(who), script.joined(KR_WATCH))
    const { console, person } = who
    const started = { type: 'track:started', trackId: TRACK, console, person, kind: 'microphone', muted: true } as const
    tell(script.entry({ kind: 'system', part: 'media' }, [started]))
  }

  it('an adviser comes in muted and is told so, and unmuted where they have unmuted before', async () => {
    const { enter } = test.media
    const mutedAtEntering: boolean[] = []
    test.media.enter = (line, callId) => {
      mutedAtEntering.push(test.media.local().muted)
      enter(line, callId)
    }
    await join()
    expect(mutedAtEntering, 'before anything is on the air').to.deep.equal([true])
    expect(call().news.value).to.deep.equal({ what: 'muted' })
    await call().toggleMute.value?.()
    expect([test.media.local().muted, call().news.value]).to.deep.equal([false, undefined])
    call().forget()
    await join()
    expect(test.media.local().muted, 'a page that was loaded anew').to.equal(false)
  })

  it('whoever was muted at the console that they come from is muted here, and told so, until they unmute', async () => {
    const [first, here] = [at(22, 'kr-watch', 'Park Min-jun', 'watch'), at(23, 'kr-watch', 'Park Min-jun', 'watch')]
    const moved = (from: typeof first, to: typeof first) =>
      script.entry(by(to), [
        { type: 'leg:left', console: from.console, reason: 'moved' },
        { type: 'leg:joined', leg: to, how: 'joined' },
      ])
    script.joined(first)
    script.track(first, 'microphone', true)
    welcome(test, here, [{ line: LEADERS, state: script.state }])
    test.media.setLocal({ microphone: 'ready' })
    const version = script.state.version + 1
    test.connection.answer('call:join', () => ({ ok: true, body: { callId: CALL_ID, version } }))
    await call().join('leaders')?.()
    tell(moved(first, here))
    expect([test.media.local().muted, call().news.value?.what]).to.deep.equal([true, 'still-muted'])
    const microphone = script.track(here, 'microphone', true)
    const [started] = microphone.facts
    tell(microphone)
    const news = call().news.value
    if (news?.what === 'still-muted') await news.unmute?.()
    if (started?.type === 'track:started')
      tell(script.entry({ kind: 'system', part: 'media' }, [{ type: 'track:unmuted', trackId: started.trackId }]))
    expect([test.media.local().muted, call().news.value]).to.deep.equal([false, undefined])
  })

  it('an interpreter comes in muted, and is told of it until they have a desk, which says where they are heard', async () => {
    await join(KR_INTERPRETER)
    expect([test.media.local().muted, call().news.value]).to.deep.equal([true, { what: 'muted' }])
    tell(script.desk(KR_INTERPRETER, ['ko', 'en'], 'ko'))
    expect([test.media.local().muted, call().news.value]).to.deep.equal([true, undefined])
  })

  it('the floor is offered with one click, and is theirs until they give it up, also when they let go of the key', async () => {
    await join()
    done('floor:given')
    const news = call().news.value
    expect(news?.what === 'floor' && news.by.name).to.equal(KR_WATCH.name)
    expect(test.media.local().muted, 'nobody is put on the air').to.equal(true)
    if (news?.what === 'floor') await news.unmute?.()
    expect(test.media.local().muted).to.equal(false)
    track('track:unmuted')
    expect(call().own.value?.call.floor?.person).to.equal('kr-adviser')
    expect(call().news.value?.what).to.equal('has-floor')
    await call().toggleMute.value?.()
    track('track:muted')
    const release = call().talk.value?.()
    track('track:unmuted')
    release?.()
    track('track:muted')
    const kept = call().news.value
    expect(kept?.what).to.equal('floor')
    if (kept?.what === 'floor') void kept.giveUp?.()
    await settled()
    expect(test.connection.asks('floor:release')[0]).to.include({ callId: CALL_ID, person: KR_ADVISER.person })
    done('floor:released', KR_ADVISER)
    expect(call().news.value).to.deep.equal({ what: 'muted' })
  })

  it('who is asked to mute sees by whom, and mutes or goes on with one click', async () => {
    await join()
    await call().toggleMute.value?.()
    track('track:unmuted')
    done('mute:asked', JP)
    const asked = call().news.value
    expect(asked?.what === 'asked' && asked.by).to.include({ name: JP.name, party: 'jp' })
    if (asked?.what === 'asked') asked.dismiss()
    expect(call().news.value).to.equal(undefined)
    done('mute:asked', JP)
    const again = call().news.value
    if (again?.what === 'asked') await again.mute?.()
    expect(test.media.local().muted).to.equal(true)
  })

  it('who is muted by their own party falls silent at once, sees by whom, and unmutes by themselves', async () => {
    await join()
    await call().toggleMute.value?.()
    track('track:unmuted')
    done('leg:muted')
    expect(test.media.local().muted).to.equal(true)
    const news = call().news.value
    expect(news?.what === 'muted-by' && news.by.name).to.equal(KR_WATCH.name)
    if (news?.what === 'muted-by') await news.unmute?.()
    expect(test.media.local().muted, 'also while the fact of it is under way').to.equal(false)
    track('track:unmuted')
    done('leg:muted')
    expect(test.media.local().muted, 'anew').to.equal(true)
  })

  it('offers what is possible to others, and commands it by their name', async () => {
    await join()
    tell(script.joined(US_ADVISER))
    const possible = (console: string) => {
      const leg = call().own.value?.call.legs.find((one) => one.console === console)
      return leg ? call().possible(leg) : []
    }
    expect(possible(KR.console)).to.deep.equal([])
    const { console, person } = JP
    const start = { trackId: '0190aaaa-0000-7000-8000-00000000ee02', kind: 'microphone', muted: false } as const
    tell(script.entry({ kind: 'system', part: 'media' }, [{ type: 'track:started', console, person, ...start }]))
    expect(possible(JP.console).map(({ name }) => name)).to.deep.equal(['mute:ask'])
    const under = possible(JP.console)[0]?.act()
    expect(possible(JP.console), 'its button does not vanish under the focus').to.have.length(1)
    await under
    await settled()
    expect(test.connection.asks('mute:ask')[0]).to.include({ callId: CALL_ID, person: JP.person })
  })
})
