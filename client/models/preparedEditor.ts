import { computed, signal, type ReadonlySignal } from '@preact/signals'
import { inLanguage } from '../../server/calls/inLanguage.ts'
import type { Answer } from '../../server/protocol/events.ts'
import {
  preparedChangeSchema,
  type PreparedChange,
  type PreparedMessage,
  type PreparedSet,
} from '../../server/protocol/prepared.ts'
import type { Refusal } from '../../server/protocol/refusal.ts'

/** A prepared message while it is edited: it may be unfinished. */
export interface EditedMessage {
  readonly id: string
  readonly name: string
  /** What it was called when it was read, in the language of the console and in all. */
  readonly called?: { readonly here: string } & Pick<PreparedMessage, 'name' | 'names'>
  /** The language whose text is the authoritative one. */
  readonly original: string
  /** By language; where there is none, the message has no text in it. */
  readonly texts: ReadonlyMap<string, string>
}

export type PreparedState =
  | { readonly at: 'loading' }
  | { readonly at: 'refused'; readonly refusal: Refusal }
  | { readonly at: 'there'; readonly messages: readonly EditedMessage[] }

export interface PreparedEditor {
  readonly state: ReadonlySignal<PreparedState>
  readonly isChanged: ReadonlySignal<boolean>
  /** Of the last try to save. */
  readonly outcome: ReadonlySignal<'saving' | 'saved' | Refusal | undefined>
  /** Reads what is kept; what was edited and not saved is gone. */
  readonly read: () => Promise<void>
  readonly change: (id: string, change: Partial<Omit<EditedMessage, 'id' | 'texts'>>) => void
  readonly write: (id: string, language: string, text: string) => void
  readonly add: (language: string) => void
  readonly remove: (id: string) => void
  /** Undefined while there is nothing to save, or something that is unfinished. */
  readonly save: ReadonlySignal<(() => Promise<void>) | undefined>
}

interface Port {
  readonly prepared: () => Promise<Answer<PreparedSet>>
  readonly changePrepared: (change: PreparedChange) => Promise<Answer<PreparedSet>>
}

const editable = (message: PreparedMessage, language: string): EditedMessage => {
  const { id, name, names, texts } = message
  const { name: here } = inLanguage(message, language)
  return {
    id,
    name: here,
    called: { here, name, ...(names && { names }) },
    original: texts[0]?.language ?? '',
    texts: new Map(texts.map((one) => [one.language, one.text])),
  }
}

/** As it is kept: the original first, and no language that has no text. */
function keepable({ id, name, called, original, texts }: EditedMessage) {
  const rank = ({ language }: { language: string }): number => (language === original ? 0 : 1)
  const written = [...texts].map(([language, text]) => ({ language, text })).filter(({ text }) => text.trim() !== '')
  // Whoever calls it something else means that for all who read it: what it was called in other languages is of before.
  const { here, ...before } = called ?? {}
  return { id, name, ...(name === here && before), texts: written.toSorted((one, other) => rank(one) - rank(other)) }
}

/** Without its original no translation may go out in its place. */
const isWhole = ({ original, texts }: EditedMessage): boolean => (texts.get(original) ?? '').trim() !== ''

/**
 * The messages that an administrator's party has ready for the text lines, to be changed all at once.
 *
 * @param language of the console, at each moment.
 */
export function createPreparedEditor(port: Port, language: () => string): PreparedEditor {
  const state = signal<PreparedState>({ at: 'loading' })
  const kept = signal<PreparedSet | undefined>(undefined)
  const outcome = signal<'saving' | 'saved' | Refusal | undefined>(undefined)
  /** What was tried to be saved last: the same again is the same command. */
  let tried: { readonly messages: string; readonly commandId: string } | undefined

  const show = (set: PreparedSet): void => {
    kept.value = set
    state.value = { at: 'there', messages: set.messages.map((message) => editable(message, language())) }
  }
  const edit = (how: (messages: readonly EditedMessage[]) => readonly EditedMessage[]): void => {
    const now = state.peek()
    if (now.at !== 'there') return
    outcome.value = undefined
    state.value = { at: 'there', messages: how(now.messages) }
  }
  const editOne = (id: string, how: (message: EditedMessage) => EditedMessage): void =>
    edit((messages) => messages.map((message) => (message.id === id ? how(message) : message)))

  const edited = computed(() => (state.value.at === 'there' ? state.value.messages.map(keepable) : []))
  const isChanged = computed(
    () => state.value.at === 'there' && JSON.stringify(edited.value) !== JSON.stringify(kept.value?.messages),
  )

  async function save(messages: PreparedMessage[]): Promise<void> {
    const written = JSON.stringify(messages)
    if (tried?.messages !== written) tried = { messages: written, commandId: crypto.randomUUID() }
    const { commandId } = tried
    const revision = kept.peek()?.revision
    outcome.value = 'saving'
    const answer = await port.changePrepared({ commandId, messages, ...(revision !== undefined && { revision }) })
    outcome.value = answer.ok ? 'saved' : answer.refusal
    if (answer.ok) show(answer.body)
  }

  return {
    state,
    isChanged,
    outcome,
    async read() {
      outcome.value = undefined
      state.value = { at: 'loading' }
      const answer = await port.prepared()
      if (answer.ok) show(answer.body)
      else state.value = { at: 'refused', refusal: answer.refusal }
    },
    change: (id, change) => editOne(id, (message) => ({ ...message, ...change })),
    write: (id, language, text) =>
      editOne(id, (message) => ({ ...message, texts: new Map(message.texts).set(language, text) })),
    add: (language) =>
      edit((messages) => [
        ...messages,
        { id: `m-${crypto.randomUUID()}`, name: '', original: language, texts: new Map() },
      ]),
    remove: (id) => edit((messages) => messages.filter((message) => message.id !== id)),
    save: computed(() => {
      if (state.value.at !== 'there' || !isChanged.value || outcome.value === 'saving') return undefined
      const { messages } = state.value
      const parsed = preparedChangeSchema.shape.messages.safeParse(edited.value)
      return messages.every(isWhole) && parsed.success ? () => save(parsed.data) : undefined
    }),
  }
}
