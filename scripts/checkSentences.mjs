// No sentence that a person sees stands outside of client/languages, and every refusal of the server can be said in each language.

import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'vite'
import { projectFolder } from './folders.mjs'

/** @typedef {Record<string, unknown> & { type: string, start: number }} Node */

/** What is read out or shown of an element, besides its text. */
const SAID_ATTRIBUTES = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-roledescription',
  'aria-valuetext',
  'label',
  'placeholder',
  'title',
])
/** Two words, or a word that begins a sentence, in any script: `–` and `·` need no translation. */
const WORDS = /\p{L}{2,}/u
const SENTENCE = /^\p{Lu}\p{Ll}+ \p{L}+|\p{L} \p{L}+.*[.?!]$/u

/** @param {unknown} value @returns {value is Node} */
const isNode = (value) => typeof value === 'object' && value !== null && typeof Reflect.get(value, 'type') === 'string'

/** @param {Node} node @returns {Node[]} */
function childrenOf(node) {
  /** @type {unknown[]} */
  const values = Object.values(node).flat()
  return values.filter(isNode)
}

/** @param {Node} node @returns {string | undefined} the words of a literal, with `{}` for what is put into it */
function textOf(node) {
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : undefined
  if (node.type !== 'TemplateLiteral') return undefined
  const quasis = /** @type {{ value: { cooked: string } }[]} */ (node['quasis'])
  return quasis.map(({ value }) => value.cooked).join('{}')
}

/** @param {Node} node @returns {Node[]} what an expression may come to: both sides of `a ? b : c`, of `a ?? b` and of `a && b` */
function outcomesOf(node) {
  if (node.type === 'ConditionalExpression')
    return [node['consequent'], node['alternate']].filter(isNode).flatMap(outcomesOf)
  if (node.type === 'LogicalExpression') return [node['left'], node['right']].filter(isNode).flatMap(outcomesOf)
  return [node]
}

/** @param {string} file @param {string} text @returns {Node} */
function programOf(file, text) {
  const { program, errors } = parseSync(file, text)
  if (errors.length > 0) throw new Error(`${file} cannot be read: ${errors[0]?.message}`)
  return /** @type {Node} */ (/** @type {unknown} */ (program))
}

/**
 * @param {string} file
 * @param {string} text
 * @returns {string[]} every sentence in a file of the client, each with its place
 */
export function literalSentences(file, text) {
  /** @type {string[]} */
  const found = []
  /** @param {Node} node @param {string} said */
  const report = (node, said) => {
    const line = text.slice(0, node.start).split('\n').length
    found.push(`${file}:${line}: “${said.trim()}” belongs into client/languages`)
  }
  /** @param {Node} node */
  const shown = (node) => {
    for (const outcome of outcomesOf(node)) {
      const said = textOf(outcome)
      if (said !== undefined && WORDS.test(said.replaceAll('{}', ''))) report(outcome, said)
    }
  }
  /** @param {Node} node @param {boolean} inElement */
  const visit = (node, inElement) => {
    // What a program is told of its own mistakes is for who mends it.
    if (node.type === 'NewExpression' || node.type === 'ThrowStatement' || node.type === 'ImportDeclaration') return
    if (node.type === 'JSXText') {
      if (WORDS.test(String(node['value']))) report(node, String(node['value']))
      return
    }
    if (node.type === 'JSXAttribute') {
      const name = isNode(node['name']) ? node['name']['name'] : undefined
      const value = node['value']
      if (!isNode(value)) return
      const expression = value.type === 'JSXExpressionContainer' ? value['expression'] : value
      if (SAID_ATTRIBUTES.has(String(name)) && isNode(expression)) shown(expression)
      else if (value.type === 'JSXExpressionContainer') visit(value, false)
      return
    }
    if (node.type === 'JSXExpressionContainer' && inElement) {
      if (isNode(node['expression'])) shown(node['expression'])
    } else {
      const said = textOf(node)
      if (said !== undefined && SENTENCE.test(said)) report(node, said)
    }
    const isElement = node.type === 'JSXElement' || node.type === 'JSXFragment'
    for (const child of childrenOf(node)) visit(child, isElement)
  }
  visit(programOf(file, text), false)
  return found
}

const REFUSE = new Set(['refusal', 'refuse'])
/** Said to who writes a program: a console says of these what their code says. */
const FOR_PROGRAMS = new Set(['malformed', 'signed-out'])

/**
 * What may be meant by an expression, as far as its own file says: constants and small functions are followed. What comes from
 * elsewhere, as the message of an error, is no sentence for people, and a console says of it what its code says.
 *
 * @param {Node} node
 * @param {ReadonlyMap<string, Node>} constants
 * @returns {string[]}
 */
function meanings(node, constants) {
  return outcomesOf(node).flatMap((outcome) => {
    const said = textOf(outcome)
    if (said !== undefined) return [said]
    const called = outcome.type === 'CallExpression' ? outcome['callee'] : outcome
    const object = isNode(called) && called.type === 'MemberExpression' ? called['object'] : called
    const name = isNode(object) && object.type === 'Identifier' ? String(object['name']) : undefined
    const constant = name === undefined ? undefined : constants.get(name)
    if (constant === undefined) return []
    if (constant.type === 'ObjectExpression')
      return childrenOf(constant).flatMap(({ value }) => (isNode(value) ? meanings(value, constants) : []))
    if (constant.type === 'ArrowFunctionExpression')
      return isNode(constant['body']) ? meanings(constant['body'], constants) : []
    return meanings(constant, constants)
  })
}

/**
 * @param {string} file
 * @param {string} text
 * @returns {string[]} every sentence of a refusal in a file of the server, with `{}` for what is put into it
 */
export function refusalSentences(file, text) {
  /** @type {Map<string, Node>} */
  const constants = new Map()
  /** @type {Node[]} */
  const refusals = []
  /** @param {Node} node */
  const visit = (node) => {
    const { id, init, callee } = node
    if (node.type === 'VariableDeclarator' && isNode(id) && isNode(init) && id.type === 'Identifier')
      constants.set(String(id['name']), init)
    if (node.type === 'CallExpression' && isNode(callee) && REFUSE.has(String(callee['name']))) refusals.push(node)
    for (const child of childrenOf(node)) visit(child)
  }
  visit(programOf(file, text))
  return refusals.flatMap((node) => {
    const [code, sentence] = /** @type {unknown[]} */ (node['arguments'])
    const isForPrograms = isNode(code) && FOR_PROGRAMS.has(textOf(code) ?? '')
    return isNode(sentence) && !isForPrograms ? meanings(sentence, constants) : []
  })
}

/** @param {string} folder @param {RegExp} ending @returns {string[]} */
const filesIn = (folder, ending) =>
  fs
    .readdirSync(path.join(projectFolder, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .map((name) => path.join(folder, name))
    .sort()

/** @param {string} file */
const read = (file) => fs.readFileSync(path.join(projectFolder, file), 'utf8')

/**
 * @param {string} language
 * @param {ReadonlySet<string>} refused
 * @param {Readonly<Record<string, string>>} told
 * @returns {string[]}
 */
export function untold(language, refused, told) {
  return [
    ...[...refused]
      .filter((sentence) => !(sentence in told))
      .map((sentence) => `“${sentence}” is not said in ${language}`),
    ...Object.keys(told)
      .filter((sentence) => !refused.has(sentence))
      .map((sentence) => `“${sentence}” is said in ${language}, and the server says it no more`),
  ]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { koRefusals } = await import('../client/languages/koRefusals.ts')
  const { jaRefusals } = await import('../client/languages/jaRefusals.ts')
  const found = filesIn('client', /\.tsx?$/)
    .filter((file) => !['dist', 'languages'].includes(file.split(path.sep)[1] ?? ''))
    .flatMap((file) => literalSentences(file, read(file)))
  const refused = new Set(filesIn('server', /\.ts$/).flatMap((file) => refusalSentences(file, read(file))))
  found.push(...untold('Korean', refused, koRefusals), ...untold('Japanese', refused, jaRefusals))
  for (const sentence of found) console.error(sentence)
  process.exitCode = found.length === 0 ? 0 : 1
}
