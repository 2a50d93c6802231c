// PROTOCOL.md and the schemas name the same events and facts.

import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { projectFolder } from './folders.mjs'

/**
 * @param {string} text
 * @returns {string[]} every `noun:verb` between backticks, each once
 */
export function namesInProse(text) {
  return [...new Set([...text.matchAll(/`([a-z]+(?:-[a-z]+)*:[a-z]+(?:-[a-z]+)*)`/g)].map(([, name]) => name ?? ''))]
}

/**
 * @param {readonly string[]} inCode
 * @param {readonly string[]} inProse
 * @returns {string[]} one sentence per difference
 */
export function differences(inCode, inProse) {
  return [
    ...inCode
      .filter((name) => !inProse.includes(name))
      .map((name) => `${name} is in the schemas and not in PROTOCOL.md`),
    ...inProse
      .filter((name) => !inCode.includes(name))
      .map((name) => `${name} is in PROTOCOL.md and not in the schemas`),
  ]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { protocolNames } = await import('../server/protocol/names.ts')
  const prose = fs.readFileSync(path.join(projectFolder, 'server', 'protocol', 'PROTOCOL.md'), 'utf8')
  const found = differences(protocolNames(), namesInProse(prose))
  for (const sentence of found) console.error(sentence)
  process.exitCode = found.length === 0 ? 0 : 1
}
