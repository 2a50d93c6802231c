import { expect } from 'chai'
import { createPlayer, type Playable, type Player } from '../../../client/models/player.ts'
import { FakeClock, settled } from '../fakeClock.ts'

/** A track that plays by the test's clock, a little too fast or too slow, and after a while of looking for its place. */
class FakeTrack implements Playable {
  readonly #clock: FakeClock
  readonly #speed: number
  #base: { positionMs: number; atMs: number }
  #playing = false
  #rate = 1
  seeks = 0
  isReady = true

  constructor(clock: FakeClock, speed = 1) {
    this.#clock = clock
    this.#speed = speed
    this.#base = { positionMs: 0, atMs: clock.nowMs() }
  }
  positionMs(): number {
    const { positionMs, atMs } = this.#base
    const runs = this.#playing && this.isReady
    return positionMs + (runs ? (this.#clock.nowMs() - atMs) * this.#speed * this.#rate : 0)
  }
  ready = (): boolean => this.isReady
  finished = (): boolean => false
  seek(positionMs: number): void {
    this.seeks += 1
    this.#base = { positionMs, atMs: this.#clock.nowMs() }
  }
  setRate(rate: number): void {
    this.#hold()
    this.#rate = rate
  }
  async play(): Promise<void> {
    this.#hold()
    this.#playing = true
  }
  pause(): void {
    this.#hold()
    this.#playing = false
  }
  setReady(ready: boolean): void {
    this.#hold()
    this.isReady = ready
  }
  #hold(): void {
    this.#base = { positionMs: this.positionMs(), atMs: this.#clock.nowMs() }
  }
}

describe('playing all tracks of a record', () => {
  const clock = new FakeClock()
  let player: Player
  let opens: boolean
  let tracks: FakeTrack[]

  beforeEach(() => {
    opens = true
    player = createPlayer(
      clock,
      () => 600_000,
      async () => opens,
    )
    tracks = [new FakeTrack(clock, 1.004), new FakeTrack(clock, 0.997), new FakeTrack(clock)]
    tracks.forEach((track, index) => player.attach(String(index), track))
  })
  afterEach(() => player.close())

  const apart = (): number => {
    const positions = tracks.map((track) => track.positionMs())
    return Math.max(...positions) - Math.min(...positions)
  }

  it('keeps them within 80 ms of each other for as long as they play, by rate alone', async () => {
    await player.play.value?.()
    for (let step = 0; step < 90; step += 1) {
      await clock.pass(1_000)
      expect(apart()).to.be.lessThan(80)
    }
    expect(player.positionMs.value).to.be.closeTo(90_000, 500)
    expect(Math.max(...tracks.map(({ seeks }) => seeks))).to.be.lessThan(4)
  })

  it('keeps them together after a seek, and lets nobody start before all have arrived', async () => {
    await player.play.value?.()
    await clock.pass(2_000)
    tracks[1]?.setReady(false)
    player.seek(400_000)
    await clock.pass(3_000)
    expect(player.state.value).to.equal('waiting')
    expect(player.positionMs.value).to.equal(400_000)
    tracks[1]?.setReady(true)
    await clock.pass(2_000)
    expect(player.state.value).to.equal('playing')
    expect(apart()).to.be.lessThan(80)
    expect(tracks[0]?.positionMs()).to.be.closeTo(402_000, 300)
  })

  it('stands still for all while one has nothing to play', async () => {
    await player.play.value?.()
    await clock.pass(5_000)
    tracks[2]?.setReady(false)
    await clock.pass(1_000)
    expect(player.state.value).to.equal('waiting')
    const heldAtMs = player.positionMs.value
    await clock.pass(3_000)
    expect(player.positionMs.value).to.equal(heldAtMs)
    tracks[2]?.setReady(true)
    await clock.pass(1_000)
    expect(player.state.value).to.equal('playing')
    expect(apart()).to.be.lessThan(80)
  })

  it('goes on without one that never comes, and is not stopped by it again', async () => {
    tracks[2]?.setReady(false)
    await player.play.value?.()
    await clock.pass(16_000)
    expect(player.state.value).to.equal('playing')
    await clock.pass(5_000)
    expect(player.state.value).to.equal('playing')
    expect(player.positionMs.value).to.be.greaterThan(4_000)
  })

  it('pauses, goes on from there, and stops at the end', async () => {
    await player.play.value?.()
    await clock.pass(10_000)
    player.pause.value?.()
    await clock.pass(10_000)
    expect(player.positionMs.value).to.be.closeTo(10_000, 300)
    player.seek(599_000)
    await player.play.value?.()
    await clock.pass(3_000)
    expect(player.state.value).to.equal('paused')
    expect(player.positionMs.value).to.equal(600_000)
  })

  it('says when the sitting was refused, and can be tried again', async () => {
    opens = false
    await player.play.value?.()
    expect(player.state.value).to.equal('failed')
    opens = true
    await player.play.value?.()
    await settled()
    expect(player.state.value).to.equal('waiting')
  })
})
