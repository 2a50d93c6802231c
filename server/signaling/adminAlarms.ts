import type { Person } from '../protocol/directory.ts'
import type { Notice } from '../protocol/events.ts'
import type { Alarm } from '../protocol/lineHistory.ts'
import type { AlarmsPort, DirectoryPort, LinesPort } from './ports.ts'

export interface AdminAlarmsOptions {
  readonly alarms: AlarmsPort
  readonly directory: Pick<DirectoryPort, 'person'>
  readonly lines: Pick<LinesPort, 'definition'>
  /** Everybody who is signed in, each console by itself. */
  readonly signedIn: () => readonly { readonly console: string; readonly person: string }[]
  readonly tell: (console: string, notice: Notice<'alarms:changed'>) => void
}

/** Tells admins of alarms on the lines of their party: they have no standing there, and hear of a line nothing else. */
export class AdminAlarms {
  readonly #options: AdminAlarmsOptions
  readonly #unsubscribe: () => void

  constructor(options: AdminAlarmsOptions) {
    this.#options = options
    this.#unsubscribe = options.alarms.onAlarms((line) => this.#changed(line))
  }

  /** What somebody's welcome says of them. */
  of({ roles, party }: Person): { alarms?: Alarm[] } {
    return roles.includes('admin') ? { alarms: this.#options.alarms.alarms(party) } : {}
  }

  close(): void {
    this.#unsubscribe()
  }

  #changed(line: string): void {
    const { alarms, directory, lines, signedIn, tell } = this.#options
    const concerned = lines.definition(line)?.parties ?? []
    for (const { console, person } of signedIn()) {
      const who = directory.person(person)
      if (!who?.roles.includes('admin') || !concerned.includes(who.party)) continue
      tell(console, { alarms: alarms.alarms(who.party) })
    }
  }
}
