/** Where somebody who does not see the page, or uses no pointer, can go on when what they were at is gone. */
const PLACES = 'dialog, main, section, aside, header, [role=group], [role=region]'

/**
 * Keeps the focus in the page. What has it may go in the same moment, as *Call now* does when the call is there, or be not
 * possible while its own answer is waited for; a browser then gives the focus to nothing, and a screen reader begins at the
 * top. What is possible again has it back; for what is gone, the nearest part of the page that is still there has it.
 */
export function keepFocus(root: HTMLElement): () => void {
  let last: HTMLElement | undefined
  let around: readonly Element[] = []

  const focused = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLElement) || !root.contains(target)) return
    last = target
    around = ancestorsOf(target)
  }
  // Whoever presses beside everything wants nothing to have it.
  const pressed = (): void => void (last = undefined)
  const changed = (): void => {
    if (last === undefined || (document.activeElement !== document.body && document.activeElement !== null)) return
    if (last.isConnected && !isHidden(last)) return last.focus({ preventScroll: true })
    const place = around.find((one) => one.isConnected && !isHidden(one)) ?? document.getElementById('content')
    // Between two screens there may be none for a moment.
    if (!(place instanceof HTMLElement)) return
    if (!place.hasAttribute('tabindex')) place.setAttribute('tabindex', '-1')
    place.focus({ preventScroll: true })
  }
  const changes = new MutationObserver(changed)
  changes.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled', 'hidden'] })
  root.addEventListener('focusin', focused)
  addEventListener('pointerdown', pressed, { capture: true })
  return () => {
    changes.disconnect()
    root.removeEventListener('focusin', focused)
    removeEventListener('pointerdown', pressed, { capture: true })
  }
}

function ancestorsOf(element: Element): Element[] {
  const above = element.parentElement?.closest(PLACES)
  return above ? [above, ...ancestorsOf(above)] : []
}

const isHidden = (element: Element): boolean => element.closest('[hidden]') !== null
