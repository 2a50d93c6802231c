import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { LineTestsSentences } from '../../languages/enLineTests.ts'

/** The sentences of this screen, which come with it. */
export const LineTestWords = createContext<LineTestsSentences | undefined>(undefined)

export function useLineTestWords(): LineTestsSentences {
  const words = useContext(LineTestWords)
  if (words === undefined) throw new Error('A part of the line tests is shown outside of their screen.')
  return words
}
