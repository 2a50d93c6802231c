import { FIRST_RUN_FILE, type FirstRunPerson } from './demonstration.ts'

/** Says once on the terminal who can sign in. Not through the log: a log is kept and sent on, and these are secrets. */
export function firstRunNotice(made: readonly FirstRunPerson[] | undefined, say: (text: string) => void): void {
  if (made === undefined) return
  const notice = [
    '',
    'This is the first start: the demonstration was made. Everybody can sign in with',
    '',
    firstRunTable(made),
    '',
    `The same is in ${FIRST_RUN_FILE} in the data folder, which only you can read. It is not shown again.`,
    '',
    '',
  ]
  say(notice.join('\n'))
}

/** The people and their passwords as a table for the terminal. */
export function firstRunTable(people: readonly FirstRunPerson[]): string {
  const rows = people.map(({ username, password, party }) => [username, password, party] as const)
  const all = [['Username', 'Password', 'Party'] as const, ...rows]
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')
  return all.map((row) => line(row).trimEnd()).join('\n')
}

/** How the first person comes about where no demonstration is made (`NODE_ENV=production`). */
export const FIRST_PERSON_HELP = [
  'There is nobody who could sign in yet. Make the parties, a line and the first people, for example:',
  '  npm run people -- party kr --name "Republic of Korea" --languages ko,en --zone Asia/Seoul',
  '  npm run people -- party jp --name Japan --languages ja,en --zone Asia/Tokyo',
  '  npm run people -- line leaders --name Leaders --parties kr,jp --rung principal,watch --joins adviser,interpreter',
  '  npm run people -- add kr-watch --name "Kang Min-jae" --party kr --roles watch',
].join('\n')
