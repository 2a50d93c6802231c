import { expect } from 'chai'
import { LEADERS } from '../../calls/demonstrationLines.ts'
import { by, CALL_ID, JP, KR, KR_INTERPRETER, LineScript, SERVER, US, US_ADVISER, US_INTERPRETER } from '../fakeLine.ts'
import { createSoftphoneInTest, signIn, welcome, type SoftphoneInTest } from '../softphoneInTest.ts'

/** A Korean interpreter in a call, and an American one who works on the same languages. */
describe('the desk of an interpreter', () => {
  let test: SoftphoneInTest
  let script: LineScript

  beforeEach(async () => {
    test = createSoftphoneInTest()
    await signIn(test)
    script = new LineScript('leaders', test.clock.nowMs())
    script.place(KR)
    for (const who of [JP, US, KR_INTERPRETER, US_INTERPRETER]) script.joined(who)
    welcome(test, KR_INTERPRETER, [{ line: LEADERS, standing: 'joins', state: script.state }])
    const answer = () => ({ ok: true, body: { callId: CALL_ID, version: script.state.version } }) as const
    for (const name of [
      ...(['call:join', 'desk:take', 'desk:turn', 'desk:leave', 'channel:offer', 'channel:keep'] as const),
      ...(['channel:take', 'mode:set', 'turn:set'] as const),
    ])
      test.connection.answer(name, answer)
    await test.phone.call.join('leaders')?.()
    test.media.setLocal({ microphone: 'ready', muted: true })
    test.connection.asked.length = 0
  })
  afterEach(() => test.phone.close())

  const desk = () => test.phone.interpretation.desk
  const tell = (...entries: ReturnType<LineScript['entry']>[]) =>
    test.connection.notify('line:advanced', { line: 'leaders', entries })
  const sends = () => test.media.speech.map(({ channel, muted }) => `${channel} ${muted ? 'muted' : 'sent'}`)
  const take = (output = 'ko') => tell(script.desk(KR_INTERPRETER, ['ko', 'en'], output))
  const consecutive = () => tell(script.entry(by(KR_INTERPRETER), [{ type: 'mode:changed', mode: 'consecutive' }]))
  const turned = (output: string) =>
    script.entry(by(KR_INTERPRETER), [
      { type: 'desk:turned', console: KR_INTERPRETER.console, output },
      ...(output === 'floor'
        ? []
        : [{ type: 'channel:taken' as const, console: KR_INTERPRETER.console, channel: output }]),
    ])

  it('is for interpreters, and asked for with a pair and a direction', async () => {
    expect([desk().isInterpreter.value, desk().desk.value, sends()]).to.deep.equal([true, undefined, []])
    await desk().take.value?.(['en', 'ko'], 'ko')
    expect(test.connection.asks('desk:take').map(({ pair, output }) => [pair, output])).to.deep.equal([
      [['en', 'ko'], 'ko'],
    ])
  })

  it('is left for a caucus, and nothing of who comes out is on the air before they take it anew', async () => {
    take()
    consecutive()
    tell(turned('floor'))
    expect(test.media.localNow.muted).to.equal(false)
    const { console, person, party } = KR_INTERPRETER
    const who = { console, person, party }
    tell(
      script.entry(by(KR_INTERPRETER), [
        { type: 'desk:left', console },
        { type: 'caucus:entered', ...who },
      ]),
    )
    expect([sends(), desk().take.value, desk().isInterpreter.value]).to.deep.equal([[], undefined, false])
    expect(test.phone.call.toggleMute.value, 'who confers mutes as anybody').not.to.equal(undefined)
    expect(test.media.localNow.muted, 'and speaks there').to.equal(false)
    tell(script.entry(by(KR_INTERPRETER), [{ type: 'caucus:left', ...who }]))
    expect([test.media.localNow.muted, sends()]).to.deep.equal([true, []])
    take('floor')
    expect(test.media.localNow.muted).to.equal(false)
  })

  it('sends into both channels of its pair, of which the server lets one pass, and turns by one key', async () => {
    take()
    expect(sends()).to.deep.equal(['ko sent', 'en sent'])
    expect([desk().onAir.value, test.media.localNow.muted]).to.deep.equal(['ko', true])
    await desk().turn.value?.()
    expect(test.connection.asks('desk:turn').map(({ output }) => output)).to.deep.equal(['en'])
    tell(turned('en'))
    expect([sends(), desk().onAir.value]).to.deep.equal([['ko sent', 'en sent'], 'en'])
  })

  it('is silent while the cough button is held, and while the leg is on hold', () => {
    take()
    desk().cough.value?.(true)
    expect([sends(), desk().onAir.value]).to.deep.equal([['ko muted', 'en sent'], undefined])
    desk().cough.value?.(false)
    expect(sends()).to.deep.equal(['ko sent', 'en sent'])
    tell(script.entry(SERVER, [{ type: 'leg:held', console: KR_INTERPRETER.console, reason: 'asked' }]))
    expect(sends()).to.deep.equal(['ko muted', 'en muted'])
  })

  const delegated = (type: 'mute:asked' | 'leg:muted', who: typeof KR) =>
    tell(script.entry(by(who), [{ type, console: KR_INTERPRETER.console, person: KR_INTERPRETER.person }]))

  it('muted by its own party is silent wherever it speaks until its person unmutes, whatever they cough', async () => {
    take('floor')
    consecutive()
    delegated('leg:muted', KR)
    const state = () => [desk().onAir.value, test.media.localNow.muted, ...sends()]
    expect(state()).to.deep.equal([undefined, true, 'ko muted', 'en muted'])
    desk().cough.value?.(true)
    desk().cough.value?.(false)
    expect(state(), 'a cough undoes nothing').to.deep.equal([undefined, true, 'ko muted', 'en muted'])
    tell(turned('ko'))
    expect(state(), 'nor does a turn').to.deep.equal([undefined, true, 'ko muted', 'en muted'])
    tell(turned('floor'))
    const news = test.phone.call.news.value
    expect(news?.what === 'muted-by' && news.by.name).to.equal(KR.name)
    if (news?.what === 'muted-by') await news.unmute?.()
    expect(state()).to.deep.equal(['floor', false, 'ko sent', 'en sent'])
    tell(turned('en'))
    delegated('leg:muted', KR)
    expect([...state(), test.phone.call.muted.value]).to.deep.equal([undefined, true, 'ko muted', 'en muted', true])
    await test.phone.call.toggleMute.value?.()
    expect(state()).to.deep.equal(['en', true, 'ko sent', 'en sent'])
  })

  it('live on a channel is asked to mute, and mutes by one click or key', async () => {
    take()
    tell(script.speech(KR_INTERPRETER, 'ko'))
    expect([test.phone.call.muted.value, test.media.localNow.muted]).to.deep.equal([false, true])
    delegated('mute:asked', US)
    const news = test.phone.call.news.value
    expect(news?.what === 'asked' && news.by.name).to.equal(US.name)
    if (news?.what === 'asked') await news.mute?.()
    expect([sends(), desk().onAir.value]).to.deep.equal([['ko muted', 'en muted'], undefined])
    expect([test.keyboard.down('KeyM'), desk().onAir.value, sends()]).to.deep.equal([
      true,
      'ko',
      ['ko sent', 'en sent'],
    ])
  })

  it('is read out as muted when its person mutes it, and not with every turn between channel and floor', async () => {
    consecutive()
    take()
    const before = test.phone.announcements.told.value.length
    const told = () => test.phone.announcements.told.value.slice(before).map(({ news }) => news.what)
    for (const output of ['floor', 'en', 'floor', 'ko']) tell(turned(output))
    expect(told()).to.deep.equal([])
    await test.phone.call.toggleMute.value?.()
    expect(told()).to.deep.equal(['muted'])
  })

  it('is muted again on a page that is loaded anew, where its person has muted it', async () => {
    take()
    await test.phone.call.toggleMute.value?.()
    test.phone.call.forget()
    expect(sends()).to.deep.equal([])
    await test.phone.call.join('leaders')?.()
    expect(sends()).to.deep.equal(['ko muted', 'en muted'])
  })

  it('on the floor is muted here where its person was muted at the console that they come from, until they unmute', async () => {
    const first = { ...KR_INTERPRETER, console: US_ADVISER.console }
    test.phone.call.forget()
    const put = test.media.setMuted
    const asked: boolean[] = []
    test.media.setMuted = (muted) => {
      asked.push(muted)
      return put(muted)
    }
    tell(
      script.entry(by(KR_INTERPRETER), [{ type: 'leg:left', console: KR_INTERPRETER.console, reason: 'left' }]),
      script.joined(first),
      script.desk(first, ['ko', 'en'], 'floor'),
      script.speech(first, 'ko', true),
      script.speech(first, 'en', true),
    )
    consecutive()
    const version = script.state.version + 1
    test.connection.answer('call:join', () => ({ ok: true, body: { callId: CALL_ID, version } }))
    await test.phone.call.join('leaders')?.()
    tell(
      script.entry(by(KR_INTERPRETER), [
        { type: 'leg:left', console: first.console, reason: 'moved' },
        { type: 'leg:joined', leg: KR_INTERPRETER, how: 'joined' },
        {
          type: 'desk:taken',
          console: KR_INTERPRETER.console,
          person: first.person,
          pair: ['ko', 'en'],
          output: 'floor',
        },
      ]),
    )
    expect([desk().onAir.value, test.phone.call.muted.value, ...sends()]).to.deep.equal([
      undefined,
      true,
      'ko muted',
      'en muted',
    ])
    expect(asked, 'at no moment').to.not.include(false)
    await test.phone.call.toggleMute.value?.()
    expect([desk().onAir.value, ...sends()]).to.deep.equal(['floor', 'ko sent', 'en sent'])
  })

  it('lets go of a cough with the desk', () => {
    take()
    desk().cough.value?.(true)
    tell(script.entry(by(KR_INTERPRETER), [{ type: 'desk:left', console: KR_INTERPRETER.console }]))
    expect(sends()).to.deep.equal([])
    take()
    expect(sends()).to.deep.equal(['ko sent', 'en sent'])
  })

  it('is on the floor in consecutive mode only, and its lamp is turned there', async () => {
    take('floor')
    expect([desk().onAir.value, test.media.localNow.muted]).to.deep.equal([undefined, true])
    expect(desk().setTurn('interpreting')).to.equal(undefined)
    consecutive()
    expect([desk().onAir.value, test.media.localNow.muted]).to.deep.equal(['floor', false])
    expect(sends()).to.deep.equal(['ko sent', 'en sent'])
    await desk().setTurn('interpreting')?.()
    expect(test.connection.asks('turn:set').map(({ turn }) => turn)).to.deep.equal(['interpreting'])
    expect(desk().setMode('consecutive')).to.equal(undefined)
    await desk().setMode('simultaneous')?.()
    expect(test.connection.asks('mode:set').map(({ mode }) => mode)).to.deep.equal(['simultaneous'])
    desk().cough.value?.(true)
    expect(test.media.localNow.muted).to.equal(true)
  })

  it('hands over by asking, once, and only where somebody could take it', async () => {
    take()
    expect(desk().handOver.value).to.equal(undefined)
    tell(script.desk(US_INTERPRETER, ['ko', 'en'], 'ko'))
    expect(desk().partners.value.map(({ leg }) => leg.name)).to.deep.equal(['Daniel Reyes'])
    await desk().handOver.value?.()
    expect(test.connection.asks('channel:offer')).to.have.length(1)
    tell(
      script.entry(by(KR_INTERPRETER), [{ type: 'channel:offered', console: KR_INTERPRETER.console, channel: 'ko' }]),
    )
    expect(desk().handOver.value).to.equal(undefined)
    await desk().keep.value?.()
    expect(test.connection.asks('channel:keep')).to.have.length(1)
    expect(sends(), 'it is heard until the partner has it').to.deep.equal(['ko sent', 'en sent'])
    tell(script.entry(by(US_INTERPRETER), [{ type: 'channel:taken', console: US_INTERPRETER.console, channel: 'ko' }]))
    expect([sends(), desk().onAir.value], 'it is ready to be taken back').to.deep.equal([
      ['ko sent', 'en sent'],
      undefined,
    ])
  })

  it('takes over where it is asked to, or where nothing comes', async () => {
    tell(script.desk(US_INTERPRETER, ['ko', 'en'], 'ko'), script.speech(US_INTERPRETER, 'ko'))
    take()
    expect([desk().desk.value?.live, desk().takeOver.value]).to.deep.equal([false, undefined])
    const { trackId } = script.state.call?.tracks.find(({ kind }) => kind === 'interpretation') ?? { trackId: '' }
    tell(script.entry(SERVER, [{ type: 'track:muted', trackId }]))
    expect([desk().takeOver.value?.channel, desk().takeOver.value?.from]).to.deep.equal(['ko', undefined])
    tell(
      script.entry(SERVER, [{ type: 'track:unmuted', trackId }]),
      script.entry(by(US_INTERPRETER), [{ type: 'channel:offered', console: US_INTERPRETER.console, channel: 'ko' }]),
    )
    expect(desk().takeOver.value?.from?.name).to.equal('Daniel Reyes')
    await desk().takeOver.value?.act()
    expect(test.connection.asks('channel:take').map(({ channel }) => channel)).to.deep.equal(['ko'])
  })

  it('is worked by keys: turning, a cough that is held, handing over, and the lamp', async () => {
    take()
    const press = (code: string) => {
      const taken = test.keyboard.down(code)
      test.keyboard.up(code)
      return taken
    }
    expect(press('KeyT')).to.equal(true)
    expect(test.connection.asks('desk:turn')).to.have.length(1)
    test.keyboard.down('KeyC')
    expect(sends()).to.deep.equal(['ko muted', 'en sent'])
    test.keyboard.up('KeyC')
    expect(sends()).to.deep.equal(['ko sent', 'en sent'])
    expect([press('KeyO'), press('KeyI')], 'nobody is there, and it is not consecutive').to.deep.equal([false, false])
    tell(script.desk(US_INTERPRETER, ['ko', 'en'], 'ko'))
    expect(press('KeyO')).to.equal(true)
    expect(test.connection.asks('channel:offer')).to.have.length(1)
    expect(press('KeyK'), 'nothing is asked yet').to.equal(false)
    const { console } = KR_INTERPRETER
    tell(script.entry(by(KR_INTERPRETER), [{ type: 'channel:offered', console, channel: 'ko' }]))
    expect([press('KeyO'), press('KeyK')], 'the key that asks takes nothing back').to.deep.equal([false, true])
    expect(test.connection.asks('channel:keep')).to.have.length(1)
    tell(script.entry(by(KR_INTERPRETER), [{ type: 'channel:kept', console, channel: 'ko' }]))
    consecutive()
    expect([press('KeyI'), press('KeyD')], 'it is clear already').to.deep.equal([true, false])
    expect(press('Space'), 'the desk says what the floor hears').to.equal(false)
  })

  it('shows why something was refused until the next try', async () => {
    take()
    test.connection.refuse('desk:turn', 'not-now')
    await desk().turn.value?.()
    expect(desk().refusal.value?.code).to.equal('not-now')
    await desk().leave.value?.()
    expect(desk().refusal.value).to.equal(undefined)
  })

  it('warns when the floor speaks for long and nobody is heard on the live channel', async () => {
    const unheard = () => test.phone.interpretation.watch.unheardMs.value
    const speaks = (...who: (typeof US)[]) =>
      test.connection.notify('speaker:changed', {
        ...{ line: 'leaders', callId: CALL_ID },
        speakers: who.map(({ console }) => ({ console, volumeDb: -20 })),
      })
    take()
    test.media.levelNow = 0
    await test.clock.pass(20_000)
    expect(unheard(), 'nobody has said anything').to.equal(undefined)
    speaks(KR)
    await test.clock.pass(20_000)
    expect(unheard(), 'who listens to Korean understands a Korean').to.equal(undefined)
    speaks(US)
    await test.clock.pass(7_000)
    expect(unheard()).to.equal(undefined)
    await test.clock.pass(2_000)
    expect(unheard()).to.be.within(8_000, 9_000)
    test.media.levelNow = 0.6
    await test.clock.pass(500)
    expect(unheard()).to.equal(undefined)
    desk().cough.value?.(true)
    await test.clock.pass(9_000)
    expect(unheard(), 'who coughs for that long is not heard either').to.be.within(8_000, 9_500)
    tell(turned('en'))
    expect(unheard()).to.equal(undefined)
  })
})
