import { useEffect, useRef } from 'preact/hooks'

/** How loud the own microphone is: drawn at every frame, past the components, because nothing else depends on it. */
export function LevelMeter({ level, label }: { level: () => number; label: string }) {
  const bar = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    let frame = 0
    const draw = (): void => {
      bar.current?.style.setProperty('--level', level().toFixed(2))
      frame = requestAnimationFrame(draw)
    }
    draw()
    return () => cancelAnimationFrame(frame)
  }, [level])
  return <span ref={bar} class="level" role="img" aria-label={label} />
}
