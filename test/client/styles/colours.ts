/** Red, green and blue from 0 to 255, and how much of what lies below is covered, from 0 to 1. */
export interface Colour {
  readonly channels: readonly [number, number, number]
  readonly alpha: number
}

/** `#rgb`, `#rrggbb`, or `rgb(r g b / a)`; undefined for what is no colour. */
export function parseColour(text: string): Colour | undefined {
  const long = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(text.trim())
  if (long !== null) {
    const [red = 0, green = 0, blue = 0] = long.slice(1).map((digits) => Number.parseInt(digits, 16))
    return { channels: [red, green, blue], alpha: 1 }
  }
  const spoken = /^rgb\((\d+) (\d+) (\d+)(?: \/ ([\d.]+))?\)$/.exec(text.trim())
  if (spoken === null) return undefined
  const [red = 0, green = 0, blue = 0, alpha = 1] = spoken
    .slice(1)
    .map((part) => (part === undefined ? 1 : Number(part)))
  return { channels: [red, green, blue], alpha }
}

/** What is seen of one colour laid over another that covers all. */
export function over(front: Colour, back: Colour): Colour {
  const mix = (index: 0 | 1 | 2): number =>
    front.channels[index] * front.alpha + back.channels[index] * (1 - front.alpha)
  return { channels: [mix(0), mix(1), mix(2)], alpha: 1 }
}

/** By WCAG 2.2, from 1 to 21. */
export function contrastOf(one: Colour, other: Colour): number {
  const [first, second] = [luminance(one), luminance(other)]
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05)
}

function luminance({ channels }: Colour): number {
  const [red = 0, green = 0, blue = 0] = channels.map((channel) => {
    const part = channel / 255
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
