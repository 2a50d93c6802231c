import { expect } from 'chai'
import fs from 'node:fs'
import path from 'node:path'
import { projectFolder } from '../../scripts/folders.mjs'
import { newestChange } from '../../scripts/setUp/clientBuild.mjs'
import { installCommand, missingPackages } from '../../scripts/setUp/debianPackages.mjs'
import { installedAsLocked } from '../../scripts/setUp/dependencies.mjs'
import { StepFailed } from '../../scripts/setUp/step.mjs'
import { temporaryFolder } from './temporaryFolder.ts'

describe('Set-up', () => {
  it('finds the Debian packages that are not installed, as dpkg-query tells it', () => {
    const answer = 'openssl installed\nmeson config-files\ng++ installed\nffmpeg not-installed\n'
    expect(missingPackages(['openssl', 'meson', 'g++', 'ffmpeg', 'chromium', 'meson'], answer)).to.deep.equal([
      'meson',
      'ffmpeg',
      'chromium',
    ])
    expect(missingPackages(['openssl'], '')).to.deep.equal(['openssl'])
    expect(missingPackages([], answer)).to.deep.equal([])
  })

  it('names them in one command', () => {
    expect(installCommand(['meson', 'g++'])).to.match(/^sudo apt-get update && sudo apt-get install .*meson g\+\+$/)
  })

  describe('of npm packages', () => {
    const wanted = {
      '': {},
      'node_modules/zod': { version: '4.0.0', integrity: 'sha512-a' },
      'node_modules/mocha': { version: '12.0.0', integrity: 'sha512-b', dev: true },
      'node_modules/other-machine': { version: '1.0.0', integrity: 'sha512-c', optional: true },
    }
    const zod = { 'node_modules/zod': wanted['node_modules/zod'] }
    const all = { ...zod, 'node_modules/mocha': wanted['node_modules/mocha'] }

    it('is content with what the lock file says', () => {
      expect(installedAsLocked(wanted, all, { withDev: true })).to.equal(true)
      expect(installedAsLocked(wanted, zod, { withDev: false })).to.equal(true)
    })

    it('is not content with less, or with another version, or with another content of the same version', () => {
      expect(installedAsLocked(wanted, zod, { withDev: true })).to.equal(false)
      expect(installedAsLocked(wanted, {}, { withDev: false })).to.equal(false)
      for (const other of [{ version: '4.0.1' }, { integrity: 'sha512-x' }]) {
        const installed = { ...all, 'node_modules/zod': { ...zod['node_modules/zod'], ...other } }
        expect(installedAsLocked(wanted, installed, { withDev: true }), JSON.stringify(other)).to.equal(false)
      }
    })
  })

  it('finds in the lock file every optional package of every platform, or `npm ci` refuses it', () => {
    interface Entry {
      optionalDependencies?: Record<string, string>
    }
    const text = fs.readFileSync(path.join(projectFolder, 'package-lock.json'), 'utf8')
    const { packages } = JSON.parse(text) as { packages: Record<string, Entry> }
    // A registry that does not carry a platform's package lets npm leave it out of the lock file without a word.
    const missing = Object.entries(packages).flatMap(([place, { optionalDependencies }]) =>
      Object.keys(optionalDependencies ?? {}).filter(
        (name) => !packages[`${place}/node_modules/${name}`] && !packages[`node_modules/${name}`],
      ),
    )
    expect(missing).to.deep.equal([])
  })

  it('sees the newest change under a folder, a deleted file included, and not what is left out', () => {
    using folder = temporaryFolder()
    const at = (name: string, seconds: number) => fs.utimesSync(path.join(folder.path, name), seconds, seconds)
    for (const name of ['a', 'dist']) fs.mkdirSync(path.join(folder.path, name))
    for (const name of ['a/one', 'a/two', 'dist/out']) fs.writeFileSync(path.join(folder.path, name), '')
    for (const [name, seconds] of [
      ['a/one', 10],
      ['a/two', 20],
      ['dist/out', 90],
      ['dist', 90],
      ['a', 5],
      ['', 5],
    ] as const)
      at(name, seconds)
    expect(newestChange(folder.path, path.join(folder.path, 'dist'))).to.equal(20_000)
    expect(newestChange(folder.path)).to.equal(90_000)
    fs.rmSync(path.join(folder.path, 'a', 'two'))
    expect(newestChange(folder.path, path.join(folder.path, 'dist'))).to.be.above(1_000_000)
    expect(newestChange(path.join(folder.path, 'nowhere'))).to.equal(0)
  })

  it('tells of a failed step its name, its reason, its log and what to do', () => {
    const failure = new StepFailed('Building', 'read the log', {
      cause: new Error('ninja ended with code 1'),
      logFile: '/logs/x.log',
    })
    expect(failure.message).to.equal(
      'Building: failed: ninja ended with code 1\n  log: /logs/x.log\n  what to do: read the log',
    )
  })
})
