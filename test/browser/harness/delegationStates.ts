import type { ConsolePerson } from '../../../server/protocol/actor.ts'
import { at, by, CALL_ID, JP, KR, KR_WATCH, type LineScript } from '../../client/fakeLine.ts'
import type { SoftphoneInTest } from '../../client/softphoneInTest.ts'

type Up = (test: SoftphoneInTest) => Promise<LineScript>
type State = (test: SoftphoneInTest) => Promise<void>

const KR_ADVISER = at(21, 'kr-adviser', 'Yoon Hye-jin', 'adviser')

/** What people of a call do about each other's microphones. */
export function delegationStates(up: Up): {
  readonly 'call-floor-given': State
  readonly 'call-asked-to-mute': State
  readonly 'call-caucus': State
} {
  const tell = (test: SoftphoneInTest, ...entries: ReturnType<LineScript['entry']>[]): void =>
    test.connection.notify('line:advanced', { line: 'leaders', entries })
  const speaking = (script: LineScript, who: ConsolePerson, trackId: string) =>
    script.entry({ kind: 'system', part: 'media' }, [
      {
        type: 'track:started',
        callId: CALL_ID,
        trackId,
        console: who.console,
        person: who.person,
        kind: 'microphone',
        muted: false,
      },
    ])
  return {
    'call-caucus': async (test) => {
      const script = await up(test)
      const enter = (who: ConsolePerson) =>
        script.entry(by(who), [
          { type: 'caucus:entered', callId: CALL_ID, console: who.console, person: who.person, party: who.party },
        ])
      tell(test, script.joined(KR_ADVISER), enter(KR_ADVISER), enter(KR))
      const messageId = '0190aaaa-0000-4000-8000-00000000ee03'
      const text = 'They will ask about the third point. Say that we need until Friday.'
      const said = { messageId, from: KR_ADVISER, atMs: script.atMs, text }
      test.connection.notify('caucus:said', { line: 'leaders', callId: CALL_ID, said })
      const panel = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Caucus')
      panel?.click()
    },
    'call-floor-given': async (test) => {
      const script = await up(test)
      await test.media.setMuted(true)
      tell(
        test,
        script.joined(KR_WATCH),
        script.joined(KR_ADVISER),
        script.entry(by(JP), [
          { type: 'caucus:entered', callId: CALL_ID, console: JP.console, person: JP.person, party: JP.party },
        ]),
        script.entry(by(KR_WATCH), [{ type: 'floor:given', callId: CALL_ID, console: KR.console, person: KR.person }]),
      )
    },
    'call-asked-to-mute': async (test) => {
      const script = await up(test)
      tell(
        test,
        script.joined(KR_ADVISER),
        speaking(script, KR_ADVISER, '0190aaaa-0000-7000-8000-00000000ee01'),
        script.entry(by(JP), [{ type: 'mute:asked', callId: CALL_ID, console: KR.console, person: KR.person }]),
      )
      const opener = [...document.querySelectorAll('button')].find(
        (button) => button.getAttribute('aria-label') === `Actions for ${KR_ADVISER.name}`,
      )
      opener?.click()
    },
  }
}
