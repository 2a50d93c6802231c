/**
 * The sound of a line test: one burst in every period of the server's clock, at each participant's own pitch. Whoever
 * hears it needs to be told nothing more to know when it was made and by whom.
 */

/** Longer than any path that a conversation could be held on, so that a burst is never taken for the next one. */
export const BURST_EVERY_MS = 1_600
/** As long as a short word: an encoder and a receive buffer settle within it. */
export const BURST_MS = 300

/** Eight, of which a stand-in of the server has one each, in their order; apart enough to be told apart in a burst. */
export const PITCHES_HZ = [320, 400, 480, 560, 640, 720, 800, 880] as const

/** The pitch of a participant, by its place among all of the test. More than there are pitches share them. */
export const pitchOf = (participants: readonly { readonly console: string }[], console: string): number => {
  const place = participants.findIndex((participant) => participant.console === console)
  return PITCHES_HZ[Math.max(0, place) % PITCHES_HZ.length] ?? PITCHES_HZ[0]
}

/** How long after the beginning of its burst a moment is, by the server's clock. */
export const sinceBurstMs = (atMs: number): number => atMs % BURST_EVERY_MS
