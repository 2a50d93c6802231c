import { expect } from 'chai'
import type { LineCommand } from '../../server/calls/commands.ts'
import type { AtConsole } from '../../server/calls/decision.ts'
import { nextStep } from '../../server/calls/ladder.ts'
import { stillSounds } from '../../server/calls/missedRings.ts'
import { ringsFor } from '../../server/calls/rings.ts'
import type { Ladder } from '../../server/protocol/ladders.ts'
import { LEADERS } from './demonstrationLines.ts'
import { at, Hotline, jpPrincipal, jpWatch, krPrincipal, krWatch, PLACE, usPrincipal, usWatch } from './hotline.ts'

const jpAdviser = at('jp', 'adviser', 21)
const jpListener = at('jp', 'listener', 22)
const JAPAN = [jpPrincipal, jpWatch, jpAdviser, jpListener]

/** The example of docs/OPERATIONS.md. */
const LADDER: Ladder = [
  { afterMs: 0, roles: ['principal', 'watch'] },
  { afterMs: 10_000, roles: ['adviser'] },
  { afterMs: 20_000, roles: 'everybody' },
]
const INSISTING: Ladder = [
  { afterMs: 0, roles: ['principal'] },
  { afterMs: 10_000, roles: ['watch'], people: ['jp-adviser'], insists: true },
]

/** A call of Korea that rings at Japan by this ladder; of Japan these are signed in. */
function rungBy(ladder: Ladder | undefined, present: readonly AtConsole[] = JAPAN): Hotline {
  const hotline = new Hotline(ladder ? { ...LEADERS, ladders: { jp: ladder } } : LEADERS)
  hotline.signedIn = [krPrincipal, krWatch, ...present, usPrincipal, usWatch]
  hotline.must(krPrincipal, PLACE)
  hotline.must('server', { name: 'recording:start', callId: hotline.call.callId, keyNumber: 1 })
  return hotline
}

const callId = (hotline: Hotline): string => hotline.call.callId
const refusalOf = (hotline: Hotline, by: AtConsole, command: LineCommand): string => {
  const decision = hotline.take(by, command)
  return 'refusal' in decision ? decision.refusal.code : 'granted'
}

/** Things that happen, as the rows of the tables name them. */
type Act = (hotline: Hotline) => void
const after =
  (ms: number): Act =>
  (hotline) => {
    hotline.atMs += ms
    const about = { callId: callId(hotline), party: 'jp', attempt: hotline.ring('jp').attempt }
    // What the deadlines report: each step that is due, one after the other, then that the time is up.
    for (let step = nextStep(hotline.ring('jp')); step !== undefined; step = nextStep(hotline.ring('jp'))) {
      if (hotline.must('server', { name: 'ring:widen', ...about, step }).length === 0) break
    }
    hotline.must('server', { name: 'ring:expire', ...about })
  }
const declines =
  (who: AtConsole): Act =>
  (hotline) =>
    hotline.must(who, { name: 'call:decline', callId: callId(hotline), reason: 'in-another-call' })
const answers =
  (who: AtConsole): Act =>
  (hotline) =>
    hotline.must(who, { name: 'call:answer', callId: callId(hotline) })
const joins =
  (who: AtConsole): Act =>
  (hotline) =>
    hotline.must(who, { name: 'call:join', callId: callId(hotline) })
const leaves =
  (who: AtConsole): Act =>
  (hotline) =>
    hotline.must(who, { name: 'call:leave', callId: callId(hotline) })
const tells =
  (who: AtConsole, state: 'reached' | 'sounding' | 'seen'): Act =>
  (hotline) => {
    const { attempt } = hotline.ring('jp')
    hotline.must(who, { name: 'ring:report', callId: callId(hotline), attempt, state, armed: true })
  }
const ringsAgain =
  (person?: AtConsole): Act =>
  (hotline) =>
    hotline.must(krPrincipal, {
      name: 'ring:repeat',
      callId: callId(hotline),
      party: 'jp',
      ...(person && { person: person.console.person }),
    })
const signsIn =
  (who: AtConsole): Act =>
  (hotline) =>
    hotline.signedIn.push(who)
const ends: Act = (hotline) => hotline.must(krPrincipal, { name: 'call:cancel', callId: callId(hotline) })

const names = (people: readonly AtConsole[]): string[] => people.map(({ console }) => console.person)
const ringingAt = (hotline: Hotline): string[] =>
  names(JAPAN.filter(({ console, standing }) => ringsFor(hotline.ring('jp'), { ...console, standing })))

interface Row {
  readonly ladder?: Ladder
  readonly present?: readonly AtConsole[]
  readonly acts: readonly Act[]
  readonly state: string
  /** For whom of Japan it rings now. */
  readonly rings: readonly AtConsole[]
}
const GONE = { rings: [] }

const TABLE: Readonly<Record<string, Row>> = {
  'without a ladder rings all who are rung, at once': {
    acts: [],
    state: 'sent',
    rings: [jpPrincipal, jpWatch],
  },
  'begins with its first step': { ladder: LADDER, acts: [], state: 'sent', rings: [jpPrincipal, jpWatch] },
  'does not widen before its time': {
    ladder: LADDER,
    acts: [after(9_999)],
    state: 'sent',
    rings: [jpPrincipal, jpWatch],
  },
  'widens when a step is due': {
    ladder: LADDER,
    acts: [after(10_000)],
    state: 'sent',
    rings: [jpPrincipal, jpWatch, jpAdviser],
  },
  'comes to everybody': { ladder: LADDER, acts: [after(10_000), after(10_000)], state: 'sent', rings: JAPAN },
  'makes up for steps that a stopped server has missed': {
    ladder: LADDER,
    acts: [after(300_000)],
    state: 'sent',
    rings: JAPAN,
  },
  'is given up a whole ring after its last step': {
    ladder: LADDER,
    acts: [after(20_000), after(60_000)],
    state: 'unanswered',
    ...GONE,
  },
  'is not given up before': { ladder: LADDER, acts: [after(20_000), after(59_999)], state: 'sent', rings: JAPAN },
  'keeps what consoles have proved when it widens': {
    ladder: LADDER,
    acts: [tells(jpWatch, 'sounding'), after(10_000)],
    state: 'sounding',
    rings: [jpPrincipal, jpWatch, jpAdviser],
  },
  'rings a console that comes later, if it is for its person': {
    ladder: LADDER,
    present: [jpPrincipal],
    acts: [signsIn(jpWatch), tells(jpWatch, 'reached')],
    state: 'reached',
    rings: [jpPrincipal, jpWatch],
  },
  'goes on for the others when one declines': {
    ladder: LADDER,
    acts: [declines(jpPrincipal), after(10_000)],
    state: 'sent',
    rings: [jpWatch, jpAdviser],
  },
  'comes to the next step at once when all have declined': {
    ladder: LADDER,
    acts: [declines(jpPrincipal), declines(jpWatch)],
    state: 'sent',
    rings: [jpAdviser],
  },
  'passes a step of which nobody is signed in then': {
    ladder: LADDER,
    present: [jpPrincipal, jpListener],
    acts: [declines(jpPrincipal)],
    state: 'sent',
    // Also for who is not signed in: they ring when they come.
    rings: [jpWatch, jpAdviser, jpListener],
  },
  'is declined when all of all steps have declined': {
    ladder: LADDER,
    acts: [declines(jpPrincipal), declines(jpWatch), declines(jpAdviser), declines(jpListener)],
    state: 'declined',
    ...GONE,
  },
  'is settled by an answer, and widens no more': {
    ladder: LADDER,
    acts: [after(10_000), answers(jpAdviser), after(10_000)],
    state: 'answered',
    ...GONE,
  },
  'is answered by who is rung on the line and comes in before their step': {
    ladder: INSISTING,
    acts: [joins(jpWatch)],
    state: 'answered',
    ...GONE,
  },
  'names people beside roles': {
    ladder: INSISTING,
    acts: [after(10_000)],
    state: 'sent',
    rings: [jpPrincipal, jpWatch, jpAdviser],
  },
  'has no end once its last step insists': {
    ladder: INSISTING,
    acts: [after(10_000), after(86_400_000)],
    state: 'sent',
    rings: [jpPrincipal, jpWatch, jpAdviser],
  },
  'insists no more when all have declined': {
    ladder: INSISTING,
    acts: [after(10_000), declines(jpPrincipal), declines(jpWatch), declines(jpAdviser)],
    state: 'declined',
    ...GONE,
  },
  'begins with its first step when the party is rung again': {
    ladder: LADDER,
    acts: [after(20_000), after(60_000), ringsAgain()],
    state: 'sent',
    rings: [jpPrincipal, jpWatch],
  },
  'rings somebody by name before their step': {
    ladder: LADDER,
    acts: [ringsAgain(jpListener)],
    state: 'sent',
    rings: [jpPrincipal, jpWatch, jpListener],
  },
  'rings somebody by name who has declined': {
    ladder: LADDER,
    acts: [tells(jpWatch, 'seen'), declines(jpWatch), ringsAgain(jpWatch)],
    state: 'sent',
    rings: [jpPrincipal, jpWatch],
  },
  'rings for a whole ring from when somebody is rung by name': {
    acts: [after(50_000), ringsAgain(jpAdviser), after(59_999)],
    state: 'sent',
    rings: [jpPrincipal, jpWatch, jpAdviser],
  },
  'rings nobody but one who is fetched into the call': {
    acts: [answers(jpWatch), ringsAgain(jpPrincipal)],
    state: 'sent',
    rings: [jpPrincipal],
  },
  'is not settled for that one by somebody else who comes in': {
    acts: [answers(jpPrincipal), ringsAgain(jpAdviser), joins(jpWatch)],
    state: 'sent',
    rings: [jpAdviser],
  },
  'is settled by that one': {
    acts: [answers(jpWatch), ringsAgain(jpAdviser), answers(jpAdviser)],
    state: 'answered',
    ...GONE,
  },
  'rings the party beside one of it, when nobody is there any more': {
    acts: [answers(jpWatch), ringsAgain(jpAdviser), leaves(jpWatch), ringsAgain()],
    state: 'sent',
    rings: [jpPrincipal, jpWatch, jpAdviser],
  },
  'falls silent with its call': { ladder: LADDER, acts: [after(10_000), ends, after(10_000)], state: 'over', ...GONE },
}

describe('a ring', () => {
  for (const [what, { ladder, present, acts, state, rings }] of Object.entries(TABLE)) {
    it(what, () => {
      const hotline = rungBy(ladder, present)
      for (const act of acts) act(hotline)
      expect(hotline.ring('jp').state).to.equal(state)
      expect(ringingAt(hotline)).to.deep.equal(names(rings))
    })
  }

  it('leaves who has declined twice alone for a moment, by name and with their party', () => {
    const hotline = rungBy(undefined, [jpWatch])
    const again = { name: 'ring:repeat', callId: callId(hotline), party: 'jp' } as const
    const byName = { ...again, person: jpWatch.console.person }
    const decline = { name: 'call:decline', callId: callId(hotline), reason: 'wrong-time' } as const
    hotline.must(jpWatch, decline)
    hotline.must(krPrincipal, byName)
    hotline.must(jpWatch, decline)
    for (const command of [again, byName])
      expect(hotline.take(krPrincipal, command)).to.nested.include({ 'refusal.code': 'not-now' })
    after(15_000)(hotline)
    hotline.must(krPrincipal, again)
    hotline.must(jpWatch, decline)
    for (const command of [again, byName])
      expect(hotline.take(krPrincipal, command)).to.nested.include({ 'refusal.code': 'not-now' })
  })

  it('is armed where the console has told the server so, and not because it says so of its ring', () => {
    const hotline = rungBy(undefined, [jpWatch])
    hotline.unarmed = [jpWatch]
    const about = { callId: callId(hotline), attempt: 1, state: 'sounding', armed: true } as const
    hotline.must(jpWatch, { name: 'ring:report', ...about })
    expect(hotline.ring('jp').targets[0]).to.include({ armed: false })
  })

  it('takes the ladder that its party had then, whatever the directory says later', () => {
    const hotline = rungBy(LADDER)
    const sent = hotline.facts.find((fact) => fact.type === 'ring:sent' && fact.party === 'jp')
    expect(sent).to.deep.include({ ladder: LADDER, deadlineAtMs: hotline.atMs + 80_000 })
    Object.assign(hotline.line, { ladders: {} })
    after(20_000)(hotline)
    expect(ringingAt(hotline)).to.deep.equal(names(JAPAN))
  })

  it('is answered, declined and told of by nobody for whom it is not', () => {
    const hotline = rungBy(LADDER)
    const about = { callId: callId(hotline) }
    const report = { name: 'ring:report', ...about, attempt: 1, state: 'seen', armed: true } as const
    const decline = { name: 'call:decline', ...about, reason: 'unavailable' } as const
    const commands: LineCommand[] = [{ name: 'call:answer', ...about }, decline, report]
    const before = hotline.state
    for (const command of commands) expect(refusalOf(hotline, jpAdviser, command)).to.equal('not-allowed')
    expect(refusalOf(hotline, jpAdviser, { name: 'call:join', ...about })).to.equal('not-now')
    expect(hotline.state).to.equal(before)
    after(10_000)(hotline)
    expect(refusalOf(hotline, jpAdviser, report)).to.equal('granted')
    expect(refusalOf(hotline, jpAdviser, { name: 'call:join', ...about })).to.equal('granted')
    expect(hotline.ring('jp').answeredBy?.person).to.equal('jp-adviser')
  })

  it('rings nobody by name who is signed in nowhere, is in the call, or is of another party', () => {
    const hotline = rungBy(LADDER, [jpPrincipal, jpWatch])
    answers(jpWatch)(hotline)
    const repeat = (person: string): LineCommand => ({
      name: 'ring:repeat',
      callId: callId(hotline),
      party: 'jp',
      person,
    })
    expect(refusalOf(hotline, krPrincipal, repeat('jp-adviser'))).to.equal('not-now')
    expect(refusalOf(hotline, krPrincipal, repeat('jp-watch'))).to.equal('not-now')
    expect(refusalOf(hotline, krPrincipal, repeat('us-watch'))).to.equal('unknown')
    expect(hotline.must(krPrincipal, repeat('jp-principal')).map(({ type }) => type)).to.deep.equal(['ring:sent'])
    expect(hotline.must(krWatch, { name: 'call:join', callId: callId(hotline) })).to.have.length(1)
    expect(hotline.must(krWatch, repeat('jp-principal')), 'twice at once rings once').to.deep.equal([])
  })

  it('rings by name also who is lost or on hold in the call, and nobody else of the party; coming back is an answer', () => {
    for (const isLost of [false, true]) {
      const hotline = rungBy(undefined)
      answers(jpWatch)(hotline)
      const about = { callId: callId(hotline), console: jpWatch.console.console }
      if (isLost) hotline.must('server', { name: 'leg:lose', ...about })
      else hotline.must(jpWatch, { name: 'call:hold', callId: about.callId })
      ringsAgain(jpWatch)(hotline)
      expect(hotline.ring('jp')).to.include({ state: 'sent', attempt: 2 })
      expect(ringingAt(hotline)).to.deep.equal(['jp-watch'])
      expect(
        hotline.must(jpWatch, { name: 'call:answer', callId: about.callId }).map(({ type }) => type),
      ).to.deep.equal([isLost ? 'leg:back' : 'leg:retrieved', 'ring:answered'])
      expect(hotline.call.legs.filter(({ person, state }) => person === 'jp-watch' && state === 'on')).to.have.length(1)
    }
  })

  it('is not ended by a deadline that was computed before it was put off', () => {
    const hotline = rungBy(undefined)
    const { deadlineAtMs = 0 } = hotline.ring('jp')
    hotline.atMs = deadlineAtMs
    ringsAgain(jpAdviser)(hotline)
    const expire = { name: 'ring:expire', callId: callId(hotline), party: 'jp', attempt: 1 } as const
    expect(hotline.must('server', { ...expire, dueAtMs: deadlineAtMs, deadlineAtMs })).to.deep.equal([])
    expect(hotline.ring('jp').state).to.equal('sent')
  })

  it('says when somebody will call back, and takes no such time that is past or for another reason', () => {
    const hotline = rungBy(LADDER)
    const decline = { name: 'call:decline', callId: callId(hotline) } as const
    const callBackAtMs = hotline.atMs + 900_000
    const later = { ...decline, reason: 'call-back-later' } as const
    expect(refusalOf(hotline, jpWatch, { ...later, callBackAtMs: hotline.atMs })).to.equal('malformed')
    // No date at all: every console that is to write it would show nothing any more.
    expect(refusalOf(hotline, jpWatch, { ...later, callBackAtMs: 1e308 })).to.equal('malformed')
    expect(refusalOf(hotline, jpWatch, { ...decline, reason: 'wrong-time', callBackAtMs })).to.equal('malformed')
    hotline.must(jpWatch, { ...later, callBackAtMs })
    hotline.must(jpPrincipal, later)
    expect(hotline.ring('jp').declines.map((one) => one.callBackAtMs)).to.deep.equal([callBackAtMs, undefined])
  })
})

describe('a missed ring', () => {
  const missedBy = (hotline: Hotline, who: AtConsole): string =>
    refusalOf(hotline, who, { name: 'ring:acknowledge', callId: callId(hotline) })

  it('is one of those alone whom its steps had come to', () => {
    const hotline = rungBy(LADDER)
    after(10_000)(hotline)
    ends(hotline)
    expect(missedBy(hotline, jpListener)).to.equal('not-allowed')
    expect([jpPrincipal, jpWatch, jpAdviser].map((who) => missedBy(hotline, who))).to.deep.equal([
      'granted',
      'granted',
      'granted',
    ])
  })

  it('insists once the last step has insisted, until somebody of the party has acknowledged it', () => {
    const hotline = rungBy(INSISTING)
    Object.assign(hotline.line, { ladders: { jp: INSISTING, us: INSISTING } })
    after(10_000)(hotline)
    declines(jpPrincipal)(hotline)
    ends(hotline)
    const [ofJapan, ofUs] = ['jp', 'us'].map((party) => () => hotline.state.missed.find((one) => one.party === party))
    expect(ofJapan?.()).to.deep.include({ insists: true, declinedBy: ['jp-principal'] })
    expect(ofUs?.()?.insists, 'without a ladder it does not').to.equal(undefined)
    expect(missedBy(hotline, usWatch)).to.equal('granted')
    expect(ofJapan?.()).to.satisfy(stillSounds, 'what another party has seen does not silence it')
    expect(missedBy(hotline, jpAdviser)).to.equal('granted')
    expect(ofJapan?.()).not.to.satisfy(stillSounds)
    expect(missedBy(hotline, jpWatch), 'it stays until each has seen it').to.equal('granted')
  })

  it('does not insist when the call ends before that step', () => {
    const hotline = rungBy(INSISTING)
    ends(hotline)
    expect(hotline.state.missed.find(({ party }) => party === 'jp')?.insists).to.equal(undefined)
  })

  it('says that nobody whom it rang was signed in, unless it has come to somebody', () => {
    const ofJapan = (hotline: Hotline) => hotline.state.missed.find(({ party }) => party === 'jp')
    const nobody = rungBy(LADDER, [jpListener])
    after(10_000)(nobody)
    ends(nobody)
    expect(ofJapan(nobody)?.nobodySignedIn, 'of those to whom it had come').to.equal(true)

    const somebody = rungBy(LADDER)
    ends(somebody)
    expect(ofJapan(somebody)).not.to.have.property('nobodySignedIn')

    const later = rungBy(undefined, [])
    after(60_000)(later)
    expect(ofJapan(later)?.nobodySignedIn).to.equal(true)
    later.signedIn = [...later.signedIn, jpWatch]
    ringsAgain()(later)
    after(60_000)(later)
    expect(ofJapan(later), 'rung again it came to somebody').not.to.have.property('nobodySignedIn')
    later.signedIn = later.signedIn.filter((who) => who !== jpWatch)
    ringsAgain()(later)
    after(60_000)(later)
    expect(ofJapan(later), 'somebody was rung once').not.to.have.property('nobodySignedIn')
  })

  it('of one who was rung by name is theirs alone, beside what the party has missed', () => {
    const hotline = rungBy(undefined)
    answers(jpWatch)(hotline)
    ringsAgain(jpAdviser)(hotline)
    after(60_000)(hotline)
    expect(hotline.ring('jp').state).to.equal('unanswered')
    expect(missedBy(hotline, jpPrincipal)).to.equal('not-allowed')
    expect(missedBy(hotline, jpAdviser)).to.equal('granted')
    ringsAgain(jpListener)(hotline)
    ringsAgain(jpAdviser)(hotline)
    after(60_000)(hotline)
    const ofJapan = hotline.state.missed.filter(({ party }) => party === 'jp')
    expect(ofJapan, 'one ring on the screen').to.have.length(1)
    expect(ofJapan[0]?.acknowledgedBy, 'and it is new to them').to.deep.equal([])
    expect([jpAdviser, jpListener].map((who) => missedBy(hotline, who))).to.deep.equal(['granted', 'granted'])
  })
})
