/**
 * Who takes part in the tests of the whole: their labels as others see them, and the pitch of their voice. What a codec does
 * to a pitch is loudest at its multiples and its parts: of these four, none is nearer than 40 Hz to a half, a third or a
 * quarter of another, to twice, three or four times it, nor to what two such make (2/3, 3/4, 3/2, 4/3).
 */
export const PEOPLE = {
  kr: { username: 'kr-principal', name: 'Han Seo-jin', picture: 'Han Seo-jin, Republic of Korea', pitchHz: 440 },
  jp: { username: 'jp-principal', name: 'Haruka Mizushima', picture: 'Haruka Mizushima, Japan', pitchHz: 730 },
  us: {
    username: 'us-principal',
    name: 'Eleanor Whitfield',
    picture: 'Eleanor Whitfield, United States',
    pitchHz: 1_030,
  },
  adviser: { username: 'us-adviser', name: 'Marcus Delgado', picture: '', pitchHz: 1_180 },
} as const
export type Somebody = keyof typeof PEOPLE

export const pitchOf = (who: Somebody): number => PEOPLE[who].pitchHz
export const ALL_PITCHES: readonly number[] = Object.values(PEOPLE).map(({ pitchHz }) => pitchHz)
