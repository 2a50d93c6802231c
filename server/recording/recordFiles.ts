/** What the files of one record are called. The names are part of the format: docs/RECORD-FORMAT.md. */

export const MANIFEST_FILE = 'manifest.jsonl'
export const FACTS_FILE = 'facts.jsonl'
/** Put beside by an export, never by the recorder: the entries of the log that came after `facts.jsonl`. */
export const CLOSING_FACTS_FILE = 'closing-facts.jsonl'

export const FILE_MODE = 0o600
export const FOLDER_MODE = 0o700

const KEY_FILE = /^keys-([1-9][0-9]{0,8})\.age$/
const CALL_SEGMENT = /^call-([1-9][0-9]{0,8})\.seg$/
const TRACK_SEGMENT = /^track-([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})-([0-9]{6,9})\.seg$/

/** `keyNumber` counts the keys of a call from 1: one for each start of the server in it. */
export const keyFile = (keyNumber: number): string => `keys-${keyNumber}.age`
export const callSegmentFile = (keyNumber: number): string => `call-${keyNumber}.seg`
export const trackSegmentFile = (trackId: string, index: number): string =>
  `track-${trackId}-${String(index).padStart(6, '0')}.seg`

export type RecordFile =
  | { readonly kind: 'manifest' | 'facts' | 'closing-facts' | 'other' }
  | { readonly kind: 'key' | 'call'; readonly keyNumber: number }
  | { readonly kind: 'segment'; readonly trackId: string; readonly index: number }

/** What a file of a record is, by its name alone. */
export function recordFile(name: string): RecordFile {
  if (name === MANIFEST_FILE) return { kind: 'manifest' }
  if (name === FACTS_FILE) return { kind: 'facts' }
  if (name === CLOSING_FACTS_FILE) return { kind: 'closing-facts' }
  const key = KEY_FILE.exec(name)
  if (key !== null) return { kind: 'key', keyNumber: Number(key[1]) }
  const call = CALL_SEGMENT.exec(name)
  if (call !== null) return { kind: 'call', keyNumber: Number(call[1]) }
  const [, trackId, index] = TRACK_SEGMENT.exec(name) ?? []
  if (trackId === undefined || index === undefined) return { kind: 'other' }
  return { kind: 'segment', trackId, index: Number(index) }
}
