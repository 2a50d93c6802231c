import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { microphoneParameters } from './rtpPackets.ts'
import { setStage, somebody, until, type Stage } from './stage.ts'

const line = 'leaders'
const [kr, jp] = [somebody('kr', 'adviser'), somebody('jp')]
const callId = randomUUID()

describe('A microphone that its own party mutes', () => {
  let stage: Stage
  let trackId: string
  let warmLine: string

  const call = (silencedAtMs?: number): void => {
    const silenced =
      silencedAtMs === undefined ? [] : [{ console: kr.console, kind: 'microphone' as const, atMs: silencedAtMs }]
    stage.calls.set(line, { callId, consoles: [kr.console, jp.console], rung: [], silenced })
    stage.media.stateChanged(line)
  }
  const open = async (ssrc: number): Promise<string> => {
    const rtpParameters = microphoneParameters(ssrc)
    const track = { line, callId, warmLine, kind: 'microphone', muted: false, rtpParameters } as const
    return (await stage.media.handlers['track:open'](kr, track)).trackId
  }
  const reports = (what: string) => stage.reported.filter((one) => one.what === what).length
  const toldJapan = () =>
    stage.told.flatMap(({ to, name, notice }) =>
      to === jp.console && name === 'consumer:changed' && 'muted' in notice ? [notice.muted] : [],
    )

  beforeEach(async () => {
    stage = await setStage()
    call()
    for (const who of [jp, kr]) {
      const made = await stage.media.handlers['warm-line:open'](who, { line })
      const { rtpCapabilities } = made
      await stage.media.handlers['warm-line:ready'](who, { line, warmLine: made.warmLine, rtpCapabilities })
      warmLine = made.warmLine
    }
    trackId = await open(1)
    await until('Japan is offered it', () => stage.media.stats().listenings === 1)
  })
  afterEach(async () => await stage.media.close())

  it('is stopped by the server, which tells the others and marks it for the recorder', async () => {
    call(5)
    await until('Japan is told', () => toldJapan().join() === 'true')
    expect(stage.recorded[0]?.marks).to.deep.equal(['muted'])
    expect(reports('muted'), 'so that the facts have it whatever they had last').to.equal(1)
  })

  it('is not heard of whoever has fallen out of a caucus before they unmute it, whatever their console asks for', async () => {
    const hushed = { console: kr.console, kind: 'microphone', atMs: 5, stays: true } as const
    stage.calls.set(line, { callId, consoles: [kr.console, jp.console], rung: [], silenced: [hushed] })
    const second = await open(2)
    const offered = () =>
      stage.told.flatMap(({ to, name, notice }) =>
        to === jp.console && name === 'consumer:opened' && 'muted' in notice ? [notice.muted] : [],
      )
    await until('Japan is offered it', () => offered().length === 2)
    expect(offered()).to.deep.equal([false, true])
    expect(stage.reported.at(-1)?.track).to.include({ trackId: second, muted: true })
    expect(stage.recorded.at(-1)?.marks, 'nor recorded').to.deep.equal(['muted'])
    await stage.media.handlers['track:unmute'](kr, { line, trackId: second })
    await until('Japan is told', () => toldJapan().join() === 'false')
  })

  it('of an interpreter is stopped in the channel as well, where nothing is muted that was so already', async () => {
    const console = kr.console
    const desk = { console, person: kr.person, pair: ['ko', 'en'] as [string, string], output: 'en', live: true }
    const desks = [{ ...desk, sinceMs: 1 }]
    const present = { callId, consoles: [kr.console, jp.console], rung: [], desks }
    stage.calls.set(line, { ...present, silenced: [] })
    stage.media.stateChanged(line)
    const speech = { line, callId, warmLine, kind: 'interpretation', channel: 'en', muted: false } as const
    const opened = await stage.media.handlers['track:open'](kr, { ...speech, rtpParameters: microphoneParameters(3) })
    await stage.media.handlers['track:mute'](kr, { line, trackId })
    await until('the floor is told that they mute', () => reports('muted') === 1)
    const kinds = ['microphone', 'interpretation'] as const
    stage.calls.set(line, { ...present, silenced: kinds.map((kind) => ({ console, kind, atMs: 5 })) })
    stage.media.stateChanged(line)
    await until('the channel is muted', () => reports('muted') === 2)
    expect(stage.reported.at(-1)?.track?.trackId).to.equal(opened.trackId)
  })

  it('is its person’s to unmute, and is muted anew only when that is done anew', async () => {
    call(5)
    await until('it is muted', () => toldJapan().length === 1)
    await stage.media.handlers['track:unmute'](kr, { line, trackId })
    // The fact of it is under way: the state still has who muted it.
    call(5)
    const second = await open(2)
    await until('the next one is on the air', () => reports('started') === 2)
    expect(toldJapan(), 'nothing has muted it again').to.deep.equal([true, false])
    expect(reports('muted')).to.equal(1)
    call(6)
    await until('it is muted again', () => toldJapan().length === 3)
    expect(stage.reported.at(-1)?.track?.trackId).to.equal(second)
  })
})
