/** A screen is read, not watched. */
const MOST_FPS = 15

/** The screen, or the part of it, that this person shows to the others. */
export class ScreenShare {
  readonly #onChange: () => Promise<void>
  #track: MediaStreamTrack | undefined

  constructor(onChange: () => Promise<void>) {
    this.#onChange = onChange
  }

  get track(): MediaStreamTrack | undefined {
    return this.#track
  }

  /** @param isWanted asked when somebody has chosen: the call may have ended meanwhile. */
  async start(isWanted: () => boolean): Promise<boolean> {
    let track: MediaStreamTrack | undefined
    try {
      const video = { frameRate: { max: MOST_FPS } }
      track = (await navigator.mediaDevices.getDisplayMedia({ video, audio: false })).getVideoTracks()[0]
    } catch {
      return false
    }
    if (track === undefined || !isWanted()) {
      track?.stop()
      return false
    }
    this.drop()
    this.#track = track
    track.contentHint = 'detail'
    track.addEventListener('ended', () => {
      if (this.#track === track) void this.stop()
    })
    await this.#onChange()
    return true
  }

  async stop(): Promise<void> {
    this.drop()
    await this.#onChange()
  }

  /** Without a word: whoever drops it tells of it. */
  drop(): void {
    this.#track?.stop()
    this.#track = undefined
  }
}
