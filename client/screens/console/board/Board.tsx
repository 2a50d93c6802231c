import { useEffect } from 'preact/hooks'
import { boardOf, type BoardSource } from '../../../models/board.ts'
import { useSurface } from '../../surface.ts'
import { PartyRow } from './PartyRow.tsx'

/** The board of a line: of each party what time it is there, who can be reached, since when not, and how good its path is. */
export function Board({ line: definition, consoles, attendance }: BoardSource) {
  const { phone, t } = useSurface()
  const { line } = definition
  // What was said last stays on the board, but nothing of it is said to be so now.
  const stale = phone.lamps.serverUnheard.value
  useEffect(() => phone.pathHistories.watch(line), [phone, line])
  return (
    <div class="board">
      {stale && <p class="board-stale">{t.board.stale}</p>}
      <ul class="board-parties" aria-label={t.board.parties}>
        {boardOf({ line: definition, consoles, attendance }).map((party) => (
          <PartyRow key={party.party} line={line} party={party} stale={stale} />
        ))}
      </ul>
    </div>
  )
}
