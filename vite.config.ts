import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import preact from '@preact/preset-vite'
import { defineConfig, type Plugin, type Rolldown } from 'vite'

const root = fileURLToPath(new URL('client', import.meta.url))
const outDir = path.join(root, 'dist')
const COMPRESSIBLE = /\.(?:js|css|html|svg|webmanifest)$/

/** The server sends these as they are: compressed once here, as well as can be, instead of at every request. */
function precompress(): Plugin {
  let folder = ''
  return {
    name: 'precompress',
    apply: 'build',
    configResolved(config) {
      folder = path.resolve(config.root, config.build.outDir)
    },
    async closeBundle() {
      const names = await readdir(folder, { recursive: true })
      await Promise.all(
        names.filter((name) => COMPRESSIBLE.test(name)).map((name) => compress(path.join(folder, name))),
      )
    },
  }
}

async function compress(file: string): Promise<void> {
  const plain = await readFile(file)
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
    promisify(gzip)(plain, { level: 9 }),
  ])
  await Promise.all([writeFile(`${file}.br`, br), writeFile(`${file}.gz`, gz)])
}

/** Whether the page loads a module at its start: its entry, or what it names there, imports it. */
const loadedFirst = new Map<string, boolean>()
function isLoadedFirst(id: string, getModuleInfo: (id: string) => Rolldown.ModuleInfo | null): boolean {
  const known = loadedFirst.get(id)
  if (known !== undefined) return known
  // Modules that import each other are asked about once.
  loadedFirst.set(id, false)
  const info = getModuleInfo(id)
  const is = id.endsWith('index.html') || (info?.importers.some((one) => isLoadedFirst(one, getModuleInfo)) ?? false)
  loadedFirst.set(id, is)
  return is
}

export default defineConfig({
  root,
  base: './',
  // Hook names and the inspector are for development; the console carries neither.
  plugins: [preact({ devToolsEnabled: false, prefreshEnabled: false }), precompress()],
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2023',
    cssTarget: ['chrome125', 'firefox128', 'safari18'],
    sourcemap: false,
    modulePreload: { polyfill: false },
    // Nothing is put into the page itself, so that the server's content policy needs no exception.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { index: path.join(root, 'index.html'), serviceWorker: path.join(root, 'serviceWorker.ts') },
      output: {
        // A service worker is found again by its name, and reaches as far as the folder that it lies in.
        entryFileNames: ({ name }) => (name === 'serviceWorker' ? '[name].js' : 'assets/[name]-[hash].js'),
        // What several parts share would have the name of one of them; what is loaded later keeps its own.
        codeSplitting: {
          groups: [{ name: (id, graph) => (isLoadedFirst(id, (one) => graph.getModuleInfo(one)) ? 'first' : null) }],
        },
        chunkFileNames: ({ isDynamicEntry }) => `assets/${isDynamicEntry ? '[name]' : 'shared'}-[hash].js`,
      },
    },
  },
})
