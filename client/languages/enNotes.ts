import type { NoteKind } from '../../server/protocol/notes.ts'
import type { RefusalCode } from '../../server/protocol/refusal.ts'
import type { Worded } from './worded.ts'

/** Why a note was not written, said after "Not written". */
const heldBecause: Record<RefusalCode, string> = {
  'signed-out': 'You are signed out.',
  'not-allowed': 'Your role may not write notes of this call.',
  malformed: 'The server did not understand it.',
  unknown: 'This call, or this note, is there no more.',
  'too-late': 'Somebody has changed or withdrawn this note meanwhile; what you wrote is here.',
  'not-now': 'That was not possible.',
  'slow-down': 'Too many notes at once.',
  unavailable: 'The server could not be reached.',
  broken: 'The log of these notes is damaged. Tell the operator.',
}
const kinds: Record<NoteKind, string> = { note: 'Note', decision: 'Decision', action: 'Action' }

/** The sentences of the note-taker's desk in English. */
export const enNotes = {
  title: 'Notes',
  ofLastCall: 'Notes of the last call',
  left: (count: number) => `Left from an earlier call: ${count}`,
  begun: (time: string) => `Begun at ${time}`,
  taken: 'Notes taken',
  private: 'For your own party only.',
  none: 'No notes of this call yet.',
  loading: 'Reading the notes',
  field: 'Note',
  placeholder: 'Write a note',
  hint: 'Enter writes it, Shift and Enter begins a new line.',
  kind: 'Kind of note',
  kinds,
  write: 'Write note',
  save: 'Save change',
  cancel: 'Do not change it',
  change: 'Change',
  changeWhich: (time: string, name: string) => `Change the note of ${time} by ${name}`,
  withdraw: 'Withdraw',
  withdrawWhich: (time: string, name: string) => `Withdraw the note of ${time} by ${name}`,
  play: (time: string) => `Play from ${time}`,
  /** The words *Memorandum of conversation* are on the file itself. */
  memorandum: (file: string) => `Memorandum, ${file}`,
  changedBy: (name: string) => `changed by ${name}`,
  waiting: 'Waiting to be written',
  notWritten: (why: RefusalCode | 'old') => (why === 'old' ? 'Not written.' : `Not written. ${heldBecause[why]}`),
  writeApart: 'Write as a note of its own',
  discard: 'Discard',
}
export type NoteSentences = Worded<typeof enNotes>
