import { expect } from 'chai'
import { partyRing, type PartyRing } from '../../../client/models/partyRing.ts'
import { ringDetails, ringSays, type RingReader } from '../../../client/components/ringWords.ts'
import { en } from '../../../client/languages/en.ts'
import type { PresentConsole } from '../../../server/protocol/consoles.ts'
import type { Ladder } from '../../../server/protocol/ladders.ts'
import { LEADERS } from '../../calls/demonstrationLines.ts'
import { by, JP, JP_WATCH, KR, LineScript, present, SERVER } from '../fakeLine.ts'

const NAMES: Record<string, string> = { 'jp-principal': 'Sato Haruka', 'jp-watch': 'Ito Ren' }
const LADDER: Ladder = [
  { afterMs: 0, roles: ['principal'] },
  { afterMs: 10_000, roles: ['watch', 'adviser'] },
  { afterMs: 20_000, roles: 'everybody', insists: true },
]
/** 12:00 in Seoul. */
const NOON_MS = Date.UTC(2026, 10, 24, 3)

describe('what a caller is told of a party', () => {
  let script: LineScript
  let consoles: PresentConsole[]

  beforeEach(() => {
    script = new LineScript('leaders', NOON_MS)
    script.place(KR)
    consoles = [present(JP), present(JP_WATCH)]
  })

  const now = (): PartyRing => {
    const { state } = script
    const call = state.call
    const ring = call?.rings.find(({ party }) => party === 'jp')
    if (call === undefined || ring === undefined) throw new Error('Japan is not rung.')
    return partyRing({ line: LEADERS, standing: 'rung', state, consoles }, call, ring)
  }
  const reader = (): RingReader => ({
    t: en,
    personName: (person) => NAMES[person] ?? person,
    nowMs: script.atMs,
    timeZone: 'Asia/Seoul',
  })
  const says = (): string => ringSays(now(), reader())
  const details = (): string[] => ringDetails(now(), reader())
  const sent = (ladder: Ladder) => {
    const deadlineAtMs = script.atMs + 80_000
    const targets = [{ console: JP.console, person: JP.person }]
    script.entry(SERVER, [{ type: 'ring:sent', party: 'jp', attempt: 1, deadlineAtMs, ladder, consoles: targets }])
  }
  const declined = (reason: 'in-another-call' | 'call-back-later', callBackAtMs?: number) => {
    const about = { party: 'jp', attempt: 1, console: JP.console, person: JP.person, reason }
    const when = callBackAtMs === undefined ? {} : { callBackAtMs }
    script.entry(by(JP), [{ type: 'ring:declined', ...about, ...when }])
  }
  const attended = (is: boolean) => {
    script.entry(SERVER, [{ type: is ? 'party:attended' : 'party:unattended', party: 'jp' }])
  }

  it('is what consoles have proved, and by whom', () => {
    script.ring('jp', [JP, JP_WATCH])
    expect([says(), details()]).to.deep.equal(['Ring sent', []])
    script.told(JP, 'reached')
    expect(says()).to.equal('Reached Sato Haruka')
    script.told(JP, 'sounding')
    expect(says()).to.equal('Sounding at Sato Haruka')
    script.told(JP_WATCH, 'seen')
    expect([says(), details()]).to.deep.equal(['Seen by Ito Ren', ['It sounds at Sato Haruka']])
  })

  const lost: Record<string, () => void> = {
    'is gone': () => void consoles.shift(),
    'gives no sign of life': () => (consoles[0] = present(JP, { silentSinceMs: NOON_MS, colour: 'red' })),
    'says that its sound has stopped': () =>
      (consoles[0] = present(JP, { faults: [{ check: 'sound', colour: 'red' }], colour: 'red' })),
    'is not armed, and would not tell': () => (consoles[0] = present(JP, { armed: false })),
  }
  for (const [what, lose] of Object.entries(lost)) {
    it(`is not "sounding" of a console that ${what}`, () => {
      script.ring('jp', [JP, JP_WATCH])
      script.told(JP, 'sounding')
      lose()
      expect(says()).to.equal('Sounded at Sato Haruka. Whether it still does is not known')
      script.told(JP_WATCH, 'sounding')
      expect(says()).to.equal('Sounding at Ito Ren')
      expect(details()).to.include('Sounded at Sato Haruka. Whether it still does is not known')
    })
  }

  it('says why it has reached an armed console and does not sound there, as far as that console says so', () => {
    script.ring('jp', [JP, JP_WATCH])
    script.told(JP, 'reached')
    expect([says(), details()]).to.deep.equal(['Reached Sato Haruka', []])
    consoles[0] = present(JP, { faults: [{ check: 'sound', colour: 'red', fault: 'sound-blocked' }], colour: 'red' })
    expect(details()).to.deep.equal(['The console of Sato Haruka says that it makes no sound'])
    consoles[0] = present(JP, { faults: [{ check: 'sound', colour: 'red' }], silentSinceMs: NOON_MS, colour: 'red' })
    expect(details(), 'one that is not heard says nothing').not.to.include(
      'The console of Sato Haruka says that it makes no sound',
    )
  })

  it('is still "sounding" of a console with a fault that does not silence it', () => {
    script.ring('jp', [JP, JP_WATCH])
    script.told(JP, 'sounding')
    consoles[0] = present(JP, { faults: [{ check: 'microphone', colour: 'red' }], colour: 'red' })
    expect(says()).to.equal('Sounding at Sato Haruka')
  })

  it('says that nobody is armed, and since when in the time of whoever reads it', () => {
    consoles = [present(JP, { armed: false, colour: 'red' })]
    script.ring('jp', [JP])
    expect(details(), 'nobody has ever said').to.deep.equal(['Nobody there is armed; since when is not known'])
    attended(true)
    expect(details(), 'the end of it is no fact yet').to.deep.equal(['Nobody there is armed; since when is not known'])
    attended(false)
    const [said] = details()
    expect(said).to.equal('Nobody there is armed: not reachable since 12:00 Seoul time')
    script.atMs += 86_400_000
    expect(details()).to.deep.equal(['Nobody there is armed: not reachable since Tue 24 Nov, 12:00 Seoul time'])
    script.told(JP, 'reached', false)
    expect(says()).to.include('not armed: it may make no sound')
    consoles = []
    expect(details()).to.have.length(1)
    consoles = [present(JP)]
    expect(details()).to.deep.equal([])
  })

  it('says so of those whom it rings, also where others are armed', () => {
    consoles = [present(JP, { armed: false }), present(JP_WATCH)]
    sent(LADDER)
    attended(true)
    expect(details()[0]).to.equal('Nobody whom it rings is armed')
  })

  it('names who is busy, with the precedence of the call that they are in', () => {
    consoles = [present(JP, { busy: 'immediate' }), present(JP_WATCH)]
    script.ring('jp', [JP, JP_WATCH])
    expect(details()).to.deep.equal(['Sato Haruka is in another call: immediate'])
  })

  it('says which step rings, who is next and when', () => {
    sent(LADDER)
    script.atMs += 3_000
    expect(details()).to.deep.equal(['Step 1 of 3: Principal', 'Next: Watch officer, Adviser, in 7 s'])
    script.entry(SERVER, [{ type: 'ring:widened', party: 'jp', attempt: 1, step: 1, consoles: [] }])
    script.entry(SERVER, [{ type: 'ring:widened', party: 'jp', attempt: 1, step: 2, consoles: [] }])
    expect(details()).to.deep.equal(['Step 3 of 3: everybody'])
    expect(now().lasts, 'and that it has no end').to.equal(true)
  })

  it('says why somebody has declined, and when they will call back in the time of whoever reads it', () => {
    script.ring('jp', [JP, JP_WATCH])
    declined('call-back-later', NOON_MS + 9_000_000)
    expect(says()).to.equal('Ring sent')
    expect(details()).to.deep.equal(['Declined by Sato Haruka: will call back at 14:30 Seoul time'])
    const about = { party: 'jp', attempt: 1, console: JP_WATCH.console, person: JP_WATCH.person }
    script.entry(by(JP_WATCH), [{ type: 'ring:declined', ...about, reason: 'wrong-time' }])
    expect(says()).to.equal('Declined by Ito Ren: wrong time')
    expect(details()).to.deep.equal(['Declined by Sato Haruka: will call back at 14:30 Seoul time'])
  })

  it('is not that it has answered, where nobody of it hears the call: who, why and since when', () => {
    script.ring('jp', [JP, JP_WATCH])
    script.answered(JP)
    expect([says(), now().unheard]).to.deep.equal(['Answered by Sato Haruka', undefined])
    script.entry(by(JP), [{ type: 'leg:held', console: JP.console, reason: 'answering', precedence: 'priority' }])
    expect(now().unheard?.state).to.equal('held')
    expect(says()).to.equal('Sato Haruka: On hold for a PRIORITY call, since 12:00')
    script.entry(by(JP), [{ type: 'leg:retrieved', console: JP.console }])
    expect(says()).to.equal('Answered by Sato Haruka')
    script.entry(SERVER, [{ type: 'leg:away', reason: 'console-lost', console: JP.console }])
    expect(says()).to.equal('Connection lost since 12:00')
    script.entry(by(JP), [{ type: 'leg:left', reason: 'left', console: JP.console }])
    expect(now().unheard, 'nobody is there any more').to.equal(undefined)
  })

  it('lists who of it could be rung by name: who is there and not in the call', () => {
    script.ring('jp', [JP, JP_WATCH])
    expect(now().present.map(({ person }) => person)).to.deep.equal(['jp-principal', 'jp-watch'])
    script.answered(JP_WATCH)
    const me = { console: JP.console, person: JP.person }
    const about = { party: 'jp', attempt: 2, deadlineAtMs: script.atMs + 60_000 }
    script.entry(by(KR), [{ type: 'ring:sent', ...about, person: JP.person, consoles: [me] }])
    expect(says()).to.equal('Ring sent to Sato Haruka')
    expect(now().present.map(({ person }) => person)).to.deep.equal(['jp-principal'])
    script.entry(by(JP_WATCH), [{ type: 'leg:held', console: JP_WATCH.console, reason: 'asked' }])
    expect(
      now().present.map(({ person }) => person),
      'who is on hold hears nothing',
    ).to.include('jp-watch')
  })
})
