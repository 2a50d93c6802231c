import type { Note } from '../../../server/protocol/notes.ts'
import { LEADERS } from '../../calls/demonstrationLines.ts'
import { at, LineScript, OTHER_CALL_ID, US } from '../../client/fakeLine.ts'
import { signIn, welcome, type SoftphoneInTest } from '../../client/softphoneInTest.ts'
import { comeIn, interpreted } from './interpretationStates.ts'

const HAN = at(31, 'kr-notetaker', 'Lim Do-hyun', 'notetaker')

export const noteStates = {
  /** At the desk, with a note that was half written when the call before was over. */
  'call-notes': async (test: SoftphoneInTest) => {
    const before = new LineScript('leaders', test.clock.nowMs() - 2_400_000)
    before.place(US, { callId: OTHER_CALL_ID })
    before.entry({ kind: 'console', ...HAN }, [{ type: 'leg:joined', callId: OTHER_CALL_ID, leg: HAN, how: 'joined' }])
    const written = { person: HAN.person, name: HAN.name, atMs: before.atMs }
    const notes = (
      [
        ['note', 'Both sides confirm the text of last week.', 90_000],
        ['decision', 'The working groups meet in Tokyo on Thursday, and report by Friday noon.', 310_000],
      ] as const
    ).map(([kind, text, afterMs]): Note => ({
      ...{ note: crypto.randomUUID(), kind, text, written, revision: 0 },
      atMs: test.clock.nowMs() - 760_000 + afterMs,
    }))
    test.connection.answer('notes:read', () => ({ ok: true, body: { version: notes.length, notes } }))
    await signIn(test)
    welcome(test, HAN, [{ line: LEADERS, standing: 'joins', state: before.state }])
    test.phone.notes.change(OTHER_CALL_ID, { text: 'The other side asks whether the second point could wait until' })
    const script = interpreted(test)
    script.joined(HAN)
    await comeIn(test, HAN, script)
  },
}
