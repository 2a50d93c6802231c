/** Louder than what an encoder makes of silence, quieter than any burst that comes. */
const LOUD = 0.05
/** So long is it quiet before a burst; within a burst no wave of any pitch is as long. */
const QUIET_MS = 120

/** Where bursts begin in a window of sound, as places in it. One that has begun before the window is none of it. */
export function burstsIn(samples: Float32Array, sampleRateHz: number): number[] {
  const quiet = (QUIET_MS / 1_000) * sampleRateHz
  const found: number[] = []
  let silentFor = 0
  for (const [at, sample] of samples.entries()) {
    if (Math.abs(sample) < LOUD) {
      silentFor += 1
      continue
    }
    if (silentFor >= quiet) found.push(at)
    silentFor = 0
  }
  return found
}

/** The pitch that is loudest in a stretch of sound, of those that there are (Goertzel's algorithm for each). */
export function loudestPitch(samples: Float32Array, sampleRateHz: number, pitchesHz: readonly number[]): number {
  const powers = pitchesHz.map((hz) => powerAt(samples, sampleRateHz, hz))
  return pitchesHz[powers.indexOf(Math.max(...powers))] ?? 0
}

function powerAt(samples: Float32Array, sampleRateHz: number, hz: number): number {
  const twiceCosine = 2 * Math.cos((2 * Math.PI * hz) / sampleRateHz)
  let [before, last] = [0, 0]
  for (const sample of samples) [before, last] = [last, sample + twiceCosine * last - before]
  return last * last + before * before - twiceCosine * last * before
}
