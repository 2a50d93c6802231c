/** What was typed into a field of a form; a file, or a field that is not there, is nothing typed. */
export function formText(data: FormData, name: string): string {
  const value = data.get(name)
  return typeof value === 'string' ? value : ''
}
