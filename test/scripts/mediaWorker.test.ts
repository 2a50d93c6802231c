import { expect } from 'chai'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import {
  cacheKey,
  mediasoupFolder,
  recipeHash,
  whyWorkerDoesNotRun,
  workerBinary,
} from '../../scripts/mediaWorker/binary.mjs'
import { fetchPrebuiltWorker, prebuiltUrl } from '../../scripts/mediaWorker/prebuilt.mjs'
import { applyPatch, patches, recipe } from '../../scripts/mediaWorker/recipe.mjs'
import { silentStep } from './silently.ts'
import { temporaryFolder } from './temporaryFolder.ts'

describe('The media worker', () => {
  let folder: ReturnType<typeof temporaryFolder>

  beforeEach(() => (folder = temporaryFolder()))
  afterEach(() => folder[Symbol.dispose]())

  const program = (name: string, text: string) => {
    const file = path.join(folder.path, name)
    fs.writeFileSync(file, text, { mode: 0o755 })
    return file
  }

  it('is kept per user by version, machine and recipe', () => {
    expect(cacheKey({ version: '3.27.1', recipe: 'abc', platform: 'linux', arch: 'x64' })).to.equal(
      '3.27.1-linux-x64-abc',
    )
    const binary = workerBinary({ XDG_CACHE_HOME: folder.path })
    expect(binary.startsWith(path.join(folder.path, 'ringdown', 'media-worker'))).to.equal(true)
    expect(binary).to.contain(recipeHash())
  })

  it('is made anew when the recipe or a header changes', () => {
    const header = path.join(folder.path, 'sub', 'a.h')
    fs.mkdirSync(path.dirname(header))
    fs.writeFileSync(header, 'one')
    const hash = () => recipeHash({ includeFolder: folder.path })
    const before = hash()
    expect(hash()).to.equal(before)
    expect(recipeHash({ includeFolder: folder.path, recipe: { ...recipe, mesonOptions: [] } })).not.to.equal(before)
    fs.writeFileSync(header, 'two')
    expect(hash()).not.to.equal(before)
  })

  it('is the operator’s own where they name one', () => {
    expect(workerBinary({ MEDIASOUP_WORKER_BIN: '/opt/worker', XDG_CACHE_HOME: folder.path })).to.equal('/opt/worker')
  })

  it('changes each line of this mediasoup exactly once, and fails the build when it is not there', () => {
    for (const patch of patches) {
      const text = fs.readFileSync(path.join(mediasoupFolder, 'worker', patch.file), 'utf8')
      const changed = applyPatch(text, patch)
      expect(changed).to.contain(patch.replace)
      expect(() => applyPatch(changed, patch), patch.file).to.throw('0 times and not once')
      expect(() => applyPatch(text + text, patch), patch.file).to.throw('2 times and not once')
    }
  })

  it('is started once before it is trusted', () => {
    expect(whyWorkerDoesNotRun(program('good', '#!/bin/sh\nexit 41\n'))).to.equal('')
    expect(whyWorkerDoesNotRun(program('bad', '#!/bin/sh\necho no libuv >&2\nexit 127\n'))).to.equal('no libuv')
    expect(whyWorkerDoesNotRun(program('dead', '#!/bin/sh\nkill -SEGV $$\n'))).to.contain('SIGSEGV')
    expect(whyWorkerDoesNotRun(path.join(folder.path, 'none'))).to.contain('is not there')
  })

  it('that the tests run with runs', () => {
    expect(whyWorkerDoesNotRun(workerBinary())).to.equal('')
  })

  describe('prebuilt', () => {
    /** A release page that has one archive, holding this program as the worker. */
    async function fetchFrom(
      worker: string | undefined,
    ): Promise<{ fetched: boolean; asked: string[]; binary: string }> {
      const asked: string[] = []
      const page = http.createServer((request, response) => {
        asked.push(request.url ?? '')
        if (worker === undefined) return void response.writeHead(404).end()
        program('mediasoup-worker', worker)
        response.end(execFileSync('tar', ['-czf', '-', '-C', folder.path, 'mediasoup-worker']))
      })
      await new Promise<void>((resolve) => void page.listen(0, '127.0.0.1', resolve))
      const base = `http://127.0.0.1:${(page.address() as AddressInfo).port}`
      const binary = path.join(folder.path, 'cache', 'mediasoup-worker')
      try {
        const env = { MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL: base }
        return { fetched: await fetchPrebuiltWorker(silentStep, binary, env), asked, binary }
      } finally {
        page.closeAllConnections()
        page.close()
      }
    }

    it('is taken where it can be had and runs', async () => {
      const { fetched, asked, binary } = await fetchFrom('#!/bin/sh\nexit 41\n')
      expect(fetched).to.equal(true)
      expect(asked).to.have.length(1)
      expect(asked[0]).to.match(/^\/[\d.]+\/mediasoup-worker-[\d.]+-[a-z]+-[a-z0-9]+.*\.tgz$/)
      expect(whyWorkerDoesNotRun(binary)).to.equal('')
      expect(fs.readdirSync(path.dirname(binary))).to.deep.equal(['mediasoup-worker'])
    })

    it('is passed over, leaving nothing behind, where there is none or it does not run', async () => {
      for (const worker of [undefined, '#!/bin/sh\nexit 127\n']) {
        const { fetched, binary } = await fetchFrom(worker)
        expect(fetched).to.equal(false)
        expect(fs.existsSync(path.dirname(binary)) ? fs.readdirSync(path.dirname(binary)) : []).to.deep.equal([])
      }
    })

    it('is looked for where mediasoup’s own install script looks', () => {
      const script = fs.readFileSync(path.join(mediasoupFolder, 'npm-scripts.mjs'), 'utf8')
      expect(script).to.contain('`mediasoup-worker-${pkg.version}-${os.platform()}-${os.arch()}`')
      expect(script).to.contain('`-kernel${kernelMajorVersion}`')
      expect(script).to.contain('`${releaseBase}/${pkg.version}/${workerPrebuildTar}`')
      expect(prebuiltUrl({})).to.match(/^https:\/\/.+\/mediasoup\/releases\/download\/([\d.]+)\/mediasoup-worker-\1-/)
    })
  })
})
