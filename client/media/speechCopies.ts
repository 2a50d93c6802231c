/**
 * Copies of the open microphone, for speech that goes elsewhere than to the floor. A track can be switched off only for all
 * who send it: whoever is muted on the floor and heard in a channel sends two, of one device.
 */
export class SpeechCopies {
  readonly #microphone: () => MediaStreamTrack | undefined
  readonly #copies = new Map<string, { readonly of: MediaStreamTrack; readonly copy: MediaStreamTrack }>()

  constructor(microphone: () => MediaStreamTrack | undefined) {
    this.#microphone = microphone
  }

  /** The copy under this name, of whatever microphone is open now; undefined where none is. */
  copy(name: string): MediaStreamTrack | undefined {
    const microphone = this.#microphone()
    const known = this.#copies.get(name)
    if (known !== undefined && known.of === microphone) return known.copy
    this.#stop(name)
    if (microphone === undefined || microphone.readyState === 'ended') return undefined
    const copy = microphone.clone()
    // The floor's own may be muted, which is no word about this one.
    copy.enabled = true
    this.#copies.set(name, { of: microphone, copy })
    return copy
  }

  /** Lets go of all others: a copy that runs keeps its device open. */
  keep(names: readonly string[]): void {
    for (const name of [...this.#copies.keys()]) if (!names.includes(name)) this.#stop(name)
  }

  #stop(name: string): void {
    this.#copies.get(name)?.copy.stop()
    this.#copies.delete(name)
  }
}
