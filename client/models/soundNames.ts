import { PRECEDENCES } from '../../server/protocol/words.ts'

/** What sounds once, softly, to who is in a call. Each can be switched off. */
export const CALL_SOUNDS = ['joined', 'left', 'recording-stopped'] as const
export type CallSound = (typeof CALL_SOUNDS)[number]

/** What sounds whether anybody likes it or not. */
export const CONSTANT_SOUNDS = [...PRECEDENCES, 'message', 'alarm'] as const

export type SoundName = CallSound | (typeof CONSTANT_SOUNDS)[number]
