/** The sentences in which an administrator changes the prepared messages, in English. */
export const enPrepared = {
  title: 'Prepared messages',
  explain:
    'What your party has ready for the text lines. A message goes out in all its languages at once; the original alone is authoritative. Changes reach every console of your party when they are saved.',
  failed: 'The prepared messages could not be read.',
  name: 'Name',
  nameless: 'New message',
  original: 'Original',
  remove: 'Remove',
  removeWhich: (name: string) => (name === '' ? 'Remove the new message' : `Remove ${name}`),
  add: 'Add a message',
  undo: 'Undo changes',
  save: 'Save',
  saved: 'Saved. Every console of your party has them.',
  unfinished: 'Every message needs a name and a text in the language of its original.',
  notSaved: 'Nothing was saved.',
  overtaken: 'Somebody else has changed these messages meanwhile. Nothing was saved.',
  readAgain: 'Read them again',
}
