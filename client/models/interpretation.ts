import { createDeskWatch, type DeskWatch } from './deskWatch.ts'
import type { CallModel } from './call.ts'
import type { Command } from './commands.ts'
import type { ClockPort, StoragePort } from './deskPorts.ts'
import { createInterpreterDesk, type InterpreterDesk } from './interpreterDesk.ts'
import { createListening, type Listening } from './listening.ts'
import type { MediaPort } from './ports.ts'

/** Interpretation at this console: what is listened to, and the desk of who interprets. */
export interface Interpretation {
  readonly listening: Listening
  readonly desk: InterpreterDesk
  readonly watch: DeskWatch
  readonly close: () => void
}

export function createInterpretation(
  { media, clock, storage }: { readonly media: MediaPort; readonly clock: ClockPort; readonly storage: StoragePort },
  command: Command,
  { own, speakers, voice }: Pick<CallModel, 'own' | 'speakers' | 'voice'>,
): Interpretation {
  const listening = createListening(media, storage, command, own)
  const desk = createInterpreterDesk(media, command, own, voice)
  const watch = createDeskWatch(clock, () => media.microphoneLevel(), desk, own, speakers)
  return {
    listening,
    desk,
    watch,
    close() {
      for (const model of [watch, desk, listening]) model.close()
    },
  }
}
