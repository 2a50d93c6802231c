import preact from '@preact/preset-vite'
import path from 'node:path'
import { build } from 'vite'

/** Every state of the screens by name; `states.ts`, which runs in the browser, says how each comes about. */
export const STATE_NAMES = [
  'sign-in',
  'sign-in-refused',
  'console-not-armed',
  'console-armed',
  'console-board',
  'console-faults',
  'console-tests',
  'console-testing',
  'console-missed',
  'console-declined',
  'console-call-back',
  'console-missed-insists',
  'console-join',
  'console-other-tab',
  'console-joins-only',
  'incoming',
  'incoming-priority',
  'incoming-immediate',
  'incoming-silent',
  'ringing-out',
  'ringing-out-settled',
  'ringing-out-ladder',
  'call-fetching',
  'call-up',
  'call-crowded',
  'call-recall',
  'call-floor-given',
  'call-asked-to-mute',
  'call-caucus',
  'call-screen',
  'call-six',
  'call-twelve',
  'call-speaker',
  'call-audio',
  'keys',
  'call-narrow',
  'call-other-narrow',
  'call-alarm',
  'call-and-ring',
  'call-and-flash',
  'call-aside-and-ring',
  'call-on-hold',
  'console-on-hold',
  'console-exercise',
  'console-texts',
  'console-prepared',
  'call-texts',
  'call-written',
  'call-listening',
  'call-consecutive',
  'call-desk',
  'call-desk-asked',
  'call-desk-none',
  'call-notes',
  'settings',
  'records',
  'records-found',
  'record',
  'record-damaged',
  'exceptions',
  'exceptions-none',
  'administration',
  'roll-call-open',
  'roll-call-late',
  'alarms',
  'line-tests',
] as const
export type StateName = (typeof STATE_NAMES)[number]

export interface HarnessFile {
  readonly mimeType: string
  readonly content: string | Uint8Array
}

const MIME_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
}

/** The page that shows the real screens over fakes of the outside, built in memory, by name of file. */
export async function buildHarness(): Promise<Map<string, HarnessFile>> {
  const built = await build({
    root: path.resolve('test/browser/harness'),
    configFile: false,
    base: './',
    logLevel: 'error',
    plugins: [preact({ devToolsEnabled: false, prefreshEnabled: false })],
    build: { write: false, target: 'es2023', cssTarget: ['chrome125'], minify: false },
  })
  if (Array.isArray(built) || !('output' in built)) throw new Error('The harness was built in another way than asked.')
  return new Map(
    built.output.map((file) => [
      file.fileName,
      {
        mimeType: MIME_TYPES[path.extname(file.fileName)] ?? 'application/octet-stream',
        content: file.type === 'chunk' ? file.code : file.source,
      },
    ]),
  )
}
