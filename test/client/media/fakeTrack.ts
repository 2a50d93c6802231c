/** A microphone's track, as far as it is copied, switched off and stopped. */
export class FakeTrack {
  enabled = true
  readyState: 'live' | 'ended' = 'live'
  readonly copies: FakeTrack[] = []
  clone(): FakeTrack {
    const copy = new FakeTrack()
    copy.enabled = this.enabled
    this.copies.push(copy)
    return copy
  }
  stop(): void {
    this.readyState = 'ended'
  }
}
