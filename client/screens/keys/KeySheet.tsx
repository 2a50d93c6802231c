import { useEffect, useId, useRef } from 'preact/hooks'
import { Button } from '../../components/Button.tsx'
import { keySays } from '../../components/keyWords.ts'
import { KEY_ACTION_NAMES, KEY_ACTIONS, KEY_GROUPS, type KeyActionName } from '../../models/keyActions.ts'
import type { KeyRefusal } from '../../models/keyBindings.ts'
import { useSurface } from '../surface.ts'

/** Every key of the softphone, and where to choose another one. */
export function KeySheet() {
  const { phone, t } = useSurface()
  const { keys } = phone
  const titleId = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const before = document.activeElement
    dialog.current?.showModal()
    heading.current?.focus()
    return () => {
      dialog.current?.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  const groups = KEY_GROUPS.map((group) => ({
    group,
    actions: KEY_ACTION_NAMES.filter((action) => KEY_ACTIONS[action].group === group),
  })).filter(({ actions }) => actions.length > 0)
  return (
    <dialog
      ref={dialog}
      class="key-sheet"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        keys.closeSheet()
      }}
    >
      <header class="key-sheet-head">
        <h2 id={titleId} ref={heading} tabIndex={-1}>
          {t.keys.title}
        </h2>
        <Button action={keys.closeSheet}>{t.keys.close}</Button>
      </header>
      <p class="key-sheet-hint">{t.keys.hint}</p>
      <div class="key-sheet-groups">
        {groups.map(({ group, actions }) => (
          <section key={group} aria-label={t.keys.groups[group]}>
            <h3>{t.keys.groups[group]}</h3>
            <ul>
              {actions.map((action) => (
                <KeyRow key={action} action={action} />
              ))}
              {group === 'console' && (
                <li class="key-row">
                  <span class="key-row-action">{t.keys.closes}</span>
                  <kbd>{t.keys.escape}</kbd>
                </li>
              )}
            </ul>
          </section>
        ))}
      </div>
    </dialog>
  )
}

function KeyRow({ action }: { action: KeyActionName }) {
  const surface = useSurface()
  const { keys } = surface.phone
  const { t } = surface
  const binding = keys.keyOf(action)
  const name = t.keys.actions[action]
  const chooses = keys.choosing.value === action
  const refusal = keys.refusal.value?.action === action ? keys.refusal.value : undefined
  return (
    <li class="key-row">
      <span class="key-row-action">{name}</span>
      {chooses ? (
        <span class="key-row-press" role="status">
          {t.keys.press}
        </span>
      ) : (
        <kbd class={binding === undefined ? 'key-none' : undefined}>
          {binding === undefined ? t.keys.none : keySays(surface, binding)}
        </kbd>
      )}
      <span class="key-row-buttons">
        <Button look="quiet" label={t.keys.change(name)} action={() => keys.choose(chooses ? undefined : action)}>
          {t.keys.changeShort}
        </Button>
        {keys.isOwn(action) ? (
          <Button look="quiet" label={t.keys.restore(name)} action={keys.restore(action)}>
            {t.keys.restoreShort}
          </Button>
        ) : (
          <Button look="quiet" label={t.keys.takeAway(name)} action={() => keys.takeAway(action)}>
            {t.keys.takeAwayShort}
          </Button>
        )}
      </span>
      {refusal && (
        <p class="key-row-refused" role="alert">
          <Refused refusal={refusal} />
        </p>
      )}
    </li>
  )
}

function Refused({ refusal: { binding, by } }: { refusal: KeyRefusal }) {
  const surface = useSurface()
  const { keys } = surface.t
  const key = keySays(surface, binding)
  return <>{by === undefined ? keys.reserved(key) : keys.taken(key, keys.actions[by])}</>
}
