/** What a hand can do to a microphone, for a page whose microphone was opened through `installDeviceSwitch`. */
export interface DeviceSwitch {
  /** The switch at the device: it stays open, and gives nothing at all. */
  mute(muted: boolean): void
  /** It is pulled out. */
  pull(): void
}

declare global {
  interface Window {
    readonly deviceSwitch: DeviceSwitch
  }
}

/** Runs in the page before anything else does (`addInitScript`), so it can use nothing from outside itself. */
export function installDeviceSwitch(): void {
  const { mediaDevices } = navigator
  const open = mediaDevices.getUserMedia.bind(mediaDevices)
  const tracks = new Set<MediaStreamTrack>()
  let context: AudioContext | undefined
  let gain: GainNode | undefined

  mediaDevices.getUserMedia = async (constraints) => {
    const stream = await open(constraints)
    const [microphone] = stream.getAudioTracks()
    if (microphone === undefined) return stream
    context ??= new AudioContext()
    await context.resume()
    gain ??= new GainNode(context)
    const out = context.createMediaStreamDestination()
    context
      .createMediaStreamSource(new MediaStream([microphone]))
      .connect(gain)
      .connect(out)
    const [switched] = out.stream.getAudioTracks()
    if (switched === undefined) throw new Error('A destination has one track.')
    tracks.add(switched)
    return new MediaStream([switched, ...stream.getVideoTracks()])
  }
  const deviceSwitch: DeviceSwitch = {
    mute: (muted) => gain?.gain.setValueAtTime(muted ? 0 : 1, 0),
    pull() {
      for (const track of tracks) {
        track.stop()
        track.dispatchEvent(new Event('ended'))
      }
      tracks.clear()
    },
  }
  Object.defineProperty(window, 'deviceSwitch', { value: deviceSwitch })
}
