/** Enough to be encoded in layers and seen to arrive, and little for a machine that may be asked to ring at any moment. */
const SIZE = { width: 320, height: 180 }
const EVERY_MS = 100
const TURN_MS = 4_000

/** The picture that this console sends: a field in its own colour across which a bar goes. */
export class TestPicture {
  readonly track: MediaStreamTrack | undefined
  readonly #canvas = document.createElement('canvas')
  readonly #timer: ReturnType<typeof setInterval>

  constructor(hue: number) {
    Object.assign(this.#canvas, SIZE)
    ;[this.track] = this.#canvas.captureStream(1_000 / EVERY_MS).getVideoTracks()
    const context = this.#canvas.getContext('2d')
    this.#timer = setInterval(() => {
      if (context === null) return
      const at = (performance.now() % TURN_MS) / TURN_MS
      context.fillStyle = `hsl(${hue} 60% 30%)`
      context.fillRect(0, 0, SIZE.width, SIZE.height)
      context.fillStyle = `hsl(${hue} 60% 75%)`
      context.fillRect(at * SIZE.width, 0, SIZE.width / 10, SIZE.height)
    }, EVERY_MS)
  }

  close(): void {
    clearInterval(this.#timer)
    this.track?.stop()
  }
}
