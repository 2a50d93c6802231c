import { useRef, useState } from 'preact/hooks'
import { MOST_SEARCHED_CHARACTERS } from '../../../server/protocol/records.ts'
import { formText } from '../../components/formText.ts'
import { Select } from '../../components/Select.tsx'
import { lineSays } from '../../components/lineWords.ts'
import type { Records } from '../../models/records.ts'
import type { Search } from '../../models/recordsPort.ts'
import { useSurface } from '../surface.ts'
import { useRecordWords } from './recordWords.ts'

const ALL = ''

interface RecordSearchProps {
  readonly lines: Records['lines']['value']
  readonly onSearch: (search: Search) => void
}

export function RecordSearch({ lines: known, onSearch }: RecordSearchProps) {
  const { phone, t } = useSurface()
  const words = useRecordWords().search
  const form = useRef<HTMLFormElement>(null)
  const [line, setLine] = useState(ALL)
  const [party, setParty] = useState(ALL)
  const [of, setOf] = useState<'calls' | 'tests'>('calls')

  const submit = (event: Event): void => {
    event.preventDefault()
    if (form.current === null) return
    const data = new FormData(form.current)
    const [from, to, words] = ['from', 'to', 'search'].map((name) => formText(data, name).trim())
    onSearch({
      ...(from && { from }),
      ...(to && { to }),
      ...(words && { search: words }),
      ...(line !== ALL && { line }),
      ...(party !== ALL && { party }),
      ...(of === 'tests' && { of }),
    })
  }

  const field = (name: string, label: string, type: 'date' | 'search') => (
    <div class="field">
      <label for={`search-${name}`}>{label}</label>
      {type === 'date' ? (
        <input id={`search-${name}`} name={name} type="date" />
      ) : (
        <input
          id={`search-${name}`}
          name={name}
          type="search"
          maxLength={MOST_SEARCHED_CHARACTERS}
          aria-describedby="searched"
        />
      )}
    </div>
  )
  const all = { value: ALL, label: words.all }
  const lines = known.map((one) => ({ value: one.line, label: lineSays(phone.lines, t, one) }))
  const parties = phone.lines.parties.value.map((one) => ({ value: one.party, label: one.name }))
  return (
    <search>
      <form ref={form} class="record-search" onSubmit={submit} aria-label={words.title}>
        {field('from', words.from, 'date')}
        {field('to', words.to, 'date')}
        <Select label={words.line} value={line} options={[all, ...lines]} onChoose={setLine} />
        <Select label={words.party} value={party} options={[all, ...parties]} onChoose={setParty} />
        <Select
          label={words.of}
          value={of}
          options={(['calls', 'tests'] as const).map((value) => ({ value, label: words.kinds[value] }))}
          onChoose={setOf}
        />
        {field('search', words.text, 'search')}
        <button class="button button-plain button-normal" type="submit">
          <span>{words.go}</span>
        </button>
      </form>
      <p class="page-note" id="searched">
        {words.searched}
      </p>
    </search>
  )
}
