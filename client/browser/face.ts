import type { FaceMark, FacePort } from '../models/deskPorts.ts'

/** The product's own sign under a mark that is seen at sixteen pixels; whole in the address, so that nothing is fetched. */
const marked = (colour: string, mark: string): string =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="${colour}"/>${mark}</svg>`,
  )}`

/** A bell in full, and a dot: they differ in shape as well as in colour. */
const ICONS: Readonly<Record<Exclude<FaceMark, 'calm'>, string>> = {
  ringing: marked(
    '#22754a',
    '<path d="M16 5a7 7 0 0 1 7 7v6l3 4H6l3-4v-6a7 7 0 0 1 7-7zm-3 18h6a3 3 0 0 1-6 0z" fill="#fff"/>',
  ),
  missed: marked('#14181d', '<circle cx="16" cy="16" r="8.5" fill="#e6b04a"/>'),
}

/** What a tab shows of itself while another one is in front: its title and its small icon. */
export function createFace(): FacePort {
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
  const calm = icon?.href
  return {
    show(mark, title) {
      if (document.title !== title) document.title = title
      const href = mark === 'calm' ? calm : ICONS[mark]
      if (icon && href !== undefined && icon.href !== href) icon.href = href
    },
  }
}
