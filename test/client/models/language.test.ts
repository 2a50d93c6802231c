import { expect } from 'chai'
import type { Language } from '../../../client/languages/languages.ts'
import { openVocabulary } from '../../../client/languages/vocabulary.ts'
import { en } from '../../../client/languages/en.ts'
import { firstLanguage, spokenOf } from '../../../client/models/language.ts'
import { FakeStorage } from '../fakePorts.ts'

describe('the language of a console', () => {
  it('is the first one of the browser that it speaks', () => {
    expect(spokenOf(['fr-FR', 'en-US'])).to.equal('en')
    expect(spokenOf(['fr-FR'])).to.equal(undefined)
    expect(spokenOf([])).to.equal(undefined)
  })

  it('starts in English where neither the machine nor the browser says another', () => {
    const storage = new FakeStorage()
    expect(firstLanguage(storage, ['fr-FR'])).to.equal('en')
    storage.write('ringdown.languages', { last: 'xx', chosen: 7 })
    expect(firstLanguage(storage, [])).to.equal('en')
  })

  it('stays as it was when another cannot be loaded', async () => {
    const vocabulary = await openVocabulary('en', async (language: Language) => {
      if (language !== 'en') throw new Error('The server is gone.')
      return en
    })
    expect(await vocabulary.show('en')).to.equal(true)
    expect(vocabulary.sentences.value).to.equal(en)
  })
})
