import { expect } from 'chai'
import type { Commander } from '../../server/calls/decision.ts'
import type { LineCommand } from '../../server/calls/commands.ts'
import { isHushed } from '../../server/calls/hush.ts'
import { legsOn, liveCall } from '../../server/calls/roster.ts'
import { DEFAULT_TIMING } from '../../server/calls/timing.ts'
import {
  at,
  Hotline,
  id,
  jpPrincipal,
  jpWatch,
  krAdviser,
  krPrincipal,
  krWatch,
  PLACE,
  ringing,
  up,
  usListener,
  usPrincipal,
  usWatch,
} from './hotline.ts'

const onCall = (hotline: Hotline) => legsOn(hotline.call).map((leg) => leg.person)

function refusalOf(hotline: Hotline, by: Commander, command: LineCommand): string {
  const before = hotline.state
  const decision = hotline.take(by, command)
  expect(hotline.state, 'a refusal changes nothing').to.equal(before)
  return 'refusal' in decision ? decision.refusal.code : 'granted'
}

describe('the attendance of a line', () => {
  it('tells of each party whether a console is armed and since when, once for each change', () => {
    const hotline = new Hotline()
    const unattend = { name: 'party:unattend', party: 'jp' } as const
    expect(hotline.must('server', unattend), 'nobody ever was there').to.deep.equal([])
    expect(hotline.must('server', { name: 'party:attend', party: 'jp' })).to.have.length(1)
    expect(hotline.must('server', { name: 'party:attend', party: 'jp' }), 'told once').to.deep.equal([])
    hotline.atMs += 5_000
    hotline.must('server', unattend)
    expect(hotline.state.attendance).to.deep.equal([{ party: 'jp', attended: false, sinceMs: hotline.atMs }])
    hotline.must('server', { name: 'party:attend', party: 'jp' })
    const lastHeardMs = hotline.atMs
    hotline.atMs += 10_000
    hotline.must('server', { ...unattend, lastHeardMs })
    expect(hotline.state.attendance, 'since it was heard last, where a server was there to hear it').to.deep.equal([
      { party: 'jp', attended: false, sinceMs: lastHeardMs, lastHeardMs },
    ])
    expect(refusalOf(hotline, jpWatch, unattend), 'no console says so of itself').to.equal('not-allowed')
  })
})

describe('a call', () => {
  it('rings nobody before the recorder has proved that it writes', () => {
    const hotline = new Hotline()
    hotline.signedIn = [krPrincipal, jpPrincipal, usWatch]
    const placed = hotline.must(krPrincipal, PLACE)
    expect(placed.map((fact) => fact.type)).to.deep.equal(['call:placed', 'leg:joined'])
    expect(hotline.call.rings.map((ring) => ring.state)).to.deep.equal(['waiting', 'waiting'])
    const started = hotline.must('server', { name: 'recording:start', callId: hotline.call.callId, keyNumber: 1 })
    expect(started.map((fact) => fact.type)).to.deep.equal(['recording:started', 'ring:sent', 'ring:sent'])
  })

  it('rings, saying that it is not recorded, when the recorder fails, and says so when it works after all', () => {
    const hotline = new Hotline()
    hotline.must(krPrincipal, PLACE)
    const { callId } = hotline.call
    const failed = hotline.must('server', { name: 'recording:fail', callId, cause: 'The disk is full.' })
    expect(failed.map((fact) => fact.type)).to.deep.equal(['recording:failed', 'ring:sent', 'ring:sent'])
    expect(hotline.call.recording).to.include({ state: 'failed', cause: 'The disk is full.' })
    const started = hotline.must('server', { name: 'recording:start', callId, keyNumber: 1 })
    expect(started.map((fact) => fact.type)).to.deep.equal(['recording:started'])
    expect(hotline.call.recording.state).to.equal('on')
  })

  it('is sent to the signed-in consoles of rung people of the other parties, and says when there are none', () => {
    const hotline = new Hotline()
    hotline.signedIn = [krPrincipal, krWatch, jpWatch, usListener]
    hotline.must(krPrincipal, PLACE)
    hotline.must('server', { name: 'recording:start', callId: hotline.call.callId, keyNumber: 1 })
    expect(hotline.ring('jp').targets.map((target) => target.person)).to.deep.equal(['jp-watch'])
    expect(hotline.ring('us').targets, 'a listener is not rung').to.deep.equal([])
    expect(
      hotline.call.rings.map((ring) => ring.party),
      'the caller is not rung',
    ).to.deep.equal(['jp', 'us'])
  })

  it('tells of a ring what consoles have proved, and no more', () => {
    const hotline = ringing()
    const { callId } = hotline.call
    const report = { name: 'ring:report', callId, attempt: 1, armed: true } as const
    expect(hotline.ring('jp').state).to.equal('sent')
    hotline.must(jpWatch, { ...report, state: 'reached' })
    expect(hotline.ring('jp').state).to.equal('reached')
    hotline.must(jpPrincipal, { ...report, state: 'sounding' })
    expect(hotline.ring('jp').state).to.equal('sounding')
    expect(hotline.must(jpPrincipal, { ...report, state: 'sounding' }), 'told once').to.deep.equal([])
    hotline.must(jpWatch, { ...report, state: 'seen' })
    expect(hotline.ring('jp').state).to.equal('seen')
    expect(hotline.ring('us').state).to.equal('sent')
  })

  it('is up from the first answer, which settles the ring of that party alone', () => {
    const hotline = ringing()
    const { callId } = hotline.call
    hotline.must(jpPrincipal, { name: 'call:answer', callId })
    expect(hotline.call.phase).to.equal('up')
    expect(hotline.ring('jp')).to.deep.include({
      state: 'answered',
      answeredBy: { console: jpPrincipal.console.console, person: 'jp-principal' },
    })
    expect(hotline.ring('us').state).to.equal('sent')
    expect(refusalOf(hotline, jpWatch, { name: 'call:answer', callId })).to.equal('too-late')
    hotline.must(jpWatch, { name: 'call:join', callId })
    hotline.must(usWatch, { name: 'call:answer', callId })
    expect(onCall(hotline)).to.deep.equal(['kr-principal', 'jp-principal', 'jp-watch', 'us-watch'])
  })

  it('is declined for the person, and for the party when nobody of it still rings', () => {
    const hotline = ringing()
    const { callId } = hotline.call
    hotline.must(jpPrincipal, { name: 'call:decline', callId, reason: 'wrong-time' })
    expect(hotline.ring('jp').state).to.equal('sent')
    hotline.must(jpWatch, { name: 'call:decline', callId, reason: 'unavailable' })
    expect(hotline.ring('jp').state).to.equal('declined')
    expect(hotline.ring('jp').declines.map((decline) => decline.reason)).to.deep.equal(['wrong-time', 'unavailable'])
    expect(hotline.state.missed, 'declined is not missed').to.deep.equal([])
  })

  it('is unanswered when its time is up, not before, and stays missed until each person has seen it', () => {
    const hotline = ringing()
    const { callId } = hotline.call
    const expire = { name: 'ring:expire', callId, party: 'us', attempt: 1 } as const
    expect(hotline.must('server', expire)).to.deep.equal([])
    hotline.atMs += DEFAULT_TIMING.ringTimeoutMs
    hotline.must('server', expire)
    expect(hotline.ring('us').state).to.equal('unanswered')
    expect(hotline.ring('jp').state).to.equal('sent')
    expect(hotline.state.missed).to.have.length(1)
    hotline.must(usWatch, { name: 'ring:acknowledge', callId })
    expect(hotline.state.missed[0]?.acknowledgedBy).to.deep.equal(['us-watch'])
    expect(refusalOf(hotline, jpWatch, { name: 'ring:acknowledge', callId })).to.equal('unknown')
  })

  it('rings a party again on one click, and what it then answers is not missed', () => {
    const hotline = up()
    const { callId } = hotline.call
    const repeat = { name: 'ring:repeat', callId, party: 'us' } as const
    expect(hotline.must(krPrincipal, repeat), 'it still rings').to.deep.equal([])
    hotline.atMs += DEFAULT_TIMING.ringTimeoutMs
    hotline.must('server', { name: 'ring:expire', callId, party: 'us', attempt: 1 })
    expect(hotline.must(jpPrincipal, repeat).map((fact) => fact.type)).to.deep.equal(['ring:sent'])
    expect(hotline.ring('us')).to.include({ state: 'sent', attempt: 2 })
    const old = { name: 'ring:report', callId, attempt: 1, state: 'sounding', armed: true } as const
    expect(refusalOf(hotline, usWatch, old)).to.equal('too-late')
    hotline.must(usWatch, { name: 'call:answer', callId })
    expect(hotline.state.missed).to.deep.equal([])
    expect(refusalOf(hotline, krPrincipal, repeat), 'somebody of it is in the call').to.equal('not-now')
  })

  it('is come into by one person five hundred times and no more, for every time is kept', () => {
    const hotline = up()
    const { callId } = hotline.call
    for (let times = 0; times < 500; times += 1) {
      hotline.must(usWatch, { name: 'call:join', callId })
      hotline.must(usWatch, { name: 'call:leave', callId })
    }
    expect(refusalOf(hotline, usWatch, { name: 'call:join', callId })).to.equal('not-allowed')
    hotline.must(usPrincipal, { name: 'call:join', callId })
    hotline.must('server', { name: 'leg:lose', callId, console: usPrincipal.console.console })
    hotline.must(usPrincipal, { name: 'call:join', callId })
    expect(onCall(hotline)).to.deep.equal(['kr-principal', 'jp-principal', 'us-principal'])
  })

  it('can be cancelled by the party that placed it until somebody has answered', () => {
    const hotline = ringing()
    const { callId } = hotline.call
    expect(refusalOf(hotline, jpPrincipal, { name: 'call:cancel', callId })).to.equal('not-allowed')
    hotline.must(krWatch, { name: 'call:cancel', callId })
    expect(hotline.call).to.include({ phase: 'ended', endReason: 'cancelled' })
    expect(hotline.call.rings.map((ring) => ring.state)).to.deep.equal(['over', 'over'])
    expect(hotline.state.missed.map((ring) => ring.party)).to.deep.equal(['jp', 'us'])
    expect(refusalOf(up(), krPrincipal, { name: 'call:cancel', callId })).to.equal('too-late')
  })

  it('goes on while anybody is in it, whoever placed it, and ends when the last one leaves', () => {
    const hotline = up()
    const { callId } = hotline.call
    hotline.must(krPrincipal, { name: 'call:leave', callId })
    expect(hotline.call.phase).to.equal('up')
    hotline.must(jpPrincipal, { name: 'call:leave', callId })
    expect(hotline.call).to.include({ phase: 'ended', endReason: 'everybody-left' })
  })

  it('is cancelled when the caller leaves before anybody has answered', () => {
    const hotline = ringing()
    hotline.must(krPrincipal, { name: 'call:leave', callId: hotline.call.callId })
    expect(hotline.call.endReason).to.equal('cancelled')
  })

  it('ends for everybody only by somebody who is in it', () => {
    const hotline = up()
    const { callId } = hotline.call
    expect(refusalOf(hotline, usPrincipal, { name: 'call:end', callId })).to.equal('not-now')
    hotline.must(jpPrincipal, { name: 'call:end', callId })
    expect(hotline.call.endReason).to.equal('ended')
    expect(liveCall(hotline.state)).to.equal(undefined)
    expect(hotline.state.unsealed).to.deep.equal([callId])
  })

  it('keeps the leg of a lost console away, and ends only when nobody is there', () => {
    const hotline = up()
    const { callId } = hotline.call
    const lose = ({ console }: typeof krPrincipal) =>
      hotline.must('server', { name: 'leg:lose', callId, console: console.console })
    const expire = (emptySinceMs: number) => hotline.must('server', { name: 'call:expire', callId, emptySinceMs })
    lose(krPrincipal)
    expect(expire(hotline.atMs), 'one is there').to.deep.equal([])
    lose(jpPrincipal)
    const emptyMs = hotline.atMs
    hotline.atMs += 1_000
    hotline.must(krPrincipal, { name: 'call:join', callId })
    expect(hotline.facts.at(-1)?.type).to.equal('leg:back')
    lose(krPrincipal)
    expect(expire(emptyMs), 'somebody was back since').to.deep.equal([])
    expire(hotline.atMs)
    expect(hotline.call.endReason).to.equal('empty')
  })

  it('does not end when the one who leaves leaves only lost consoles behind', () => {
    const hotline = up()
    const { callId } = hotline.call
    hotline.must('server', { name: 'leg:lose', callId, console: krPrincipal.console.console })
    hotline.must(jpPrincipal, { name: 'call:leave', callId })
    expect(hotline.call.phase).to.equal('up')
  })

  it('has each person once: joining at a second console leaves at the first', () => {
    const hotline = up()
    const second = at('jp', 'principal', 4, 1)
    hotline.must(second, { name: 'call:join', callId: hotline.call.callId })
    expect(hotline.call.legs.filter((leg) => leg.person === 'jp-principal').map((leg) => leg.state)).to.deep.equal([
      'left',
      'on',
    ])
  })

  it('has who moves to a second console muted there where they were muted at the first', () => {
    const hotline = up()
    const { callId } = hotline.call
    const second = at('jp', 'principal', 4, 1)
    const start = (who: typeof second, trackId: string, muted: boolean) =>
      hotline.must('server', {
        ...{ name: 'track:start', callId, trackId, console: who.console.console, kind: 'microphone', muted },
      })
    const isOff = () => isHushed(hotline.call, 'jp-principal', 'microphone')
    start(jpPrincipal, id(1), false)
    hotline.must(second, { name: 'call:join', callId })
    expect(isOff(), 'who speaks').to.equal(false)
    start(second, id(2), true)
    hotline.must(jpPrincipal, { name: 'call:leave', callId })
    expect(isOff()).to.equal(false)
    hotline.must('server', { name: 'leg:lose', callId, console: second.console.console })
    hotline.must(jpPrincipal, { name: 'call:join', callId })
    expect(isOff(), 'also from one that was lost').to.equal(true)
    start(jpPrincipal, id(3), true)
    hotline.must('server', { name: 'track:unmute', callId, trackId: id(3) })
    expect(isOff(), 'their own act').to.equal(false)
  })

  it('lets a role that joins in only when the call is up', () => {
    const hotline = ringing()
    const { callId } = hotline.call
    expect(refusalOf(hotline, krAdviser, { name: 'call:join', callId })).to.equal('not-now')
    hotline.must(usPrincipal, { name: 'call:answer', callId })
    hotline.must(krAdviser, { name: 'call:join', callId })
    expect(hotline.call.legs.at(-1)).to.include({ person: 'kr-adviser', how: 'joined' })
  })

  it('is one call when two parties place it in the same moment', () => {
    const hotline = new Hotline()
    hotline.must(krPrincipal, PLACE)
    hotline.must(usPrincipal, PLACE)
    expect(hotline.facts.filter((fact) => fact.type === 'call:placed')).to.have.length(1)
    expect(hotline.call.phase).to.equal('up')
    expect(onCall(hotline)).to.deep.equal(['kr-principal', 'us-principal'])
    const started = hotline.must('server', { name: 'recording:start', callId: hotline.call.callId, keyNumber: 1 })
    expect(started.filter((fact) => fact.type === 'ring:sent').map((fact) => fact.party)).to.deep.equal(['jp'])
  })

  it('is found again by a server that starts: legs away, tracks ended, the recorder to prove itself anew', () => {
    const hotline = up()
    const { callId } = hotline.call
    const track = { callId, trackId: callId, console: krPrincipal.console.console, kind: 'microphone' } as const
    hotline.must('server', { name: 'track:start', ...track, muted: false })
    hotline.must('server', { name: 'call:resume', callId })
    expect(hotline.call.legs.map((leg) => leg.state)).to.deep.equal(['away', 'away'])
    expect(hotline.call.tracks[0]?.toMs).to.equal(hotline.atMs)
    expect(hotline.call.recording.state).to.equal('starting')
    hotline.must('server', { name: 'recording:start', callId, keyNumber: 2 })
    expect(hotline.call.recording).to.include({ state: 'on', keyNumber: 2 })
    expect(hotline.ring('us').state, 'the ring goes on').to.equal('sent')
  })

  it('takes tracks only of consoles that are in it, and ends them with the leg', () => {
    const hotline = up()
    const { callId } = hotline.call
    const start = { name: 'track:start', callId, trackId: callId, kind: 'camera', muted: false } as const
    expect(refusalOf(hotline, 'server', { ...start, console: usWatch.console.console })).to.equal('not-now')
    hotline.must('server', { ...start, console: jpPrincipal.console.console })
    hotline.must(krWatch, { name: 'call:join', callId })
    hotline.must(jpPrincipal, { name: 'call:leave', callId })
    expect(hotline.call.tracks[0]?.toMs).to.equal(hotline.atMs)
    expect(hotline.must('server', { name: 'track:end', callId, trackId: callId, reason: 'stopped' })).to.deep.equal([])
  })

  it('keeps a recording that is closed late apart from the next call', () => {
    const hotline = up()
    const first = hotline.call.callId
    hotline.must(krPrincipal, { name: 'call:end', callId: first })
    hotline.must(usPrincipal, PLACE)
    const head = { version: 3, hash: 'a'.repeat(64), keyId: 'k', signature: 's' }
    hotline.must('server', { name: 'recording:close', callId: first, head, tracks: 2, bytes: 10 })
    expect(hotline.state.unsealed).to.deep.equal([])
    expect(hotline.call.callId).to.not.equal(first)
    expect(hotline.call.recording.state).to.equal('starting')
  })

  it('leaves a damaged record as it is, and looks at it anew when a server starts', () => {
    const hotline = new Hotline()
    hotline.must(krPrincipal, PLACE)
    const { callId } = hotline.call
    const damage = { name: 'recording:damage', callId, fault: { message: 'It is not as it was.' } } as const
    const told = hotline.must('server', damage)
    expect(told.map((fact) => fact.type)).to.deep.equal(['recording:damaged', 'ring:sent', 'ring:sent'])
    expect(hotline.call.recording).to.include({ state: 'failed', cause: 'It is not as it was.' })
    expect(hotline.must('server', damage), 'told twice').to.deep.equal([])
    hotline.must('server', { name: 'call:resume', callId })
    expect(hotline.call.recording.state).to.equal('starting')
    expect(hotline.call.recording.damage).to.equal(undefined)
    hotline.must('server', damage)
    hotline.must(krPrincipal, { name: 'call:end', callId })
    expect(hotline.call.recording.state).to.equal('damaged')
    expect(hotline.state.unsealed, 'it is never closed').to.deep.equal([])
    expect(hotline.must('server', damage), 'nobody asks any more').to.deep.equal([])
  })

  it('notes an exception once, for as long as the recording is to be closed, and none of after the end', () => {
    const hotline = up()
    const { callId } = hotline.call
    const exception = { cause: 'disk-refused', fromMs: hotline.atMs + 10, outcome: 'kept' } as const
    const note = { name: 'exception:note', callId, exception } as const
    hotline.atMs += 10_000
    expect(hotline.must('server', note)).to.deep.equal([{ type: 'exception:noted', v: 1, callId, exception }])
    expect(hotline.must('server', note), 'told twice').to.deep.equal([])
    hotline.must('server', { ...note, exception: { ...exception, cause: 'server-lost' } })
    hotline.must(krPrincipal, { name: 'call:end', callId })
    const late = { ...exception, fromMs: hotline.atMs }
    expect(hotline.must('server', { ...note, exception: late }), 'nobody spoke any more').to.deep.equal([])
    hotline.must('server', { ...note, exception: { ...late, fromMs: hotline.atMs - 1 } })
    expect(hotline.call.exceptions?.map(({ cause }) => cause)).to.deep.equal([
      'disk-refused',
      'server-lost',
      'disk-refused',
    ])
    const head = { version: 3, hash: 'a'.repeat(64), keyId: 'k', signature: 's' }
    hotline.must('server', { name: 'recording:close', callId, head, tracks: 2, bytes: 10 })
    expect(hotline.must('server', { ...note, exception: { ...exception, fromMs: 1 } })).to.deep.equal([])
  })

  it('takes a record that is found damaged after its call from those that are to be closed', () => {
    const hotline = up()
    const { callId } = hotline.call
    hotline.must(krPrincipal, { name: 'call:end', callId })
    hotline.must('server', { name: 'recording:damage', callId, fault: { message: 'It is not as it was.' } })
    expect(hotline.call.recording).to.deep.include({
      state: 'damaged',
      damage: { atMs: hotline.atMs, fault: { message: 'It is not as it was.' } },
    })
    expect(hotline.state.unsealed).to.deep.equal([])
  })

  it('takes reports from the server and commands from consoles, never the other way round', () => {
    const hotline = up()
    const { callId } = hotline.call
    expect(refusalOf(hotline, krPrincipal, { name: 'call:expire', callId, emptySinceMs: 0 })).to.equal('not-allowed')
    expect(refusalOf(hotline, 'server', { name: 'call:end', callId })).to.equal('not-allowed')
  })
})
