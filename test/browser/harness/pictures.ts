import type { ConsolePerson } from '../../../server/protocol/actor.ts'
import type { RemoteTrack } from '../../../client/models/ports.ts'
import { CALL_ID, consoleId } from '../../client/fakeLine.ts'

/** Twelve of them on two cores, each a frame a second: they are to be seen, and to leave the processor to who looks. */
const WIDTH = 640

/** A drawn person in front of a plain wall: stands in for a camera, and looks like nobody. */
export function drawnPicture(hue: number, sheet = false): MediaStream {
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = (WIDTH * 9) / 16
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('This browser draws nothing.')
  context.scale(WIDTH / 1280, WIDTH / 1280)
  const draw = (): void => {
    context.fillStyle = `hsl(${hue} 12% ${sheet ? 92 : 38}%)`
    context.fillRect(0, 0, 1280, 720)
    context.fillStyle = `hsl(${hue} 18% ${sheet ? 60 : 22}%)`
    if (sheet) {
      for (let row = 0; row < 9; row += 1) context.fillRect(140, 110 + row * 58, 620 + ((row * 173) % 340), 16)
      return
    }
    context.beginPath()
    context.ellipse(640, 760, 330, 330, 0, 0, Math.PI * 2)
    context.fill()
    context.fillStyle = `hsl(${hue} 22% 64%)`
    context.beginPath()
    context.ellipse(640, 300, 125, 160, 0, 0, Math.PI * 2)
    context.fill()
  }
  draw()
  // A stream of a canvas has a frame only when something is drawn after it was asked for.
  setInterval(draw, 1_000)
  return canvas.captureStream(1)
}

export const remote = (who: ConsolePerson, kind: 'camera' | 'screen', hue: number): RemoteTrack => ({
  line: 'leaders',
  callId: CALL_ID,
  console: who.console,
  trackId: consoleId(Number(who.console.slice(-6)) * 100 + hue),
  kind,
  muted: false,
  stream: drawnPicture(hue, kind === 'screen'),
})
