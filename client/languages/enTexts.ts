import type { RefusalCode } from '../../server/protocol/refusal.ts'

/** The sentences of the text line in English. */

const languages = new Intl.DisplayNames(['en'], { type: 'language' })

/** Why a message was not sent, said after "Not sent". */
const heldBecause: Record<RefusalCode | 'old', string> = {
  old: 'It was written a while ago, before this page was opened. Is it still meant?',
  'signed-out': 'You are signed out.',
  'not-allowed': 'Your role may not write on this line.',
  malformed: 'The server did not understand it.',
  unknown: 'This line, or this prepared message, is there no more.',
  'too-late': 'This prepared message has been changed. Read it again before you send it.',
  'not-now': 'That was not possible.',
  'slow-down': 'Too many messages at once.',
  unavailable: 'The server could not be reached.',
  broken: 'The log of this line is damaged. Tell the operator.',
}

export const enTexts = {
  title: 'Text line',
  messages: 'Messages',
  older: 'Older messages',
  apart: 'From before, and not acknowledged yet:',
  olderFailed: 'They could not be read. Try again.',
  none: 'Nothing has been written on this line.',
  message: 'Message',
  placeholder: 'Write to the other parties',
  hint: 'Enter sends, Shift and Enter begins a new line.',
  send: 'Send',
  language: 'Language',
  languageName: (language: string): string => languages.of(language) ?? language,
  number: (number: number) => `No. ${number}`,
  unacknowledged: (count: number) => `${count} not acknowledged`,
  original: 'Original, authoritative',
  translation: 'Translation',
  delivered: (party: string) => `${party}: delivered`,
  deliveredAt: (party: string, time: string) => `Delivered to ${party} at ${time}`,
  notDelivered: (party: string) => `${party}: not delivered yet`,
  marks: 'Delivery',
  acknowledge: 'Acknowledge',
  acknowledgeWhich: (number: number, party: string) => `Acknowledge message ${number} of ${party}`,
  acknowledgedBy: (name: string, party: string, time: string) => `Acknowledged by ${name}, ${party}, at ${time}`,
  waiting: 'Waiting to be sent',
  notSent: (why: RefusalCode | 'old') => `Not sent. ${heldBecause[why]}`,
  sendAfterAll: 'Send now',
  edit: 'Edit',
  discard: 'Discard',
  prepared: 'Prepared messages',
  preparedShort: 'Prepared',
  preparedNone: 'Your party has no prepared messages.',
  preparedName: (name: string) => `Prepared message: ${name}`,
  choose: (name: string) => `Choose ${name}`,
  back: 'Do not send it',
  readOnly: 'Listeners read this line and do not write on it.',
  full: 'Too much is waiting to be sent. Call instead.',
  open: (count: number) => (count === 0 ? 'Text line' : `Text line ${count} not acknowledged`),
  news: (party: string, line: string) => `Message from ${party} on ${line}:`,
  newsMore: (count: number) => `(and ${count} more)`,
  read: 'Read',
  noticeTitle: (party: string) => `Message from ${party}`,
  notice: (line: string, name: string) => `${name} has written on ${line}.`,
}
