import type { ComponentType } from 'preact'
import type { Sentences } from '../../languages/en.ts'
import type { OwnCall } from '../../models/ownCall.ts'
import { interpretsIn } from '../../models/interpreterDesk.ts'
import { InterpreterDesk } from './interpretation/InterpreterDesk.tsx'
import { NotesDesk } from './NotesDesk.tsx'
import { CaucusPanel } from './CaucusPanel.tsx'
import { People } from './People.tsx'

/** A panel beside the pictures of a call. One is shown at a time; the others keep what was begun in them. */
export interface SidePanel {
  readonly name: string
  /** On its button, and as the name of its region. */
  readonly title: (t: Sentences) => string
  /** Whether this person has it in this call. */
  readonly isFor: (own: OwnCall) => boolean
  /** It is the work of this person: it is open when the call begins. */
  readonly isFirst?: (own: OwnCall) => boolean
  readonly Panel: ComponentType<{ own: OwnCall }>
}

/** What works on the call itself, below its pictures over their whole width: all that are for this person are shown. */
export interface Desk {
  readonly name: string
  readonly isFor: (own: OwnCall) => boolean
  readonly Panel: ComponentType<{ own: OwnCall }>
}

/** In the order of their buttons. The text line is none of them: it stays in view whichever is open. */
export const SIDE_PANELS: readonly SidePanel[] = [
  { name: 'people', title: (t) => t.call.roster, isFor: () => true, Panel: People },
  {
    name: 'notes',
    title: (t) => t.notes.title,
    isFor: ({ leg }) => leg.role === 'notetaker' || leg.role === 'principal' || leg.role === 'adviser',
    isFirst: ({ leg }) => leg.role === 'notetaker',
    Panel: NotesDesk,
  },
  { name: 'caucus', title: (t) => t.caucus.title, isFor: () => true, Panel: CaucusPanel },
]

export const DESKS: readonly Desk[] = [{ name: 'interpreter', isFor: interpretsIn, Panel: InterpreterDesk }]
