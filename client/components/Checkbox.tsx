/** Something that is on or off, with its words beside it as part of what is pressed. */
export function Checkbox(props: {
  readonly checked: boolean
  readonly label: string
  readonly onChange: (checked: boolean) => void
}) {
  const { checked, label, onChange } = props
  return (
    <label class="checkbox">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  )
}
