/**
 * What does not fit on the page as it stands, in words; runs in the browser. A text is at fault where it is wider than its
 * box, is cut by a box around it that does not scroll, or leaves the window sideways. What is hidden from the eye on purpose
 * (a box of one pixel) is not text that is seen, and an ellipsis says itself that there is more, in one line of names alone.
 */
export function misfits(targetPx: number): string[] {
  const SLACK_PX = 1
  const found = new Set<string>()
  const nameOf = (element: Element): string => {
    const words = (element.textContent ?? '').trim().replaceAll(/\s+/g, ' ').slice(0, 40)
    const classes = typeof element.className === 'string' ? element.className.trim().replaceAll(/\s+/g, '.') : ''
    return `${element.tagName.toLowerCase()}${classes === '' ? '' : `.${classes}`} “${words}”`
  }
  const hidden = new Map<Element, boolean>()
  /** Kept for who hears the page: a box of one pixel, or cut away whole. */
  const isHidden = (element: Element | null): boolean => {
    if (element === null) return false
    const known = hidden.get(element)
    if (known !== undefined) return known
    const is = getComputedStyle(element).clipPath.startsWith('inset(50%') || isHidden(element.parentElement)
    hidden.set(element, is)
    return is
  }
  const isShown = (element: Element): boolean =>
    element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) &&
    element.getBoundingClientRect().width > 1 &&
    !isHidden(element)

  /** How far an element may be seen: what the boxes around it that neither scroll nor show what overflows leave of it. */
  const clipOf = (
    element: Element,
  ): { left: number; right: number; top: number; bottom: number; by: Element | undefined } => {
    const clip = {
      left: 0,
      right: window.innerWidth,
      top: -Infinity,
      bottom: Infinity,
      by: undefined as Element | undefined,
    }
    for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
      const { overflowX, overflowY, position } = getComputedStyle(box)
      const { left, right, top, bottom } = box.getBoundingClientRect()
      const scrolls = (axis: string): boolean => axis === 'auto' || axis === 'scroll'
      // What scrolls can be reached; from there on outwards that axis is no fault of its text.
      if (scrolls(overflowX) || scrolls(overflowY))
        return scrolls(overflowX) ? { ...clip, left: -Infinity, right: Infinity } : clip
      if (overflowX === 'hidden' || overflowX === 'clip')
        Object.assign(clip, { left: Math.max(clip.left, left), right: Math.min(clip.right, right), by: box })
      if (overflowY === 'hidden' || overflowY === 'clip')
        Object.assign(clip, { top: Math.max(clip.top, top), bottom: Math.min(clip.bottom, bottom), by: box })
      if (position === 'fixed') break
    }
    return clip
  }

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    if (element === null || (node.nodeValue ?? '').trim() === '' || !isShown(element)) continue
    if (element.closest('option, script, style, [aria-hidden="true"]') !== null) continue
    range.selectNodeContents(node)
    const text = range.getBoundingClientRect()
    if (text.width === 0) continue
    const style = getComputedStyle(element)
    const isShortened = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none'
    if (!isShortened && style.display !== 'inline') {
      if (
        element.scrollWidth > element.clientWidth + SLACK_PX &&
        style.overflowX !== 'auto' &&
        style.overflowX !== 'scroll'
      )
        found.add(`${nameOf(element)} is ${element.scrollWidth - element.clientWidth} px wider than its box`)
    }
    if (isShortened) continue
    const clip = clipOf(element)
    const over = Math.max(
      clip.left - text.left,
      text.right - clip.right,
      clip.top - text.top,
      text.bottom - clip.bottom,
    )
    if (over > SLACK_PX)
      found.add(
        `${nameOf(element)} is cut by ${Math.round(over)} px${clip.by ? ` in ${nameOf(clip.by).split(' ')[0]}` : ''}`,
      )
  }

  // What lies beside its box is no longer of it, also where nothing cuts it.
  for (const box of document.querySelectorAll<HTMLElement>(
    'section, aside, li, figure, fieldset, form, .panel, .note, .strip',
  )) {
    if (!isShown(box) || getComputedStyle(box).overflowX !== 'visible') continue
    if (box.scrollWidth > box.clientWidth + SLACK_PX && box.clientWidth > 0)
      found.add(`${nameOf(box)} holds what is ${box.scrollWidth - box.clientWidth} px wider`)
  }

  for (const element of document.querySelectorAll<HTMLElement>('button, select, input, [role="tab"], a.button')) {
    if (!isShown(element)) continue
    const { width, height, left, right } = element.getBoundingClientRect()
    // A small box with words beside it is pressed by its words, and a slider by its track.
    const pressed = element.closest('label')?.getBoundingClientRect() ?? { width, height }
    if (Math.min(Math.max(width, pressed.width), Math.max(height, pressed.height)) < targetPx)
      found.add(`${nameOf(element)} is ${Math.round(width)} by ${Math.round(height)} px`)
    if (left < -SLACK_PX || right > window.innerWidth + SLACK_PX) {
      const clip = clipOf(element)
      if (clip.left !== -Infinity) found.add(`${nameOf(element)} leaves the window`)
    }
    if (element.scrollWidth > element.clientWidth + SLACK_PX && element.tagName === 'BUTTON')
      found.add(`${nameOf(element)} is narrower than its words by ${element.scrollWidth - element.clientWidth} px`)
  }
  return [...found]
}
