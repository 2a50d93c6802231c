import { expect } from 'chai'
import { en } from '../../../client/languages/en.ts'
import { ko } from '../../../client/languages/ko.ts'
import type { Language } from '../../../client/languages/languages.ts'
import { openVocabulary } from '../../../client/languages/vocabulary.ts'
import type { LanguagePort } from '../../../client/models/deskPorts.ts'
import { createLanguage, firstLanguage, spokenOf, type LanguageModel } from '../../../client/models/language.ts'
import { signal } from '@preact/signals'
import type { OwnConsole } from '../../../client/models/lines.ts'
import { PARTIES, person } from '../fakeLine.ts'
import { FakeLanguages, FakeStorage } from '../fakePorts.ts'

describe('the language of a console', () => {
  let models: LanguageModel[] = []
  afterEach(() => {
    models.forEach((model) => model.close())
    models = []
  })

  /** A page on a machine, and who signs in there. */
  function page(storage: FakeStorage, port: LanguagePort) {
    const own = signal<OwnConsole | undefined>(undefined)
    const model = createLanguage(storage, port, { own, parties: signal(PARTIES) })
    models.push(model)
    return {
      ...model,
      signIn: (username: string) => (own.value = { console: 'one', person: person(username, username, ['watch']) }),
      signOut: () => (own.value = undefined),
    }
  }

  it('is what the browser speaks, the best first, and else what the party speaks', () => {
    expect(spokenOf(['fr-FR', 'ja-JP', 'en-US'])).to.equal('ja')
    expect(spokenOf(['KO'])).to.equal('ko')
    expect(spokenOf(['fr-FR'])).to.equal(undefined)
    const korean = page(new FakeStorage(), new FakeLanguages('fr-FR', 'ko-KR'))
    korean.signIn('us-watch')
    expect(korean.language.value).to.equal('ko')
    const french = page(new FakeStorage(), new FakeLanguages('fr-FR'))
    french.signIn('jp-watch')
    expect(french.language.value).to.equal('ja')
  })

  it('is what a person has chosen, wherever they sign in on that machine, and nobody else’s', () => {
    const storage = new FakeStorage()
    const first = page(storage, new FakeLanguages('en-GB'))
    first.signIn('kr-watch')
    expect(first.language.value).to.equal('en')
    first.choose('ko')
    expect(first.language.value).to.equal('ko')
    first.signOut()
    first.signIn('us-watch')
    expect(first.language.value).to.equal('en')
    const second = page(storage, new FakeLanguages('en-GB'))
    second.signIn('kr-watch')
    expect(second.language.value).to.equal('ko')
  })

  it('is kept for who signs in after a choice on the sign-in page, and stays through a lost connection', () => {
    const storage = new FakeStorage()
    const first = page(storage, new FakeLanguages('en-GB'))
    first.choose('ja')
    expect(first.language.value).to.equal('ja')
    expect(firstLanguage(storage, ['en-GB'])).to.equal('ja')
    first.signIn('jp-watch')
    expect(first.language.value).to.equal('ja')
    first.choose('ko')
    first.signIn('jp-watch')
    expect(first.language.value).to.equal('ko')
    first.signOut()
    first.signIn('us-watch')
    expect(first.language.value).to.equal('en')
  })

  it('begins with the browser’s where nothing that can be read is kept', () => {
    const storage = new FakeStorage()
    expect(firstLanguage(storage, ['ja'])).to.equal('ja')
    expect(firstLanguage(storage, ['fr'])).to.equal('en')
    storage.write('ringdown.languages', { last: 'xx', chosen: 7 })
    expect(firstLanguage(storage, [])).to.equal('en')
  })

  it('stays as it was when another cannot be loaded, and says so', async () => {
    const load = async (language: Language) => {
      if (language !== 'en') throw new Error('The server is gone.')
      return en
    }
    const vocabulary = await openVocabulary('en', load)
    const gone = page(new FakeStorage(), { browser: ['en'], shown: vocabulary.language, show: vocabulary.show })
    gone.signIn('kr-watch')
    gone.choose('ja')
    await new Promise((resolve) => setImmediate(resolve))
    expect(gone.failed.value).to.equal(true)
    expect(vocabulary.sentences.value).to.equal(en)
  })

  it('is the one that was asked for last, whichever is loaded first', async () => {
    let arrive: () => void = () => {}
    const late = new Promise<void>((resolve) => (arrive = resolve))
    const vocabulary = await openVocabulary('en', async (language) => {
      if (language !== 'ja') return language === 'ko' ? ko : en
      await late
      return en
    })
    const japanese = vocabulary.show('ja')
    await vocabulary.show('ko')
    arrive()
    await japanese
    expect(vocabulary.language.value).to.equal('ko')
    expect(vocabulary.sentences.value).to.equal(ko)
  })

  it('is the last one asked for also when that is the one that is shown', async () => {
    let arrive: () => void = () => {}
    const late = new Promise<void>((resolve) => (arrive = resolve))
    const vocabulary = await openVocabulary('en', async (language) => {
      if (language === 'ko') await late
      return language === 'ko' ? ko : en
    })
    const korean = vocabulary.show('ko')
    await vocabulary.show('en')
    arrive()
    await korean
    expect(vocabulary.language.value).to.equal('en')
  })
})
