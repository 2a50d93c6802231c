import { useEffect, useRef, useState } from 'preact/hooks'
import type { RefObject } from 'preact'
import { whenLeft } from './whenLeft.ts'

/** Something that a button opens for a moment, until Escape or a press elsewhere. */
export interface Opened {
  readonly isOpen: boolean
  readonly toggle: () => void
  readonly close: () => void
  readonly panel: RefObject<HTMLDivElement | null>
  readonly opener: RefObject<HTMLButtonElement | null>
}

export function useOpened(): Opened {
  const [isOpen, setOpen] = useState(false)
  const panel = useRef<HTMLDivElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!isOpen) return undefined
    return whenLeft([panel, opener], () => setOpen(false))
  }, [isOpen])
  return { isOpen, toggle: () => setOpen(!isOpen), close: () => setOpen(false), panel, opener }
}
