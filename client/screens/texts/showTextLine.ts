/** The element of a line's text line, wherever the screen shows it. */
export const textLineId = (line: string): string => `texts-${line}`

/** Brings the text line into view and to hand; where another screen is only now drawn, once that is there. */
export function showTextLine(line: string): void {
  requestAnimationFrame(() => {
    const element = document.getElementById(textLineId(line))
    element?.scrollIntoView({ block: 'center' })
    element?.querySelector<HTMLElement>('.texts-log')?.focus({ preventScroll: true })
  })
}
