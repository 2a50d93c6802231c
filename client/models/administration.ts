import { signal, type ReadonlySignal } from '@preact/signals'
import type { Line, Person } from '../../server/protocol/directory.ts'
import type { Answer } from '../../server/protocol/events.ts'
import type { PreparedChange, PreparedSet } from '../../server/protocol/prepared.ts'
import type { Refusal } from '../../server/protocol/refusal.ts'

import { createPreparedEditor, type PreparedEditor } from './preparedEditor.ts'

export interface AdministrationPort {
  readonly people: () => Promise<Answer<readonly Person[]>>
  readonly lines: () => Promise<Answer<readonly Line[]>>
  readonly prepared: () => Promise<Answer<PreparedSet>>
  readonly changePrepared: (change: PreparedChange) => Promise<Answer<PreparedSet>>
}

export type Directory =
  | { readonly at: 'loading' }
  | { readonly at: 'there'; readonly people: readonly Person[]; readonly lines: readonly Line[] }
  | { readonly at: 'refused'; readonly refusal: Refusal }

export interface Administration {
  readonly directory: ReadonlySignal<Directory>
  readonly read: () => Promise<void>
  readonly prepared: PreparedEditor
}

/** The people and lines of an administrator's own party, to look at, and what it has prepared to say, to change. */
export function createAdministration(port: AdministrationPort, language: () => string): Administration {
  const directory = signal<Directory>({ at: 'loading' })
  async function read(): Promise<void> {
    directory.value = { at: 'loading' }
    const [people, lines] = await Promise.all([port.people(), port.lines()])
    if (!people.ok) directory.value = { at: 'refused', refusal: people.refusal }
    else if (!lines.ok) directory.value = { at: 'refused', refusal: lines.refusal }
    else directory.value = { at: 'there', people: people.body, lines: lines.body }
  }
  return { directory, read, prepared: createPreparedEditor(port, language) }
}
