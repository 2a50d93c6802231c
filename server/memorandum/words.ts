import type { MemorandumLanguage } from '../protocol/memoranda.ts'
import type { NoteKind } from '../protocol/notes.ts'
import type { EndReason, Marking, Precedence, Role } from '../protocol/words.ts'
import { en } from './languages/en.ts'
import { ja } from './languages/ja.ts'
import { ko } from './languages/ko.ts'

/** Every sentence of a memorandum. A language that lacks one does not compile. */
export interface MemorandumWords {
  /** By which dates are written. */
  readonly tag: string
  readonly title: string
  /** On every page. */
  readonly notVerbatim: string
  readonly ofMarking: Readonly<Record<Exclude<Marking, 'real'>, string>>
  readonly page: (page: string, of: string) => string
  readonly line: string
  readonly parties: string
  readonly placed: string
  readonly placedBy: (when: string, who: string) => string
  readonly ended: string
  readonly endedBecause: (when: string, why: string) => string
  readonly stillUp: string
  readonly endReasons: Readonly<Record<EndReason, string>>
  readonly precedence: string
  readonly precedences: Readonly<Record<Precedence, string>>
  readonly marking: string
  readonly markings: Readonly<Record<Marking, string>>
  readonly times: string
  readonly identifier: string
  readonly madeFor: string
  readonly made: string
  readonly attendance: string
  readonly roles: Readonly<Record<Role, string>>
  readonly present: (from: string, to: string) => string
  readonly attended: (role: string, times: readonly string[]) => string
  readonly presentStill: (from: string) => string
  readonly sections: Readonly<Record<NoteKind, string>>
  readonly none: string
  readonly notedBy: (name: string) => string
  readonly texts: string
  readonly number: (number: number) => string
  readonly original: string
  readonly acknowledgedBy: (name: string, party: string, time: string) => string
  readonly nameAndParty: (name: string, party: string) => string
}

export const MEMORANDUM_WORDS: Readonly<Record<MemorandumLanguage, MemorandumWords>> = { en, ko, ja }
