import { useEffect, useRef } from 'preact/hooks'

/** As often as an eye follows a level; a page that is painted at every frame takes a busy machine much of a processor. */
const DRAW_EVERY_MS = 100
const STEPS = 20

/** How loud the own microphone is: drawn past the components, because nothing else depends on it. */
export function LevelMeter({ level, label }: { level: () => number; label: string }) {
  const bar = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    let drawn: number | undefined
    const draw = (): void => {
      const now = Math.round(level() * STEPS) / STEPS
      if (now === drawn) return
      drawn = now
      bar.current?.style.setProperty('--level', now.toFixed(2))
    }
    draw()
    const timer = setInterval(draw, DRAW_EVERY_MS)
    return () => clearInterval(timer)
  }, [level])
  return <span ref={bar} class="level" role="img" aria-label={label} />
}
