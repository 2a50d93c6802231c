/** Instant recall: the last minute of a call, heard again alone. */
export const enRecall = {
  title: 'Instant recall',
  open: 'Instant recall',
  opening: 'Fetching the last minute …',
  replaying: 'The floor again',
  alone: 'Only you hear this. The call goes on, and your microphone is as it was.',
  nobody: 'Nobody speaks',
  position: 'Position in the last minute',
  at: (time: string, left: string) => `${time}, ${left} left`,
  upTo: (time: string) => `What was said after ${time} was not stored yet.`,
  back: 'Back 10 s',
  ahead: 'Ahead 10 s',
  live: 'Back to live',
  meanwhile: 'The call meanwhile',
  failed: 'Nothing can be heard again.',
  dismiss: 'Close',
}
