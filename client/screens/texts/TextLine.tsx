import { useId, useState } from 'preact/hooks'
import type { Line } from '../../../server/protocol/directory.ts'
import { Icon } from '../../components/Icon.tsx'
import { useSurface } from '../surface.ts'
import { PreparedMessages } from './PreparedMessages.tsx'
import { TextComposer } from './TextComposer.tsx'
import { textLineId } from './showTextLine.ts'
import { TextLog } from './TextLog.tsx'

interface TextLineProps {
  readonly line: Line
  /** Nothing can be written on it: see `LineSnapshot`. */
  readonly broken: boolean
  /** In a call it is a part of the page of its own; at the console, where each line has one, a part of its line. */
  readonly inCall?: boolean
}

/** What is written on a line, whether a call is up or not, and where to write. */
export function TextLine({ line: definition, broken, inCall = false }: TextLineProps) {
  const { phone, t } = useSurface()
  const id = useId()
  const [choosing, setChoosing] = useState(false)
  const { line } = definition
  const count = phone.texts.unacknowledged(line)
  const draft = phone.texts.draft(line)
  return (
    <div class="texts" id={textLineId(line)} role={inCall ? 'region' : 'group'} aria-labelledby={id}>
      <header class="texts-head">
        {inCall ? <h2 id={id}>{t.texts.title}</h2> : <h3 id={id}>{t.texts.title}</h3>}
        {count > 0 && <span class="badge badge-priority texts-count">{t.texts.unacknowledged(count)}</span>}
      </header>
      {choosing && draft ? (
        <PreparedMessages line={line} done={() => setChoosing(false)} />
      ) : (
        <TextLog line={definition} />
      )}
      {inCall && draft && phone.caucus.now.value?.inside && (
        <p class="caucus-beside" role="status">
          <Icon name="warning" /> {t.caucus.textLine}
        </p>
      )}
      {draft ? (
        <TextComposer line={line} draft={draft} choosing={choosing} choose={() => setChoosing(!choosing)} />
      ) : (
        !broken && <p class="texts-note">{t.texts.readOnly}</p>
      )}
    </div>
  )
}
