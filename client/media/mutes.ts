/** Where one's speech is muted: on the floor, and in the caucus as long as one is in it. The two are never each other's. */
export interface Mutes {
  readonly floor: boolean
  readonly caucus?: boolean
}

export const NOT_MUTED: Mutes = { floor: false }

/** Who speaks in a caucus is muted there or not; what the floor has of them is as it was. */
export const withMuted = (mutes: Mutes, muted: boolean): Mutes =>
  mutes.caucus === undefined ? { floor: muted } : { ...mutes, caucus: muted }

/** Who enters speaks there, and is muted on the floor until they unmute themselves there: coming out puts nobody on the air. */
export const enterCaucus = (mutes: Mutes): Mutes =>
  mutes.caucus === undefined ? { floor: true, caucus: false } : mutes

export const leaveCaucus = ({ floor }: Mutes): Mutes => ({ floor })

/** What its person sees: are they muted where they speak now? */
export const isMuted = ({ floor, caucus = floor }: Mutes): boolean => caucus
