import { expect } from 'chai'
import { LEADERS } from '../../calls/demonstrationLines.ts'
import { by, JP, KR, LineScript, SERVER } from '../fakeLine.ts'
import { createSoftphoneInTest, signIn, welcome, type SoftphoneInTest } from '../softphoneInTest.ts'

// Whether a page is hidden cannot be brought about in a headless browser: what a hidden console shows is tested here,
// through the adapters of attention, notices and the tab's face; `arming.test.ts` shows the real adapters at work.
describe('what a console shows while another window is in front of it', () => {
  let test: SoftphoneInTest
  let script: LineScript

  beforeEach(async () => {
    test = createSoftphoneInTest()
    await signIn(test)
    script = new LineScript('leaders', test.clock.nowMs())
    welcome(test, KR, [{ line: LEADERS }])
  })
  afterEach(() => test.phone.close())

  const shows = () => [test.face.mark, test.face.title]
  const ring = (): void => {
    script.place(JP)
    script.ring('kr', [KR])
    welcome(test, KR, [{ line: LEADERS, state: script.state }])
  }

  it('is calm, then rings with who calls, in title, icon, notice and sound', async () => {
    expect(shows()).to.deep.equal(['calm', 'Ringdown'])
    test.attention.become(false)
    ring()
    expect(shows()).to.deep.equal(['ringing', 'Incoming call from Japan – Ringdown'])
    expect(test.notifications.shown).to.deep.equal(['ring'])
    expect(test.media.tone).to.equal('incoming routine')
    test.attention.become(true)
    expect(test.notifications.shown, 'who looks at the page needs no notice').to.deep.equal([])
  })

  it('says in the title first that it is no real call, and then how it presses', () => {
    script.place(JP, { precedence: 'flash', marking: 'exercise' })
    script.ring('kr', [KR])
    welcome(test, KR, [{ line: LEADERS, state: script.state }])
    expect(shows()).to.deep.equal(['ringing', 'EXERCISE · FLASH call · Incoming call from Japan – Ringdown'])
  })

  it('is of a missed ring until that has been seen, and calm again then', () => {
    ring()
    script.entry(SERVER, [{ type: 'ring:unanswered', party: 'kr', attempt: 1 }])
    script.entry(by(JP), [{ type: 'call:ended', reason: 'cancelled' }])
    welcome(test, KR, [{ line: LEADERS, state: script.state }])
    expect(shows()).to.deep.equal(['missed', '1 missed ring – Ringdown'])
    test.connection.notify('line:advanced', {
      line: 'leaders',
      entries: [
        script.entry(by(KR), [
          { type: 'ring:acknowledged', person: KR.person, callId: script.state.missed[0]?.callId ?? '' },
        ]),
      ],
    })
    expect(shows()).to.deep.equal(['calm', 'Ringdown'])
  })
})

describe('the softphone as an app', () => {
  it('says what the browser makes of it, and can be installed when the browser offers it', () => {
    const test = createSoftphoneInTest()
    const { state, install } = test.phone.installation
    expect([state.value, install.value]).to.deep.equal(['starting', undefined])
    test.installation.become('untrusted')
    expect(state.value).to.equal('untrusted')
    test.installation.become('ready', async () => {})
    expect(install.value).not.to.equal(undefined)
    test.phone.close()
  })
})
