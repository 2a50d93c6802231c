import { computed, signal, type ReadonlySignal } from '@preact/signals'
import { evolveLine } from '../../server/calls/evolve.ts'
import { inLanguage } from '../../server/calls/inLanguage.ts'
import type { OnLine } from '../../server/calls/ladder.ts'
import { ringOf } from '../../server/calls/interpreterRings.ts'
import { isCalled, ringsFor } from '../../server/calls/rings.ts'
import { legOf, liveCall, placeOnLine } from '../../server/calls/roster.ts'
import type { LineSnapshot } from '../../server/protocol/consoles.ts'
import type { Line, Party, Person } from '../../server/protocol/directory.ts'
import type { Notice } from '../../server/protocol/events.ts'
import type { Call, Ring } from '../../server/protocol/lineState.ts'
import type { PreparedMessage } from '../../server/protocol/prepared.ts'
import type { Language } from '../languages/languages.ts'
import type { ConnectionPort } from './deskPorts.ts'
import { perLine } from './perLine.ts'
import { remembered } from './remembered.ts'
import { renamer } from './renamer.ts'

/** Who and where this console is. */
export interface OwnConsole {
  readonly console: string
  readonly person: Person
}

export interface Lines {
  /** Absent until the first welcome. */
  readonly own: ReadonlySignal<OwnConsole | undefined>
  readonly parties: ReadonlySignal<readonly Party[]>
  /** What the party of whoever sits here has ready for the text lines. */
  readonly prepared: ReadonlySignal<readonly PreparedMessage[]>
  readonly lines: ReadonlySignal<readonly LineSnapshot[]>
  /** The same without what goes on on them: the same list, as long as they are the same. */
  readonly definitions: ReadonlySignal<readonly Line[]>
  readonly connection: ReadonlySignal<'connecting' | 'connected' | 'lost'>
  /** One of the lines; read inside a computation, it follows. */
  readonly snapshotOf: (line: string) => LineSnapshot | undefined
  /** Of the party of whoever sits here; absent until the first welcome. */
  readonly homeTimeZone: ReadonlySignal<string | undefined>
  readonly partyName: (party: string) => string
  /** What a line of one's party is called in the language that is shown; undefined where that is by its name. */
  readonly lineName: (line: string) => string | undefined
  /** As they are called on a line at this moment, else by username. */
  readonly personName: (person: string) => string
  /** Everybody in what the server has told, as they are called in the language that is shown. */
  readonly rename: <T>(told: T) => T
  readonly forget: () => void
  readonly close: () => void
}

/** Holds what the server has said of this console's lines: a snapshot, then every entry folded as the server folds it. */
export function createLines(
  signaling: ConnectionPort,
  onWelcome: (welcome: Notice<'console:welcomed'>) => void,
  language: ReadonlySignal<Language>,
): Lines {
  const signedIn = signal<OwnConsole | undefined>(undefined)
  const own = computed(
    () => signedIn.value && { ...signedIn.value, person: inLanguage(signedIn.value.person, language.value) },
  )
  /** By person: what they are called in other languages. */
  const called = signal<NonNullable<Notice<'console:welcomed'>['called']>>({})
  /** By line, the same. */
  const calledLines = signal<NonNullable<Notice<'console:welcomed'>['calledLines']>>({})
  const rename = computed(() =>
    renamer(
      new Map(
        Object.entries(called.value).flatMap(([person, names]) => {
          const name = names[language.value]
          return name === undefined ? [] : [[person, name] as const]
        }),
      ),
    ),
  )
  const namedParties = signal<readonly Party[]>([])
  const parties = computed(() => namedParties.value.map((party) => inLanguage(party, language.value)))
  const told = signal<readonly PreparedMessage[]>([])
  const prepared = computed(() => told.value.map((message) => inLanguage(message, language.value)))
  const snapshots = signal<readonly LineSnapshot[]>([])
  const definition = computed(() => {
    const shown = language.value
    return remembered((line: Line) => inLanguage(line, shown))
  })
  const translated = computed(() => {
    const [called, nameOf] = [definition.value, rename.value]
    return remembered((snapshot: LineSnapshot): LineSnapshot => {
      const [line, state, consoles] = [called(snapshot.line), nameOf(snapshot.state), nameOf(snapshot.consoles)]
      const isSame = line === snapshot.line && state === snapshot.state && consoles === snapshot.consoles
      return isSame ? snapshot : { ...snapshot, line, state, consoles }
    })
  })
  const lines = computed(() => snapshots.value.map(translated.value))
  let defined: readonly Line[] = []
  const definitions = computed(() => {
    const now = lines.value.map(({ line }) => line)
    const isSame = now.length === defined.length && now.every((line, at) => line === defined[at])
    return (defined = isSame ? defined : now)
  })
  const connection = signal<'connecting' | 'connected' | 'lost'>('connecting')

  const change = (line: string, next: (snapshot: LineSnapshot) => LineSnapshot): void => {
    snapshots.value = snapshots.value.map((snapshot) => (snapshot.line.line === line ? next(snapshot) : snapshot))
  }

  function advance({ line, entries }: Notice<'line:advanced'>): void {
    const snapshot = snapshots.peek().find((known) => known.line.line === line)
    if (snapshot === undefined) return
    let { state } = snapshot
    for (const entry of entries) {
      // An entry that the snapshot already held comes again when both crossed on the way.
      if (entry.version <= state.version) continue
      if (entry.version !== state.version + 1) {
        signaling.reconnect()
        break
      }
      state = evolveLine(state, entry)
    }
    if (state !== snapshot.state) change(line, (known) => ({ ...known, state }))
  }

  const everybody = computed(() => {
    const names = new Map<string, string>()
    for (const { state, consoles } of lines.value) {
      const seen: readonly { person: string; name: string }[] = [
        ...(state.call?.legs ?? []),
        ...(state.call ? [state.call.placedBy] : []),
        ...consoles,
      ]
      for (const { person, name } of seen) names.set(person, name)
    }
    return names
  })

  const stop = [
    signaling.onConnection((state) => (connection.value = state)),
    signaling.on('console:welcomed', (welcome) => {
      signedIn.value = { console: welcome.console, person: welcome.person }
      called.value = welcome.called ?? {}
      calledLines.value = welcome.calledLines ?? {}
      namedParties.value = welcome.parties
      told.value = welcome.prepared
      snapshots.value = welcome.lines
      onWelcome(welcome)
    }),
    signaling.on('prepared:changed', (changed) => (told.value = changed.prepared)),
    signaling.on('line:advanced', advance),
    signaling.on('presence:changed', ({ line, consoles }) => change(line, (known) => ({ ...known, consoles }))),
  ]

  return {
    own,
    parties,
    prepared,
    lines,
    definitions,
    connection,
    snapshotOf: perLine((line) => lines.value.find((snapshot) => snapshot.line.line === line)),
    homeTimeZone: computed(() => parties.value.find(({ party }) => party === own.value?.person.party)?.timeZone),
    partyName: (party) => parties.value.find((known) => known.party === party)?.name ?? party.toUpperCase(),
    lineName: (line) => calledLines.value[line]?.[language.value],
    personName: (person) => everybody.value.get(person) ?? person,
    rename: (told) => rename.value(told),
    forget() {
      signedIn.value = undefined
      snapshots.value = []
    },
    close: () => stop.forEach((end) => end()),
  }
}

/** Who sits here, as they are on a line; undefined when they have no place on it any more. */
export function selfOn({ line }: Pick<LineSnapshot, 'line'>, { person }: OwnConsole): OnLine | undefined {
  const place = placeOnLine(person, line)
  return place && { person: person.person, ...place }
}

/** The ring that reaches this console on a line, if one does. */
export function ringAt(
  snapshot: LineSnapshot,
  me: OwnConsole,
): { readonly call: Call; readonly ring: Ring } | undefined {
  const call = liveCall(snapshot.state)
  const self = selfOn(snapshot, me)
  const ring = self && call && ringOf(call, { ...self, party: me.person.party })
  if (!self || !call || !ring) return undefined
  const leg = legOf(call, me.console)
  if (leg && (leg.state === 'on' || !isCalled(ring, self.person))) return undefined
  return ring.state === 'waiting' || !ringsFor(ring, self) ? undefined : { call, ring }
}
