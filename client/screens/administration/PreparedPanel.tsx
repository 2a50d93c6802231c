import { useEffect } from 'preact/hooks'
import { Button } from '../../components/Button.tsx'
import { RefusalNote } from '../../components/RefusalNote.tsx'
import type { PreparedEditor } from '../../models/preparedEditor.ts'
import { useSurface } from '../surface.ts'
import { PreparedFields } from './PreparedFields.tsx'

/** What the party has ready for its text lines, where its administrators change it. */
export function PreparedPanel({ editor }: { editor: PreparedEditor }) {
  const { phone, t } = useSurface()
  const words = t.administration.prepared
  const state = editor.state.value
  useEffect(() => void editor.read(), [editor])
  // Every party of the hotline is to read it in its own language.
  const ofParties = phone.lines.parties.value.flatMap(({ languages }) => languages)
  const inUse = state.at === 'there' ? state.messages.flatMap(({ texts }) => [...texts.keys()]) : []
  const languages = [...new Set([...phone.texts.languages.value, ...ofParties, ...inUse])]
  return (
    <section class="panel" aria-labelledby="prepared">
      <h2 id="prepared">{words.title}</h2>
      <p class="page-note">{words.explain}</p>
      {state.at === 'loading' && <p class="quiet-note">{t.loading}</p>}
      {state.at === 'refused' && (
        <RefusalNote refusal={state.refusal} failed={words.failed}>
          <Button action={editor.read}>{t.administration.again}</Button>
        </RefusalNote>
      )}
      {state.at === 'there' && (
        <>
          {state.messages.map((message) => (
            <PreparedFields key={message.id} message={message} languages={languages} editor={editor} />
          ))}
          <Saving editor={editor} language={languages[0] ?? 'en'} />
        </>
      )}
    </section>
  )
}

function Saving({ editor, language }: { editor: PreparedEditor; language: string }) {
  const { t } = useSurface()
  const words = t.administration.prepared
  const outcome = editor.outcome.value
  const isChanged = editor.isChanged.value
  const save = editor.save.value
  return (
    <>
      {typeof outcome === 'object' && outcome.code !== 'too-late' && (
        <RefusalNote refusal={outcome} failed={words.notSaved} />
      )}
      {typeof outcome === 'object' && outcome.code === 'too-late' && (
        <div class="note note-danger" role="alert">
          <p>{words.overtaken}</p>
          <Button action={editor.read}>{words.readAgain}</Button>
        </div>
      )}
      <p class="prepared-state" role="status">
        {outcome === 'saved' ? words.saved : isChanged && save === undefined ? words.unfinished : ''}
      </p>
      <div class="prepared-actions">
        <Button action={() => editor.add(language)}>{words.add}</Button>
        <Button look="quiet" action={isChanged ? editor.read : undefined}>
          {words.undo}
        </Button>
        <Button look="primary" action={save} busy={outcome === 'saving'}>
          {words.save}
        </Button>
      </div>
    </>
  )
}
