/** Whether this browser can show one part of the page on the whole screen, or a picture in a window of its own. */
export const canFillScreen = (): boolean => document.fullscreenEnabled
export const canFloat = (): boolean => document.pictureInPictureEnabled

/** Fills the screen with an element, or gives the screen back; refused, it stays as it is. */
export async function fillScreen(element: Element): Promise<void> {
  const change = document.fullscreenElement === null ? element.requestFullscreen() : document.exitFullscreen()
  await change.catch(() => undefined)
}

/** Puts a picture into a window above all others, or takes it back. */
export async function float(video: HTMLVideoElement): Promise<void> {
  const isOut = document.pictureInPictureElement === video
  const change: Promise<unknown> = isOut ? document.exitPictureInPicture() : video.requestPictureInPicture()
  await change.catch(() => undefined)
}

/** Tells whether an element fills the screen, or a picture in it has a window of its own, at every change. */
export function followEnlarged(element: Element, tell: (enlarged: boolean) => void): () => void {
  const changed = (): void => {
    const floating = document.pictureInPictureElement
    tell(document.fullscreenElement === element || (floating !== null && element.contains(floating)))
  }
  const names = ['enterpictureinpicture', 'leavepictureinpicture'] as const
  document.addEventListener('fullscreenchange', changed)
  for (const name of names) element.addEventListener(name, changed, { capture: true })
  return () => {
    document.removeEventListener('fullscreenchange', changed)
    for (const name of names) element.removeEventListener(name, changed, { capture: true })
    tell(false)
  }
}

/** Tells whether any part of an element is in view, at every change. */
export function followView(element: Element, tell: (seen: boolean) => void): () => void {
  const observer = new IntersectionObserver((entries) => tell(entries.at(-1)?.isIntersecting ?? true))
  observer.observe(element)
  return () => {
    observer.disconnect()
    tell(true)
  }
}
