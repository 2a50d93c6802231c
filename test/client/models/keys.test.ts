import { expect } from 'chai'
import { KEY_ACTION_NAMES } from '../../../client/models/keyActions.ts'
import { ADVISERS, LEADERS } from '../../calls/demonstrationLines.ts'
import { CALL_ID, JP, KR, KR_WATCH, LineScript, US } from '../fakeLine.ts'
import { FakeClock, settled } from '../fakeClock.ts'
import { FakeStorage } from '../fakePorts.ts'
import { createSoftphoneInTest, signIn, welcome, type SoftphoneInTest } from '../softphoneInTest.ts'

describe('keys', () => {
  let test: SoftphoneInTest
  let script: LineScript

  const open = async (storage = new FakeStorage(), who = KR): Promise<void> => {
    test = createSoftphoneInTest(new FakeClock(), storage)
    await signIn(test)
    script = new LineScript('leaders', test.clock.nowMs() - 1_000)
    welcome(test, who, [{ line: LEADERS, state: script.state }, { line: ADVISERS }])
    await test.phone.lamps.arm.value?.()
  }
  const come = async (): Promise<void> => {
    const entries = [script.place(US), script.ring('kr', [KR]), script.answered(KR), script.answered(JP)]
    test.connection.notify('line:advanced', { line: 'leaders', entries })
    test.connection.answer('call:join', () => ({ ok: true, body: { callId: CALL_ID, version: script.state.version } }))
    await test.phone.call.join('leaders')?.()
  }
  const ring = async (): Promise<void> => {
    test.connection.notify('line:advanced', { line: 'leaders', entries: [script.place(US), script.ring('kr', [KR])] })
    await settled()
  }
  const asked = (name: 'call:answer' | 'call:hold'): number => test.connection.asks(name).length
  afterEach(() => test.phone.close())

  describe('in a call', () => {
    beforeEach(async () => {
      await open()
      await come()
    })

    it('mutes, unmutes and takes the camera away', async () => {
      expect(test.keyboard.down('KeyM')).to.equal(true)
      expect(test.media.localNow.muted).to.equal(true)
      test.keyboard.up('KeyM')
      test.keyboard.down('KeyM')
      expect(test.media.localNow.muted).to.equal(false)
      test.keyboard.down('KeyV')
      expect(test.media.localNow.cameraOn).to.equal(false)
    })

    it('speaks while Space is held, and only where it is muted', () => {
      expect(test.keyboard.down('Space', { key: ' ' }), 'is not for a button that was clicked either').to.equal(true)
      test.keyboard.up('Space')
      expect(test.media.localNow.muted).to.equal(false)
      test.keyboard.down('KeyM')
      test.keyboard.down('Space')
      expect(test.media.localNow.muted).to.equal(false)
      expect(test.phone.call.talking.value).to.equal(true)
      expect(test.keyboard.down('Space', { repeat: true }), 'scrolls nothing').to.equal(true)
      expect(test.keyboard.up('Space')).to.equal(true)
      expect(test.media.localNow.muted).to.equal(true)
      expect(test.phone.call.talking.value).to.equal(false)
    })

    it('is muted again when another window takes the keyboard while Space is held', () => {
      test.keyboard.down('KeyM')
      test.keyboard.down('Space')
      test.keyboard.lose()
      expect(test.media.localNow.muted).to.equal(true)
      expect(test.keyboard.up('Space')).to.equal(false)
      test.keyboard.down('Space')
      expect(test.media.localNow.muted).to.equal(false)
    })

    it('is muted again when Command comes in between, of which macOS tells no release', () => {
      test.keyboard.down('KeyM')
      test.keyboard.down('Space')
      test.keyboard.down('MetaLeft', { key: 'Meta', meta: true })
      expect(test.media.localNow.muted).to.equal(true)
    })

    it('goes on speaking when Mute is pressed while Space is held', () => {
      test.keyboard.down('KeyM')
      test.keyboard.down('Space')
      test.keyboard.down('KeyM')
      test.keyboard.up('Space')
      expect(test.media.localNow.muted).to.equal(false)
    })

    it('unmutes nobody who was muted by the same key and reloads the page', async () => {
      test.keyboard.down('KeyM')
      test.keyboard.down('Space')
      expect(test.storage.read('ringdown.off-in')).to.deep.equal([`${CALL_ID} microphone`])
    })

    it('does nothing while somebody types, composes or chooses, nor with a modifier that it does not name', () => {
      for (const how of [
        { on: 'field' },
        { composing: true },
        { ctrl: true },
        { meta: true },
        { alt: true },
        { shift: true },
        { repeat: true },
      ] as const) {
        expect(test.keyboard.down('KeyM', how), JSON.stringify(how)).to.equal(false)
        test.keyboard.point()
      }
      expect(test.media.localNow.muted).to.equal(false)
      expect(test.keyboard.down('KeyH')).to.equal(false)
      expect(asked('call:hold')).to.equal(0)
      test.keyboard.down('KeyH', { shift: true })
      expect(asked('call:hold')).to.equal(1)
    })

    it('does nothing in a field by any key that there is', () => {
      for (const action of KEY_ACTION_NAMES) {
        const binding = test.phone.keys.keyOf(action) ?? ''
        const shift = binding === '?' || binding.startsWith('Shift+')
        const code = binding === '?' ? 'Slash' : binding.replace('Shift+', '')
        expect(test.keyboard.down(code, { key: binding, shift, on: 'field' }), action).to.equal(false)
        test.keyboard.point()
      }
      expect(test.phone.keys.sheet.value).to.equal(false)
      expect([test.media.localNow.muted, test.media.localNow.cameraOn]).to.deep.equal([false, true])
    })

    it('leaves Space and Enter to a button to which a key has led, and Space to nobody else', () => {
      test.keyboard.down('KeyM')
      expect(test.keyboard.down('Space', { on: 'control', byKeyboard: true })).to.equal(false)
      expect(test.media.localNow.muted).to.equal(true)
      expect(test.keyboard.down('Space', { on: 'control' })).to.equal(true)
      expect(test.media.localNow.muted).to.equal(false)
    })

    it('knows a key by its place, also where a Korean input method gives it another letter', () => {
      expect(test.keyboard.down('KeyM', { key: 'ㅡ' })).to.equal(true)
      expect(test.media.localNow.muted).to.equal(true)
    })

    it('mutes nothing any more when the call is left while Space is held', () => {
      test.keyboard.down('KeyM')
      test.keyboard.down('Space')
      test.phone.call.forget()
      test.media.setLocal({ muted: false })
      test.keyboard.up('Space')
      expect(test.media.localNow.muted).to.equal(false)
      expect(test.phone.call.talking.value).to.equal(false)
    })
  })

  describe('where it rings', () => {
    beforeEach(async () => {
      await open()
      await ring()
    })

    it('Enter answers the ring in front', async () => {
      expect(test.keyboard.down('Enter', { key: 'Enter' })).to.equal(true)
      await settled()
      expect(asked('call:answer')).to.equal(1)
    })

    it('Enter is the button’s that has the focus', () => {
      expect(test.keyboard.down('Enter', { key: 'Enter', on: 'control' })).to.equal(false)
      expect(asked('call:answer')).to.equal(0)
    })

    it('Enter answers nothing that comes in under the hands of somebody who types', async () => {
      test.keyboard.down('KeyA', { on: 'field' })
      await test.clock.pass(1_000)
      // The dialog has taken the focus from the field, and the sentence goes on.
      expect(test.keyboard.down('KeyB')).to.equal(false)
      await test.clock.pass(1_000)
      expect(test.keyboard.down('Enter', { key: 'Enter' })).to.equal(false)
      expect(asked('call:answer')).to.equal(0)
      await test.clock.pass(1_500)
      test.keyboard.down('Enter', { key: 'Enter' })
      await settled()
      expect(asked('call:answer')).to.equal(1)
    })
  })

  it('does nothing outside of a call, and leaves the key to the browser', async () => {
    await open()
    expect(test.keyboard.down('KeyM')).to.equal(false)
    expect(test.keyboard.down('Space')).to.equal(false)
    expect(test.keyboard.down('Enter')).to.equal(false)
  })

  it('? opens the sheet of keys and closes it, wherever the keyboard has it', async () => {
    await open()
    test.keyboard.down('Minus', { key: '?', shift: true })
    expect(test.phone.keys.sheet.value).to.equal(true)
    test.keyboard.down('Slash', { key: '?', shift: true })
    expect(test.phone.keys.sheet.value).to.equal(false)
  })

  describe('of one’s own choice', () => {
    beforeEach(async () => {
      await open()
      await come()
    })
    const choose = (action: 'mute' | 'camera', code: string, how = {}): void => {
      test.phone.keys.choose(action)
      expect(test.keyboard.down(code, { on: 'control', ...how })).to.equal(true)
    }

    it('do at once what they were chosen for, and the ones before do not', () => {
      choose('mute', 'KeyQ')
      expect(test.phone.keys.keyOf('mute')).to.equal('KeyQ')
      expect(test.keyboard.down('KeyM')).to.equal(false)
      test.keyboard.down('KeyQ')
      expect(test.media.localNow.muted).to.equal(true)
    })

    it('are kept for the person who chose them, in this browser', async () => {
      choose('mute', 'KeyQ')
      const { storage } = test
      test.phone.close()
      await open(storage, KR_WATCH)
      expect(test.phone.keys.keyOf('mute')).to.equal('KeyM')
      test.phone.close()
      await open(storage)
      expect(test.phone.keys.keyOf('mute')).to.equal('KeyQ')
    })

    it('are refused where another action has the key, and it is said which', () => {
      choose('mute', 'KeyV')
      expect(test.phone.keys.refusal.value).to.deep.equal({ action: 'mute', binding: 'KeyV', by: 'camera' })
      expect(test.phone.keys.keyOf('mute')).to.equal('KeyM')
      test.phone.keys.takeAway('camera')
      choose('mute', 'KeyV')
      expect(test.phone.keys.refusal.value).to.equal(undefined)
      expect(test.phone.keys.keyOf('mute')).to.equal('KeyV')
      expect(test.phone.keys.keyOf('camera')).to.equal(undefined)
    })

    it('are refused where the browser or the page needs them', () => {
      for (const [code, how] of [
        ['Tab', { key: 'Tab' }],
        ['F5', { key: 'F5' }],
        ['ArrowDown', { key: 'ArrowDown' }],
        ['KeyW', { ctrl: true }],
        ['KeyF', { alt: true }],
      ] as const) {
        choose('mute', code, how)
        expect(test.phone.keys.refusal.value?.by, code).to.equal(undefined)
        expect(test.phone.keys.refusal.value?.action, code).to.equal('mute')
      }
      expect(test.phone.keys.keyOf('mute')).to.equal('KeyM')
    })

    it('stay as they are with Escape, and wait for the key that comes with a modifier', () => {
      choose('mute', 'Escape', { key: 'Escape' })
      expect(test.phone.keys.choosing.value).to.equal(undefined)
      choose('mute', 'ShiftLeft', { key: 'Shift', shift: true })
      expect(test.phone.keys.choosing.value).to.equal('mute')
      test.keyboard.down('KeyQ', { shift: true })
      expect(test.phone.keys.keyOf('mute')).to.equal('Shift+KeyQ')
    })

    it('give way to the first key again', () => {
      choose('mute', 'KeyQ')
      test.phone.keys.restore('mute')?.()
      expect(test.phone.keys.keyOf('mute')).to.equal('KeyM')
      expect(test.phone.keys.restore('mute')).to.equal(undefined)
    })

    it('go before the first key of another action, which then has none', () => {
      test.storage.write(`ringdown.keys/${KR.person}`, { camera: 'KeyM', gone: 'KeyG' })
      test.phone.keys.takeAway('help')
      expect(test.phone.keys.keyOf('camera')).to.equal('KeyM')
      expect(test.phone.keys.keyOf('mute')).to.equal(undefined)
      test.keyboard.down('KeyM')
      expect(test.media.localNow.cameraOn).to.equal(false)
    })
  })
})
