import { expect } from 'chai'
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { differences, namesInProse } from '../../scripts/checkProtocolNames.mjs'
import { projectFolder } from '../../scripts/folders.mjs'
import { temporaryFolder } from './temporaryFolder.ts'

describe('The gate', () => {
  describe('on import directions', () => {
    /** Lints one file at a place of the tree, with the project's own rules. */
    function lint(place: string, text: string): string {
      using folder = temporaryFolder()
      fs.copyFileSync(path.join(projectFolder, '.oxlintrc.json'), path.join(folder.path, '.oxlintrc.json'))
      const file = path.join(folder.path, place)
      fs.mkdirSync(path.dirname(file), { recursive: true })
      fs.writeFileSync(file, text)
      const oxlint = path.join(projectFolder, 'node_modules', '.bin', 'oxlint')
      const { stdout } = spawnSync(oxlint, ['-f', 'unix', place], { cwd: folder.path, encoding: 'utf8' })
      return stdout
    }
    const importing = (from: string) => `import { thing } from '${from}'\n\nexport const other = thing\n`

    /** What stands above the folders; a file that is new there has to be named in the rules. */
    const topOfServer = fs.readdirSync(path.join(projectFolder, 'server')).filter((name) => name.endsWith('.ts'))
    const forbidden: readonly (readonly [string, string])[] = [
      ['server/protocol/a.ts', '../calls/decide.ts'],
      ['server/protocol/a.ts', '../chain/hash.ts'],
      ['server/protocol/a.ts', 'node:crypto'],
      ['server/chain/a.ts', '../protocol/words.ts'],
      ['server/calls/a.ts', '../facts/port.ts'],
      ['server/calls/a.ts', '../chain/hash.ts'],
      ['server/calls/a.ts', 'node:fs'],
      ['server/media/a.ts', '../recording/recorder.ts'],
      ['server/media/deep/a.ts', '../../signaling/signaling.ts'],
      ['server/http/a.ts', '../identity/sessions.ts'],
      ...topOfServer.flatMap((name): [string, string][] => [
        ['server/recording/a.ts', `../${name}`],
        ['server/calls/a.ts', `../${name}`],
        ['client/models/a.ts', `../../server/${name}`],
      ]),
      ['server/ringing/deep/a.ts', '../../config.ts'],
      ['server/facts/a.ts', '../../client/main.tsx'],
      ['server/facts/a.ts', '../../scripts/folders.mjs'],
      ['server/app.ts', './index.ts'],
      ['server/app.ts', '../client/main.tsx'],
      ['client/models/a.ts', '../../server/facts/port.ts'],
      ['client/media/a.ts', '../../server/chain/hash.ts'],
      ['client/models/a.ts', 'socket.io-client'],
      ['client/screens/call/a.tsx', 'mediasoup-client'],
      ['client/main.tsx', '../server/app.ts'],
      ['client/main.tsx', 'node:path'],
    ]
    for (const [place, from] of forbidden) {
      it(`refuses ${from} in ${place}`, () => {
        expect(lint(place, importing(from))).to.contain('no-restricted-imports')
      })
    }

    const allowed = [
      ['server/calls/a.ts', '../protocol/words.ts'],
      ['server/media/a.ts', '../calls/decide.ts'],
      ['server/media/deep/a.ts', '../slot.ts'],
      ['server/recording/a.ts', '../chain/hash.ts'],
      ['server/app.ts', './media/media.ts'],
      ['client/models/a.ts', '../../server/calls/evolve.ts'],
      ['client/signaling/a.ts', 'socket.io-client'],
      ['client/signaling/a.ts', '../../server/protocol/words.ts'],
    ] as const
    for (const [place, from] of allowed) {
      it(`allows ${from} in ${place}`, () => {
        expect(lint(place, importing(from))).to.equal('')
      })
    }

    it('lets the environment be read in one place only', () => {
      const text = 'export const port = process.env\n'
      expect(lint('server/media/a.ts', text)).to.contain('no-process-env')
      expect(lint('server/config.ts', text)).to.equal('')
    })
  })

  describe('on protocol names', () => {
    it('finds the names in prose that are whole and between backticks', () => {
      const prose =
        'A `call:place` makes `call:placed`, twice `call:placed`; `warm-line:open` too. Not noun:verb, `a:b:c` or `node:fs.x`.'
      expect(namesInProse(prose)).to.deep.equal(['call:place', 'call:placed', 'warm-line:open'])
    })

    it('tells each difference, in both directions', () => {
      expect(differences(['call:place', 'call:end'], ['call:place', 'call:stop'])).to.deep.equal([
        'call:end is in the schemas and not in PROTOCOL.md',
        'call:stop is in PROTOCOL.md and not in the schemas',
      ])
      expect(differences(['call:place'], ['call:place'])).to.deep.equal([])
    })
  })
})
