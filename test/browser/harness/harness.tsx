import { render } from 'preact'
import { effect } from '@preact/signals'
// The letters that the product shows, also where the system has none: an empty box has the width of no letter.
import '../../../client/styles/fonts/korean.css'
import '../../../client/styles/fonts/japanese.css'
import { LANGUAGES, LANGUAGE_PARTS, type Language } from '../../../client/languages/languages.ts'
import { openVocabulary } from '../../../client/languages/vocabulary.ts'
import { App } from '../../../client/screens/App.tsx'
import { SurfaceContext } from '../../../client/screens/surface.ts'
import { FakeClock, settled } from '../../client/fakeClock.ts'
import { FakeStorage } from '../../client/fakePorts.ts'
import { createSoftphoneInTest } from '../../client/softphoneInTest.ts'
import { later } from './later.tsx'
import { STATES } from './states.ts'

/** The real screens over fakes of the outside, in the state that the address names. */
const asked = new URLSearchParams(location.search)
document.documentElement.dataset['theme'] = asked.get('theme') ?? 'dark'

const vocabulary = await openVocabulary(
  LANGUAGES.find((language) => language === asked.get('language')) ?? 'en',
  (language) => LANGUAGE_PARTS[language].sentences(),
)
effect(() => {
  document.documentElement.lang = vocabulary.language.value
})
const test = createSoftphoneInTest(
  new FakeClock(Date.UTC(2026, 10, 24, 5, 41, 7)),
  new FakeStorage(),
  { browser: [vocabulary.language.value], shown: vocabulary.language, show: vocabulary.show },
  () => vocabulary.sentences.value,
)
const screensLater = later(test, () => LANGUAGE_PARTS[vocabulary.language.peek()])

/** Every screen in the language that is shown, as the product has it. */
function Spoken() {
  return (
    <SurfaceContext.Provider value={{ phone: test.phone, t: vocabulary.sentences.value, later: screensLater }}>
      <App />
    </SurfaceContext.Provider>
  )
}

const root = document.getElementById('softphone')
if (root === null) throw new Error('The page has no place for the softphone.')
render(<Spoken />, root)
const state = Object.entries(STATES).find(([name]) => name === asked.get('state'))
if (state === undefined) throw new Error('The address names no state of the screens.')
await state[1](test)
// What the screens ask of the server from here on is for the test to see.
test.connection.onAsked = (name) => {
  document.documentElement.dataset['asked'] = `${document.documentElement.dataset['asked'] ?? ''} ${name}`
}
document.documentElement.dataset['ready'] = 'yes'

/** A test has it speak another language in the same state, which is much less work than to come to the state once more. */
window.addEventListener('speak', (event) => {
  const language = LANGUAGES.find((one) => event instanceof CustomEvent && one === event.detail)
  if (language === undefined) throw new Error('There is no such language.')
  void speak(language)
})
async function speak(language: Language): Promise<void> {
  const parts = LANGUAGE_PARTS[language]
  // What screens fetch later is there at once.
  await Promise.all([parts.records(), parts.lineTests()])
  await vocabulary.show(language)
  await settled()
  // Which files of letters it needs is known when it has been laid out.
  document.body.getBoundingClientRect()
  await document.fonts.ready
  document.documentElement.dataset['spoken'] = language
}
