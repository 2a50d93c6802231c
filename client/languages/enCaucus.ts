/** The caucus of one's own party. */
export const enCaucus = {
  title: 'Caucus',
  only: (party: string) => `Only ${party} hears you. Your picture still goes to everybody.`,
  lead: (party: string) =>
    `Speak and write with your own people of ${party}, unheard by the others. That you do so is on the record; what is said is not.`,
  people: (names: string) => `In the caucus: ${names}`,
  enter: 'Enter the caucus',
  leave: 'Leave the caucus',
  messages: 'Caucus messages',
  field: 'Caucus message',
  send: 'Send to the caucus',
  hint: 'Kept nowhere, and gone when the call ends.',
  listens: 'You hear and read the caucus.',
}
