import { useId } from 'preact/hooks'

interface SelectProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly label: string }[]
  readonly onChoose: (value: T) => void
  readonly disabled?: boolean
  /** Said to who cannot see, and by its place clear to who can. */
  readonly labelHidden?: boolean
}

export function Select<T extends string>(props: SelectProps<T>) {
  const { label, value, options, onChoose, disabled = false, labelHidden = false } = props
  const id = useId()
  return (
    <div class="field">
      <label for={id} class={labelHidden ? 'unseen' : undefined}>
        {label}
      </label>
      <select
        id={id}
        disabled={disabled}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.currentTarget.value)
          if (chosen) onChoose(chosen.value)
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
