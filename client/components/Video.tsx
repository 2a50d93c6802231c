import { useEffect, useRef } from 'preact/hooks'

/** A live picture. It is silent: sound is played by the media, apart from what is on the screen. */
export function Video({ stream, label, mirrored = false }: { stream: MediaStream; label: string; mirrored?: boolean }) {
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    const element = video.current
    if (element === null) return undefined
    element.srcObject = stream
    // Muted pictures may always play; a browser that refuses shows the first frame, and plays at the next gesture.
    element.play().catch(() => undefined)
    return () => {
      element.srcObject = null
    }
  }, [stream])
  return <video ref={video} class={mirrored ? 'mirrored' : undefined} aria-label={label} muted playsInline autoplay />
}
