import { expect } from 'chai'
import type { ConsolePerson } from '../../../server/protocol/actor.ts'
import { LEADERS } from '../../calls/demonstrationLines.ts'
import { by, CALL_ID, at, JP, KR, KR_INTERPRETER, LineScript, SERVER } from '../fakeLine.ts'
import { createSoftphoneInTest, signIn, welcome, type SoftphoneInTest } from '../softphoneInTest.ts'

const JP_INTERPRETER = at(9, 'jp-interpreter', 'Mori Aya', 'interpreter')

describe('a call at the console of an interpreter', () => {
  let test: SoftphoneInTest
  let script: LineScript

  beforeEach(async () => {
    test = createSoftphoneInTest()
    await signIn(test)
    script = new LineScript('leaders', test.clock.nowMs())
  })
  afterEach(() => test.phone.close())

  const sent = ({ party, console, person }: ConsolePerson) =>
    script.entry(SERVER, [
      {
        type: 'ring:sent',
        ...{ party, attempt: 1, interpreters: true, ladder: [{ afterMs: 0, roles: ['interpreter'] }] },
        consoles: [{ console, person }],
      },
    ])
  const tell = (...entries: ReturnType<LineScript['entry']>[]) =>
    test.connection.notify('line:advanced', { line: 'leaders', entries })

  for (const who of [KR_INTERPRETER, JP_INTERPRETER]) {
    const whose = who.party === 'kr' ? 'the party that calls' : 'a party that is called'
    it(`of ${whose} rings there, is answered, and can be left while it still rings for others`, async () => {
      welcome(test, who, [{ line: LEADERS, standing: 'joins' }])
      tell(script.place(KR), script.record(), script.ring('jp', [JP]), sent(who))
      const [ring] = test.phone.rings.incoming.value
      expect(ring?.call.callId).to.equal(CALL_ID)
      test.connection.answer('call:answer', () => ({ ok: true, body: { callId: CALL_ID, version: 5 } }))
      await (ring && test.phone.rings.answer(ring)?.())
      const { party, console, person } = who
      tell(
        script.entry(by(who), [
          { type: 'ring:answered', party, attempt: 1, console, person, interpreters: true },
          { type: 'leg:joined', leg: who, how: 'answered' },
        ]),
      )
      expect(test.phone.rings.incoming.value).to.deep.equal([])
      const { call } = test.phone
      expect(call.own.value?.call.phase, 'nobody has answered for Japan').to.equal('ringing')
      expect(call.cancel.value, 'it is not theirs to give up').to.equal(undefined)
      expect(call.leave.value).to.be.a('function')
    })
  }

  it('is not said to be answered elsewhere because somebody has answered for the party', async () => {
    welcome(test, JP_INTERPRETER, [{ line: LEADERS, standing: 'joins' }])
    tell(script.place(KR), script.record(), script.ring('jp', [JP]), sent(JP_INTERPRETER), script.answered(JP))
    expect(test.phone.rings.incoming.value, 'it rings on').to.have.length(1)
    const { party } = JP_INTERPRETER
    tell(script.entry(SERVER, [{ type: 'ring:unanswered', party, attempt: 1, interpreters: true }]))
    expect(test.phone.rings.incoming.value).to.deep.equal([])
    expect(test.phone.answeredElsewhere.note.value).to.equal(undefined)
  })
})
