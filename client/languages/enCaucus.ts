/** The caucus of one's own party. */
export const enCaucus = {
  title: 'Caucus',
  only: (party: string) => `Only ${party} hears you. Your camera and screen are off.`,
  lead: (party: string) =>
    `Speak and write with your own people of ${party}, unheard and unseen by the others. That you do so is on the record; what is said is not. You come back to the floor muted.`,
  people: (names: string) => `In the caucus: ${names}`,
  enter: 'Enter the caucus',
  leave: 'Leave the caucus',
  messages: 'Caucus messages',
  field: 'Caucus message',
  send: 'Send to the caucus',
  hint: 'Kept nowhere, and gone when the call ends.',
  muted: 'You are muted in the caucus: nobody hears you.',
  alone: 'You are alone in the caucus: nobody hears you.',
  /** At the button of the microphone. */
  microphone: 'Caucus only',
  /** At the text line of all parties. */
  textLine: 'You are in the caucus. What you write here, everybody on the line reads.',
  placeholder: 'Write to your own people',
  /** By which way they came out of it: all hear them only when they unmute. */
  out: {
    left: 'You have left the caucus. You are muted on the floor.',
    lost: 'The caucus ended when the connection was lost. You are muted on the floor.',
    held: 'The caucus ended with the hold. You are muted on the floor.',
    gone: 'You were in the caucus before. You are muted on the floor.',
  },
  listens: 'You hear and read the caucus.',
}
