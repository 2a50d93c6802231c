import type { Playable } from '../models/player.ts'

/** HAVE_FUTURE_DATA (HTML, 4.8.11.7): enough to go on from here. */
const GOES_ON = 3

/** A media element whose time zero is the call's, which is how the server makes every track. */
export function playableOf(element: HTMLMediaElement): Playable {
  return {
    positionMs: () => element.currentTime * 1000,
    ready: () => !element.seeking && (element.readyState >= GOES_ON || element.ended || element.error !== null),
    finished: () => element.ended || element.error !== null,
    seek(positionMs) {
      element.currentTime = positionMs / 1000
    },
    setRate(rate) {
      if (element.playbackRate !== rate) element.playbackRate = rate
    },
    play: () => element.play(),
    pause: () => element.pause(),
  }
}
