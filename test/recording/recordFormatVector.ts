import { createPrivateKey } from 'node:crypto'
import { pathToFileURL } from 'node:url'
import { formatSigningKey, parseSigningKey, type SigningKey } from '../../server/chain/signature.ts'
import { BatchRecords } from '../../server/recording/batchRecords.ts'
import { EMPTY_MANIFEST, nextEntry, signHead, type ManifestBody } from '../../server/recording/manifestEntry.ts'
import { manifestLine } from '../../server/recording/manifestText.ts'
import { toMicroseconds } from '../../server/recording/microseconds.ts'
import { trackSegmentFile } from '../../server/recording/recordFiles.ts'
import { deriveSegmentKey, segmentName } from '../../server/recording/segmentKeys.ts'
import { SegmentSeal } from '../../server/recording/segmentSeal.ts'
import type { TrackDescription } from '../../server/recording/trackFile.ts'

/** The worked example of docs/RECORD-FORMAT.md. `node test/recording/recordFormatVector.ts` prints it anew. */

const CALL_ID = '11111111-1111-4111-8111-111111111111'
const TRACK_ID = '22222222-2222-4222-8222-222222222222'
const PLACED_AT_MS = 1_795_000_000_000
const CALL_KEY = Buffer.from(Array.from({ length: 32 }, (_nothing, index) => index))
const FILE = trackSegmentFile(TRACK_ID, 0)
const NAME = segmentName(CALL_ID, FILE)
const PACKET = Buffer.from('806f0001000003c000000457deadbeef', 'hex')

const TRACK: TrackDescription = {
  trackId: TRACK_ID,
  callId: CALL_ID,
  kind: 'microphone',
  person: 'kr-principal',
  party: 'kr',
  console: '33333333-3333-4333-8333-333333333333',
  startedAtMs: PLACED_AT_MS,
  codec: { mimeType: 'audio/opus', clockRate: 48_000, channels: 2, payloadType: 111 },
  encodings: [{ ssrc: 1111 }],
}

/** The key of test 1 of RFC 8032, 7.1. */
function vectorKey(): SigningKey {
  const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex')
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
  const pem = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ type: 'pkcs8', format: 'pem' })
  const key = parseSigningKey(pem.toString())
  return parseSigningKey(formatSigningKey(key))
}

/** A segment of two batches: a packet, a sender report and a mark in the first, nothing in the second. */
function vectorSegment(): { readonly plain: Buffer; readonly bytes: Buffer } {
  const header = { kind: 'track', format: 1, callId: CALL_ID, keyNumber: 1, index: 0, track: TRACK } as const
  const seal = new SegmentSeal(CALL_KEY, FILE, header)
  const records = new BatchRecords()
  records.packet(PACKET, PLACED_AT_MS + 20.125)
  records.senderReport({ arrivalMs: PLACED_AT_MS + 30, ssrc: 1111, ntpMs: PLACED_AT_MS - 3000, rtpTimestamp: 960 })
  records.mark({ type: 'muted', atMs: PLACED_AT_MS + 40 })
  const plain = Buffer.from(records.bytes())
  const us = (ms: number): number => toMicroseconds(PLACED_AT_MS + ms)
  const first = seal.seal({ fromUs: us(0), untilUs: us(80), packets: records.packets, plain })
  const second = seal.seal({ fromUs: us(80), untilUs: us(330), packets: 0, plain: Buffer.alloc(0) })
  return { plain, bytes: Buffer.concat([seal.header, first, second]) }
}

/** The example as the document has it. */
export function vectorText(): string {
  const { plain, bytes } = vectorSegment()
  const key = vectorKey()
  const body: ManifestBody = {
    type: 'record:opened',
    callId: CALL_ID,
    call: { line: 'leaders', parties: ['jp', 'kr', 'us'], placedAtMs: PLACED_AT_MS },
  }
  const entry = nextEntry(EMPTY_MANIFEST, PLACED_AT_MS, body)
  const signed = signHead(CALL_ID, entry, key)
  const derived = deriveSegmentKey(CALL_KEY, NAME).export()
  return [
    `key of the call   ${CALL_KEY.toString('hex')}`,
    `name              ${NAME}`,
    `segment key       ${derived.toString('hex')}`,
    'first batch, opened',
    ...hexLines(plain),
    'file',
    ...hexLines(bytes),
    'first line of the manifest',
    manifestLine(entry).toString('utf8').trimEnd(),
    'signature over it, with the key of test 1 of RFC 8032',
    `keyId             ${signed.keyId}`,
    `signature         ${signed.signature}`,
    '',
  ].join('\n')
}

const hexLines = (bytes: Buffer): string[] => (bytes.toString('hex').match(/.{1,96}/g) ?? []).map((line) => `  ${line}`)

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.stdout.write(vectorText())
