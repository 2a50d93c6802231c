import type { Leg } from '../../server/protocol/lineState.ts'
import type { Note, NoteKind } from '../../server/protocol/notes.ts'
import type { CallRecord } from '../../server/protocol/records.ts'
import type { Marking, Role } from '../../server/protocol/words.ts'

/** 09:00:00 in Seoul and Tokyo, 20:00:00 of the day before in Washington. */
export const PLACED_MS = Date.UTC(2026, 10, 24, 0, 0, 0)
const CONSOLE = '6f9f4a52-5a3e-4c3e-9a58-0d5a0f0a1c03'
const CALL = '6f9f4a52-5a3e-4c3e-9a58-0d5a0f0a1c01'
const MINUTE_MS = 60_000

function leg(name: string, party: string, role: Role, fromMinute: number, toMinute: number): Leg {
  const [fromMs, toMs] = [PLACED_MS + fromMinute * MINUTE_MS, PLACED_MS + toMinute * MINUTE_MS]
  const person = `${party}-${role}`
  return { person, name, party, role, console: CONSOLE, how: 'joined', state: 'left', sinceMs: toMs, fromMs, toMs }
}

/** A call of three with what was written in it. Somebody left and came back. */
export function conversation(marking: Marking): Pick<CallRecord, 'summary' | 'call' | 'texts' | 'facts' | 'tracks'> {
  const legs = [
    leg('Kim Min-jun', 'kr', 'principal', 0, 30),
    leg('한소라', 'kr', 'notetaker', 1, 30),
    leg('佐藤花子', 'jp', 'principal', 0, 10),
    leg('佐藤花子', 'jp', 'principal', 12, 30),
    leg('John Smith', 'us', 'watch', 0, 30),
  ]
  const placedBy = {
    person: 'kr-principal',
    name: 'Kim Min-jun',
    party: 'kr',
    role: 'principal',
    console: CONSOLE,
  } as const
  const shared = {
    callId: CALL,
    line: 'leaders',
    parties: ['kr', 'jp', 'us'],
    precedence: 'immediate',
    marking,
  } as const
  const ends = { placedBy, placedAtMs: PLACED_MS, endedAtMs: PLACED_MS + 30 * MINUTE_MS, endReason: 'ended' } as const
  const parties = [...shared.parties]
  return {
    summary: { ...shared, ...ends, parties, lineName: 'Leaders', people: [], recording: 'closed', tracks: 0 },
    call: {
      ...{ ...shared, ...ends, parties, phase: 'ended', legs, rings: [], tracks: [], mediaLost: false },
      recording: { state: 'closed', sinceMs: PLACED_MS, keyNumber: 1 },
    },
    texts: [
      {
        ...{ number: 7, atMs: PLACED_MS + 5 * MINUTE_MS, person: 'jp-principal', name: '佐藤花子', party: 'jp' },
        ...{ language: 'ja', text: '直ちに会談を始めます。', delivered: [] },
        texts: [
          { language: 'ja', text: '直ちに会談を始めます。' },
          { language: 'ko', text: '즉시 회담을 시작합니다.' },
          { language: 'en', text: 'We begin at once.' },
        ],
        acknowledged: [{ person: 'us-watch', name: 'John Smith', party: 'us', atMs: PLACED_MS + 6 * MINUTE_MS }],
      },
    ],
    facts: { previous: '0'.repeat(64), entries: [] },
    tracks: [],
  }
}

const note = (kind: NoteKind, text: string, minute: number): Note => {
  const atMs = PLACED_MS + minute * MINUTE_MS
  const written = { person: 'kr-notetaker', name: '한소라', atMs }
  return { note: crypto.randomUUID(), kind, text, atMs, written, revision: 0 }
}

/** In the order in which they were sent, which is not that of the call. */
export const notesOfSeoul = (): Note[] => [
  note('note', '日本側は記録の写しを求めた。', 9),
  note('note', '미국 측이 하루를 더 요청함. <A & B>', 4),
  note('decision', '양측은 목요일에 다시 만나기로 함.', 20),
  note('action', '회의 자료를 내일까지 전달.', 21),
  { ...note('note', 'A slip of the pen.', 8), withdrawn: { person: 'kr-notetaker', name: '한소라', atMs: PLACED_MS } },
]
