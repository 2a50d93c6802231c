/** Who takes part in the tests of the whole: their labels as others see them, and the pitch of their voice. */
export const PEOPLE = {
  kr: { username: 'kr-principal', name: 'Han Seo-jin', picture: 'Han Seo-jin, Republic of Korea', pitchHz: 440 },
  jp: { username: 'jp-principal', name: 'Haruka Mizushima', picture: 'Haruka Mizushima, Japan', pitchHz: 640 },
  us: {
    username: 'us-principal',
    name: 'Eleanor Whitfield',
    picture: 'Eleanor Whitfield, United States',
    pitchHz: 900,
  },
  adviser: { username: 'us-adviser', name: 'Marcus Delgado', picture: '', pitchHz: 1_250 },
} as const
export type Somebody = keyof typeof PEOPLE

export const pitchOf = (who: Somebody): number => PEOPLE[who].pitchHz
export const ALL_PITCHES: readonly number[] = Object.values(PEOPLE).map(({ pitchHz }) => pitchHz)
