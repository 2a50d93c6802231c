/** Remote voices, each in a hidden element: what plays there is known to the echo canceller, and follows the chosen output. */
export class Playback {
  readonly #elements = new Map<string, HTMLAudioElement>()
  #output = ''
  #volume = 1

  play(id: string, stream: MediaStream): void {
    const element = document.createElement('audio')
    element.hidden = true
    element.autoplay = true
    element.volume = this.#volume
    element.srcObject = stream
    this.#elements.set(id, element)
    document.body.append(element)
    void this.#start(element)
  }

  stop(id: string): void {
    const element = this.#elements.get(id)
    this.#elements.delete(id)
    if (element === undefined) return
    element.srcObject = null
    element.remove()
  }

  /** After a gesture: what the browser would not play before, it plays now. */
  unlock(): void {
    for (const element of this.#elements.values()) if (element.paused) void element.play().catch(() => undefined)
  }

  /** How loud all of them are, 0 to 1: less while something else is listened to. */
  setVolume(volume: number): void {
    this.#volume = volume
    for (const element of this.#elements.values()) element.volume = volume
  }

  /** @throws when there is no such output any more. */
  async setOutput(deviceId: string): Promise<void> {
    this.#output = deviceId === 'default' ? '' : deviceId
    await Promise.all([...this.#elements.values()].map(async (element) => await element.setSinkId(this.#output)))
  }

  close(): void {
    for (const id of [...this.#elements.keys()]) this.stop(id)
  }

  async #start(element: HTMLAudioElement): Promise<void> {
    // An output that was unplugged: the voice comes from another one rather than from none.
    if (this.#output !== '') await element.setSinkId(this.#output).catch(() => undefined)
    await element.play().catch(() => undefined)
  }
}
