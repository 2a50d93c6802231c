// What a console loads of the built client, part by part, and how large each part may become.

import fs from 'node:fs'
import path from 'node:path'

/** Issue 2, section 6: all that an English console loads at first, compressed. */
export const FIRST_LOAD_BYTES = 200_000

/**
 * How many bytes each part may have; what no pattern names may have as many as the last. A budget is a little more than its
 * part is today: whoever needs more says in the same change what the console gets for it.
 */
const BUDGETS = [
  { part: 'the sentences of a language', pattern: /^(?:en|ko|ja)-.*\.js$/, mostBytes: 24_000 },
  { part: 'what carries sound and pictures', pattern: /^lib-.*\.js$/, mostBytes: 42_000 },
  { part: 'where Korean letters are', pattern: /^korean-.*\.css$/, mostBytes: 28_000 },
  { part: 'where Japanese letters are', pattern: /^japanese-.*\.css$/, mostBytes: 36_000 },
  { part: 'a subset of a font', pattern: /\.woff2$/, mostBytes: 96_000 },
  { part: 'a part that is loaded later', pattern: /\.(?:js|css)$/, mostBytes: 16_000 },
]

/**
 * @typedef {object} Bundle
 * @property {string} part
 * @property {string} file
 * @property {number} bytes as they come over the network: compressed, where that is done
 * @property {number} mostBytes
 */

/**
 * The files that the page names, with what they need at once.
 *
 * @param {string} folder
 * @returns {string[]}
 */
export function namedByPage(folder) {
  const page = fs.readFileSync(path.join(folder, 'index.html'), 'utf8')
  return [...page.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, name]) => name ?? '')
}

/**
 * The file of the sentences of a language that a console loads at its start, and what that imports: the page does not know
 * which.
 *
 * @param {string} folder
 * @param {string} language
 * @returns {string[]}
 */
export function sentencesOf(folder, language) {
  const found = fs
    .readdirSync(path.join(folder, 'assets'))
    .filter((name) => name.startsWith(`${language}-`) && name.endsWith('.js'))
  if (found.length !== 1) throw new Error(`There is one file of the sentences in ${language}, not ${found.length}.`)
  const text = fs.readFileSync(path.join(folder, 'assets', found[0] ?? ''), 'utf8')
  const imported = [...text.matchAll(/from\s*["'`]\.\/([^"'`]+)["'`]/g)].map(([, name]) => name ?? '')
  return [...found, ...imported].map((name) => `assets/${name}`)
}

/**
 * The languages that would never be shown: the page waits for its language before it is done with itself, and so for ever for
 * one that waits for what the page is made of.
 *
 * @param {string} folder
 * @returns {string[]}
 */
export function languagesThatWait(folder) {
  const ofPage = new Set(namedByPage(folder))
  return ['en', 'ko', 'ja'].filter((language) => sentencesOf(folder, language).some((name) => ofPage.has(name)))
}

/**
 * Of the letters that every English page has: two weights. Accented ones are fetched where there are any.
 *
 * @param {string} folder
 * @returns {string[]}
 */
function fontsOfEnglish(folder) {
  const styles = namedByPage(folder).filter((name) => name.endsWith('.css'))
  const text = styles.map((name) => fs.readFileSync(path.join(folder, name), 'utf8')).join('\n')
  const found = [...text.matchAll(/url\(\.\/(noto-sans-latin-\d+-normal-[^)]+\.woff2)\)/g)]
  if (found.length !== 2) throw new Error(`English has two weights of a font, not ${found.length}.`)
  return found.map(([, name]) => `assets/${name}`)
}

/**
 * @param {string} folder
 * @param {string} name
 */
function bytesOf(folder, name) {
  const compressed = path.join(folder, `${name}.gz`)
  return fs.statSync(fs.existsSync(compressed) ? compressed : path.join(folder, name)).size
}

/**
 * All that an English console loads before it can be used.
 *
 * @param {string} folder of the built client
 * @returns {Bundle}
 */
export function firstLoad(folder) {
  const files = new Set(['index.html', ...namedByPage(folder), ...sentencesOf(folder, 'en'), ...fontsOfEnglish(folder)])
  const bytes = [...files].reduce((sum, name) => sum + bytesOf(folder, name), 0)
  return {
    part: 'the first load of an English console',
    file: `${files.size} files`,
    bytes,
    mostBytes: FIRST_LOAD_BYTES,
  }
}

/**
 * The first load, and every file that is loaded when it is needed.
 *
 * @param {string} folder of the built client
 * @returns {Bundle[]}
 */
export function bundlesOf(folder) {
  const first = new Set(namedByPage(folder))
  const later = fs.readdirSync(path.join(folder, 'assets')).filter((name) => !first.has(`assets/${name}`))
  const bundles = later.flatMap((file) => {
    const budget = BUDGETS.find(({ pattern }) => pattern.test(file))
    if (budget === undefined) return []
    return [{ part: budget.part, file, bytes: bytesOf(folder, `assets/${file}`), mostBytes: budget.mostBytes }]
  })
  return [firstLoad(folder), ...bundles]
}

/**
 * @param {readonly Bundle[]} bundles
 * @returns {string[]} a sentence for each that is too large
 */
export function overBudget(bundles) {
  return bundles
    .filter(({ bytes, mostBytes }) => bytes > mostBytes)
    .map(
      ({ part, file, bytes, mostBytes }) =>
        `${part} (${file}) has ${bytes} bytes, ${bytes - mostBytes} more than its budget in scripts/bundles.mjs allows.`,
    )
}
