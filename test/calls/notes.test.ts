import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { decideNote, evolveNotes, notesInOrder } from '../../server/calls/notes.ts'
import { readsNotes, refuseNoting } from '../../server/calls/noteAuthority.ts'
import type { NoteCommand, NoteList } from '../../server/protocol/notes.ts'
import { ROLES, type Role } from '../../server/protocol/words.ts'
import { ADVISERS, LEADERS } from './demonstrationLines.ts'

const CALL = randomUUID()
const SEOUL_1 = { person: 'kr-notetaker', name: 'Han' }
const SEOUL_2 = { person: 'kr-notetaker-2', name: 'Seo' }

/** The desk of one party on one call, placed at 10,000 and live until it is said to have ended. */
class Desk {
  notes: NoteList = { version: 0, notes: [] }
  endedAtMs: number | undefined
  atMs = 20_000

  /** @returns the identifier of the command, or the refusal's code and sentence. */
  tell(command: NoteCommand, who = SEOUL_1): string {
    const commandId = randomUUID()
    const around = { atMs: this.atMs, callId: CALL, party: 'kr', commandId, placedAtMs: 10_000 }
    const decision = decideNote(this.notes, command, { ...around, endedAtMs: this.endedAtMs })
    if ('refusal' in decision) return `${decision.refusal.code}: ${decision.refusal.message}`
    const by = { kind: 'console', ...who, party: 'kr', role: 'notetaker', console: randomUUID() } as const
    const context = { version: this.notes.version + 1, atMs: this.atMs, by }
    for (const fact of decision.facts) this.notes = evolveNotes(this.notes, fact, context)
    return commandId
  }

  write(text: string, startedAtMs: number, who = SEOUL_1): string {
    return this.tell({ name: 'note:write', kind: 'note', text, startedAtMs }, who)
  }

  get texts(): string[] {
    return notesInOrder(this.notes.notes).map(({ text }) => text)
  }
}

describe('the notes of a party about a call', () => {
  let desk: Desk
  beforeEach(() => {
    desk = new Desk()
  })

  it('stand in the order of the moments at which they were begun, whoever was first to send theirs', () => {
    desk.write('second', 15_000)
    desk.write('first', 12_000, SEOUL_2)
    expect(desk.texts).to.deep.equal(['first', 'second'])
    expect(notesInOrder(desk.notes.notes).map(({ written }) => written.name)).to.deep.equal(['Seo', 'Han'])
  })

  it('are about a moment of the call, whatever a console’s clock says', () => {
    desk.write('before it', 5_000)
    desk.write('in the future', 999_999)
    desk.endedAtMs = 18_000
    desk.write('after it', 19_000)
    expect(desk.notes.notes.map(({ atMs }) => atMs)).to.deep.equal([10_000, 20_000, 18_000])
  })

  it('are changed by any note-taker of the party, on what they have seen', () => {
    const note = desk.write('They ask for a day.', 12_000)
    desk.tell({ name: 'note:change', note, revision: 0, kind: 'action', text: 'They ask for two days.' }, SEOUL_2)
    const [changed] = desk.notes.notes
    expect(changed).to.include({ text: 'They ask for two days.', kind: 'action', revision: 1, atMs: 12_000 })
    expect(changed?.written.name).to.equal('Han')
    expect(changed?.changed?.name).to.equal('Seo')
  })

  it('tell the second of two who change the same one, and keep what the first has written', () => {
    const note = desk.write('They ask for a day.', 12_000)
    desk.tell({ name: 'note:change', note, revision: 0, kind: 'note', text: 'They ask for two days.' }, SEOUL_2)
    const second = desk.tell({ name: 'note:change', note, revision: 0, kind: 'note', text: 'They ask for a week.' })
    expect(second).to.match(/^too-late: Seo has changed this note/)
    expect(desk.texts).to.deep.equal(['They ask for two days.'])
  })

  it('are withdrawn, and then neither changed nor shown', () => {
    const note = desk.write('A slip.', 12_000)
    desk.tell({ name: 'note:withdraw', note, revision: 0 }, SEOUL_2)
    expect(desk.texts).to.deep.equal([])
    const late = desk.tell({ name: 'note:change', note, revision: 0, kind: 'note', text: 'No slip.' })
    expect(late).to.match(/^too-late: Seo has withdrawn/)
    const { version } = desk.notes
    desk.tell({ name: 'note:withdraw', note, revision: 0 })
    expect(desk.notes.version, 'withdrawn twice is once').to.equal(version)
  })

  it('cost no fact when nothing of one is changed, and are unknown when they are not there', () => {
    const note = desk.write('As it is.', 12_000)
    const { version } = desk.notes
    desk.tell({ name: 'note:change', note, revision: 0, kind: 'note', text: 'As it is.' })
    expect(desk.notes.version).to.equal(version)
    expect(desk.tell({ name: 'note:withdraw', note: randomUUID(), revision: 0 })).to.match(/^unknown/)
  })
})

const person = (role: Role, party = 'kr') => ({ person: `${party}-${role}`, party, roles: [role], suspended: false })

describe('who may have what of the notes of a party', () => {
  const live = { people: [{ person: 'kr-notetaker' }] }

  it('lets its note-takers who are or were in the call write, and after the call all of them', () => {
    expect(refuseNoting(person('notetaker'), LEADERS, live)).to.equal(undefined)
    const other = { ...person('notetaker'), person: 'kr-other' }
    expect(refuseNoting(other, LEADERS, live)?.code).to.equal('not-now')
    expect(refuseNoting(other, LEADERS, { ...live, endedAtMs: 1 })).to.equal(undefined)
  })

  it('lets nobody else write', () => {
    for (const role of ROLES.filter((role) => role !== 'notetaker')) {
      const who = person(role)
      const call = { people: [{ person: who.person }], endedAtMs: 1 }
      expect(refuseNoting(who, LEADERS, call)?.code, role).to.equal('not-allowed')
    }
    expect(refuseNoting({ ...person('notetaker'), suspended: true }, LEADERS, live)?.code).to.equal('not-allowed')
    expect(refuseNoting(person('notetaker', 'fr'), LEADERS, { people: [], endedAtMs: 1 })?.code).to.equal('not-allowed')
  })

  it('lets its principal, advisers, note-takers and records officers read, where they are on the line', () => {
    const readers = (line: typeof LEADERS) => ROLES.filter((role) => readsNotes(person(role), line))
    expect(readers(LEADERS)).to.deep.equal(['principal', 'adviser', 'notetaker', 'records'])
    expect(readers(ADVISERS)).to.deep.equal(['adviser', 'notetaker', 'records'])
    expect(ROLES.filter((role) => readsNotes(person(role, 'fr'), LEADERS))).to.deep.equal([])
  })
})
