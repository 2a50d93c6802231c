import { by, CALL_ID, JP_WATCH, KR_INTERPRETER, SERVER, US, US_ADVISER } from '../../client/fakeLine.ts'
import { remote } from './pictures.ts'
import { tell, mark, up, type States } from './beginnings.ts'

/** A call that is up. */
export const callStates = {
  'call-up': up,
  'call-crowded': async (test) => {
    const script = await up(test)
    tell(
      test,
      script.joined(US_ADVISER),
      script.track(US_ADVISER, 'microphone', true),
      script.joined(KR_INTERPRETER),
      script.track(KR_INTERPRETER, 'microphone'),
      script.joined(JP_WATCH),
      script.entry(by(JP_WATCH), [{ type: 'leg:left', console: JP_WATCH.console, reason: 'left' }]),
      script.entry(SERVER, [{ type: 'leg:away', console: US.console, reason: 'console-lost' }]),
    )
    mark(test)
  },
  'call-recall': async (test) => {
    await up(test)
    test.recall.toMs = test.clock.nowMs() - 800
    await test.phone.recall.start.value?.()
    await test.clock.pass(17_000)
    mark(test)
  },
  'call-screen': async (test) => {
    const script = await up(test)
    tell(test, script.track(US, 'screen'))
    test.media.setRemotes([...test.media.remoteTracks, remote(US, 'screen', 50)])
    mark(test)
  },
  'call-narrow': async (test) => {
    await up(test)
    test.media.setLocal({ narrow: true, cameraOn: false })
    mark(test)
  },
  'call-other-narrow': async (test) => {
    await up(test)
    test.media.setRemotes(
      test.media.remoteTracks.filter(({ kind, console }) => kind !== 'camera' || console !== US.console),
    )
    mark(test)
    const narrow = {
      console: US.console,
      level: 'fair' as const,
      roundTripMs: 182,
      lossPercent: 2.4,
      narrow: true as const,
    }
    test.connection.notify('quality:changed', { line: 'leaders', callId: CALL_ID, consoles: [narrow] })
  },
  'call-alarm': async (test) => {
    await up(test)
    test.media.setLocal({ muted: true, camera: 'busy', cameraOn: false })
    await test.clock.pass(3_000)
    test.phone.call.end.value?.()
  },
} satisfies States
