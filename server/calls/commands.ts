import type { Exception } from '../protocol/exceptions.ts'
import type { Fault } from '../protocol/fault.ts'
import type { Turn } from '../protocol/interpretation.ts'
import type { LineCommandName, LineCommandPayload } from '../protocol/lineCommands.ts'
import type { TestFault, TestFound, TestParticipant } from '../protocol/lineTests.ts'
import type { CallTrack, Hold } from '../protocol/lineState.ts'
import type { LineFactOf, SignedHead } from '../protocol/lineFacts.ts'
import type { Precedence } from '../protocol/words.ts'

/** What a console commands: the payload of its event without what only the edge needs. */
export type ConsoleCommand = {
  [N in LineCommandName]: { readonly name: N } & Omit<LineCommandPayload<N>, 'commandId' | 'line'>
}[LineCommandName]

/** What signaling, media, ringing and recording report has happened. They come through the same door. */
export type ReportCommand =
  | { readonly name: 'leg:lose'; readonly callId: string; readonly console: string }
  | {
      readonly name: 'leg:remove'
      readonly callId: string
      readonly console: string
      readonly reason: 'left' | 'suspended' | 'role-changed'
    }
  /**
   * A ring on another line has taken the console; its person has come into the call that did; or they are out of what their
   * leg is held for, so that it is on hold for nothing but their asking.
   */
  | {
      readonly name: 'leg:hold'
      readonly callId: string
      readonly console: string
      readonly reason: Hold['reason']
      readonly precedence?: Precedence
    }
  /** What had taken the console is over without its person having come into it. */
  | { readonly name: 'leg:retrieve'; readonly callId: string; readonly console: string }
  | {
      readonly name: 'ring:expire'
      readonly callId: string
      readonly party: string
      readonly attempt: number
      /** The ring of the party's interpreters. */
      readonly interpreters?: true
      /** When its time was up, where that is before the time that its fact gave it: the clock has gone back since. */
      readonly dueAtMs?: number
      /** What its time was computed from. Race: it may have been put off while this waited for its turn. */
      readonly deadlineAtMs?: number
    }
  /** A further step of a ring's ladder is due. */
  | {
      readonly name: 'ring:widen'
      readonly callId: string
      readonly party: string
      readonly attempt: number
      readonly step: number
      readonly dueAtMs?: number
    }
  /** It has been empty for long enough since then. */
  | { readonly name: 'call:expire'; readonly callId: string; readonly emptySinceMs: number }
  /** An interpreter has signed in at this console, whom the call may not have rung. */
  | { readonly name: 'interpreters:ring'; readonly callId: string; readonly console: string }
  /** The server has started and finds this call up. */
  | { readonly name: 'call:resume'; readonly callId: string }
  | { readonly name: 'recording:start'; readonly callId: string; readonly keyNumber: number }
  | { readonly name: 'recording:fail'; readonly callId: string; readonly cause: string }
  | { readonly name: 'recording:damage'; readonly callId: string; readonly fault: Fault }
  | { readonly name: 'exception:note'; readonly callId: string; readonly exception: Exception }
  | { readonly name: 'recording:checkpoint'; readonly callId: string; readonly head: SignedHead }
  | {
      readonly name: 'recording:close'
      readonly callId: string
      readonly head: SignedHead
      readonly tracks: number
      readonly bytes: number
    }
  /** Whether a party has an armed console of somebody to whom its ring comes. */
  | { readonly name: 'party:attend'; readonly party: string }
  | { readonly name: 'party:unattend'; readonly party: string; readonly lastHeardMs?: number }
  /** A test of the schedule is due; `before`: so many were due while nobody began them, the last of them then. */
  | {
      readonly name: 'test:begin'
      readonly dueAtMs: number
      readonly before?: { readonly dueAtMs: number; readonly tests: number }
    }
  | {
      readonly name: 'test:finish'
      readonly testId: string
      readonly outcome: 'passed' | 'failed'
      readonly found: readonly TestFound[]
      readonly faults: readonly TestFault[]
    }
  | {
      readonly name: 'test:abort'
      readonly testId: string
      readonly reason: LineFactOf<'test:aborted'>['reason']
    }
  /** In the room of a line: what was recorded of a test was kept for long enough. */
  | { readonly name: 'recording:delete'; readonly callId: string }
  /** In the room of a line: the call of one test begins and ends. */
  | { readonly name: 'room:open'; readonly callId: string; readonly participants: readonly TestParticipant[] }
  | { readonly name: 'room:close'; readonly callId: string }
  /** A roll-call is due. One of that time that is there already stays as it is. */
  | {
      readonly name: 'rollcall:open'
      readonly rollCallId: string
      readonly dueMs: number
      readonly deadlineMs: number
    }
  | {
      readonly name: 'rollcall:close'
      readonly rollCallId: string
      /** When its time was up, where that is before its deadline: the clock has gone back since. */
      readonly dueAtMs?: number
    }
  | ({ readonly name: 'track:start'; readonly callId: string } & Pick<
      CallTrack,
      'trackId' | 'console' | 'kind' | 'channel' | 'muted'
    >)
  | { readonly name: 'track:mute' | 'track:unmute'; readonly callId: string; readonly trackId: string }
  | {
      readonly name: 'track:end'
      readonly callId: string
      readonly trackId: string
      readonly reason: 'stopped' | 'console-lost' | 'media-lost'
    }
  /** What was heard has turned the lamp of consecutive mode, which showed `from` then. */
  | { readonly name: 'turn:tell'; readonly callId: string; readonly from: Turn; readonly turn: Turn }
  | { readonly name: 'media:lose' | 'media:restore'; readonly callId: string }

/** What an admin commands, who has no standing on the line and sits at no console of it. */
export type AdminCommand = { readonly name: 'alarm:acknowledge'; readonly alarm: string }

export type LineCommand = ConsoleCommand | ReportCommand | AdminCommand
export type CommandOf<N extends LineCommand['name']> = Extract<LineCommand, { name: N }>
