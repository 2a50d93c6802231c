import { textsOf } from '../../server/recording/recordTexts.ts'
import { writing } from './fakeTexts.ts'
import { liveCall } from '../../server/calls/roster.ts'
import type { Answer } from '../../server/protocol/events.ts'
import type { ExceptionReport, ReportedException } from '../../server/protocol/exceptions.ts'
import type { CallRecord, Found, RecordList, RecordSummary, Verification } from '../../server/protocol/records.ts'
import type { Note, NoteList } from '../../server/protocol/notes.ts'
import { refusal } from '../../server/protocol/refusal.ts'
import type { RecordAccess, RecordsPort, Search } from '../../client/models/recordsPort.ts'
import { LEADERS } from '../calls/demonstrationLines.ts'
import { by, CALL_ID, consoleId, JP, KR, LineScript, OTHER_CALL_ID, SERVER, US, US_ADVISER } from './fakeLine.ts'

const CALL_MS = 754_000

/** Of whatever was searched for. */
const FOUND: Found[] = [
  { in: 'person', text: 'Ellen Ward' },
  { in: 'message', number: 3, text: '本回線（ホットライン）で１０分後にお話しできます。' },
  { in: 'message', number: 4, text: '대한민국은 핫라인(ﾎｯﾄﾗｲﾝ)에서 대기하고 있습니다.' },
]
/** What Seoul has noted of it: each kind, by two note-takers. */
function notesOf(placedAtMs: number): NoteList {
  const kinds = ['note', 'decision', 'action'] as const
  const texts = ['미국 측이 하루를 더 요청함.', 'Both sides meet again on Thursday.', '회의 자료를 내일까지 전달.']
  const notes = kinds.map((kind, index): Note => {
    const atMs = placedAtMs + (index + 1) * 60_000
    const written = { person: `kr-notetaker-${index % 2}`, name: index % 2 ? 'Seo Yu-na' : 'Han So-ra', atMs }
    return {
      note: `6f9f4a52-5a3e-4c3e-9a58-0d5a0f0a1d0${index}`,
      kind,
      text: texts[index] ?? '',
      atMs,
      written,
      revision: 0,
    }
  })
  return { version: 3, notes }
}

/** One recorded call of three, and a short one that nobody answered. */
export class FakeRecords implements RecordsPort {
  readonly record: CallRecord
  readonly searches: unknown[] = []
  readonly sittings: string[] = []
  looks = 0
  readonly days: (string | undefined)[] = []
  sits = true

  constructor(atMs: number) {
    this.record = recordedCall(atMs)
  }

  list = async (search: Search): Promise<Answer<RecordList>> => {
    this.searches.push(search)
    const { summary } = this.record
    if (search.search !== undefined) return { ok: true, body: { records: [{ ...summary, found: FOUND }] } }
    const unanswered: RecordSummary = {
      ...summary,
      callId: OTHER_CALL_ID,
      precedence: 'immediate',
      marking: 'exercise',
      placedAtMs: summary.placedAtMs - 8_000_000,
      endedAtMs: summary.placedAtMs - 7_940_000,
      endReason: 'cancelled',
      recording: 'failed',
      people: summary.people.slice(0, 1),
    }
    delete unanswered.upAtMs
    return { ok: true, body: { records: [summary, unanswered] } }
  }
  /** On the day of the call there were some; today is the day after it. */
  exceptions = async (day?: string): Promise<Answer<ExceptionReport>> => {
    this.days.push(day)
    const { summary } = this.record
    const exceptions = day === dayInSeoul(summary.placedAtMs) ? exceptionsOf(summary) : []
    const today = dayInSeoul(summary.placedAtMs + 86_400_000)
    return { ok: true, body: { day: day ?? today, timeZone: 'Asia/Seoul', exceptions } }
  }
  read = async (callId: string): Promise<Answer<CallRecord>> => {
    this.looks += 1
    if (callId === CALL_ID) return { ok: true, body: this.record }
    if (callId === OTHER_CALL_ID) return { ok: true, body: foundDamaged(this.record) }
    return { ok: false, refusal: refusal('unknown', '') }
  }
  notes = async (): Promise<Answer<NoteList>> => ({ ok: true, body: notesOf(this.record.summary.placedAtMs) })
  accesses = async (): Promise<Answer<readonly RecordAccess[]>> => {
    const who = { v: 1, callId: CALL_ID, person: 'jp-records', party: 'jp' } as const
    const actor = { kind: 'person', person: 'jp-records', party: 'jp' } as const
    const atMs = this.record.summary.placedAtMs + 4_000_000
    return {
      ok: true,
      body: [
        { atMs, by: actor, fact: { type: 'record:looked', ...who } },
        { atMs: atMs + 20_000, by: actor, fact: { type: 'record:pulled', ...who, what: 'archive' } },
      ],
    }
  }
  verify = async (): Promise<Answer<Verification>> => ({
    ok: true,
    body: { sound: true, checks: [{ what: 'Every segment is there, in its order.', sound: true }], faults: [] },
  })
  sit = async (_callId: string, sitting: string): Promise<Answer<unknown>> => {
    this.sittings.push(sitting)
    return this.sits ? { ok: true, body: {} } : { ok: false, refusal: refusal('unavailable', '') }
  }
  trackAddress = (callId: string, trackId: string, sitting: string): string => `/${callId}/${trackId}?${sitting}`
  download = async (): Promise<Answer<unknown>> => ({ ok: true, body: {} })
}

const dayInSeoul = (atMs: number): string => new Date(atMs + 9 * 3_600_000).toISOString().slice(0, 10)

const DAMAGE = 'manifest.jsonl, byte 18114: hash: expected 5d41402abc4b2a76b9719d911017c592, found 7d793037a0760186.'

function foundDamaged(record: CallRecord): CallRecord {
  const { summary, call } = record
  const damage = { atMs: summary.placedAtMs + 2_800_000, fault: { message: DAMAGE, file: 'manifest.jsonl' } }
  return {
    ...record,
    summary: { ...summary, callId: OTHER_CALL_ID, recording: 'damaged' },
    call: { ...call, callId: OTHER_CALL_ID, recording: { ...call.recording, state: 'damaged', damage } },
    tracks: record.tracks.map(({ playable: _playable, ...track }) => ({ ...track, unreadable: DAMAGE, speech: [] })),
  }
}

/** The record of another call that was found damaged, a disk that refused, and a killed server. */
function exceptionsOf({ callId, line, lineName, marking, placedAtMs }: RecordSummary): ReportedException[] {
  const about = { callId, line, lineName, marking, placedAtMs }
  const at = (fromMs: number, untilMs: number) => ({
    atMs: placedAtMs + fromMs,
    fromMs: placedAtMs + fromMs,
    untilMs: placedAtMs + untilMs,
  })
  const other = {
    callId: OTHER_CALL_ID,
    line,
    lineName,
    marking: 'exercise' as const,
    placedAtMs: placedAtMs - 8_000_000,
  }
  return [
    {
      ...{ ...other, ...at(-8_000_000, -7_940_000), atMs: placedAtMs - 5_200_000 },
      ...{ cause: 'damaged', outcome: 'unknown', detail: DAMAGE },
    },
    { ...about, ...at(131_400, 148_900), cause: 'disk-refused', outcome: 'kept', detail: 'ENOSPC' },
    { ...about, ...at(400_100, 404_300), cause: 'server-lost', outcome: 'lost' },
  ]
}

function recordedCall(atMs: number): CallRecord {
  const script = new LineScript('leaders', atMs)
  const entries = [
    script.place(KR),
    script.record(),
    script.ring('jp', [JP]),
    script.ring('us', [US]),
    script.told(JP, 'sounding'),
    script.answered(JP),
    script.answered(US),
    ...[KR, JP, US].flatMap((who) => [script.track(who, 'microphone'), script.track(who, 'camera')]),
  ]
  const at = (ms: number): number => atMs + ms - script.atMs
  const muted = trackOf(US.console, 1)
  entries.push(
    script.entry(SERVER, [{ type: 'track:muted', trackId: muted }], at(200_000)),
    script.entry(SERVER, [{ type: 'track:unmuted', trackId: muted }], at(260_000)),
    ...writing(script),
    script.joined(US_ADVISER),
    script.track(US_ADVISER, 'microphone'),
    script.entry(by(US_ADVISER), [{ type: 'leg:left', console: US_ADVISER.console, reason: 'left' }], at(600_000)),
    script.entry(by(KR), [{ type: 'call:ended', reason: 'ended' }], at(CALL_MS)),
  )
  const { call } = script.state
  if (call === undefined || liveCall(script.state) !== undefined) throw new Error('The script has no call that ended.')
  const { placedBy, placedAtMs, upAtMs, endedAtMs } = call
  const times = { placedAtMs, ...(upAtMs !== undefined && { upAtMs }), ...(endedAtMs !== undefined && { endedAtMs }) }
  return {
    summary: {
      callId: CALL_ID,
      line: 'leaders',
      lineName: LEADERS.name,
      parties: call.parties,
      precedence: call.precedence,
      marking: call.marking,
      placedBy,
      ...times,
      endReason: 'ended',
      people: [KR, JP, US, US_ADVISER].map(({ person, name, party }) => ({ person, name, party })),
      recording: 'closed',
      tracks: call.tracks.length,
    },
    call,
    facts: { previous: '0'.repeat(64), entries },
    texts: textsOf(CALL_ID, entries),
    tracks: call.tracks.map(({ trackId, kind, console, person, fromMs, toMs }, index) => ({
      trackId,
      kind,
      console,
      person,
      fromMs: fromMs - placedAtMs,
      ...(toMs !== undefined && { toMs: toMs - placedAtMs }),
      playable: { mimeType: 'video/webm', byteLength: 4_000_000 + index * 900_000, durationMs: CALL_MS },
      speech: kind === 'microphone' ? speech(index) : [],
      gaps: index === 2 ? [{ fromMs: 400_000, toMs: 404_000, reason: 'server stopped' }] : [],
    })),
  }
}

const trackOf = (console: string, kind: number): string => consoleId(Number(console.slice(-6)) * 10 + kind)

/** Turns of speech, each person's at other times. */
const speech = (index: number): { fromMs: number; toMs: number }[] =>
  Array.from({ length: 14 }, (_, turn) => {
    const fromMs = 5_000 + turn * 52_000 + index * 8_300
    return { fromMs, toMs: Math.min(CALL_MS, fromMs + 6_000 + ((turn * 7 + index * 3) % 5) * 2_500) }
  })
