// How mediasoup's worker is built from its npm package and Debian's libraries alone, without a download.
// Every line here stands for something that failed without it; README.md beside says what.

import fs from 'node:fs'
import path from 'node:path'

/** Debian packages that building takes. */
export const buildPackages = [
  'g++',
  'meson',
  'ninja-build',
  'pkg-config',
  'libuv1-dev',
  'libssl-dev',
  'libsrtp2-dev',
  'libflatbuffers-dev',
  'flatbuffers-compiler',
]

/** Debian packages that a worker built here takes to run, where it was not built on this very machine. */
export const runtimePackages = ['libuv1', 'libssl3', 'libsrtp2-1']

export const mesonOptions = [
  '--buildtype=release',
  '-Db_ndebug=true',
  // The new estimator of 3.27 is empty: no transport feedback is sent, and a browser's upload falls to 84 kbit/s.
  '-Dms_use_builtin_bwe=false',
  '--wrap-mode=nodownload',
]

/**
 * What stands in for each subproject that mediasoup would download, by the name of its wrap. `options` declares those
 * that the worker's meson.build sets, without which meson refuses them.
 *
 * @type {Record<string, { build: string, options?: string }>}
 */
const subprojects = {
  libuv: {
    build: `libuv_dep = dependency('libuv')\nlibuv = []\n`,
    options: `option('build_tests', type: 'boolean', value: false)\noption('build_benchmarks', type: 'boolean', value: false)\n`,
  },
  openssl: {
    build: `openssl_dep = dependency('openssl')\nlibcrypto_lib = []\nlibssl_lib = []\n`,
  },
  libsrtp3: {
    build: `libsrtp3_dep = declare_dependency(include_directories: include_directories('include'), dependencies: [dependency('libsrtp2'), dependency('openssl')])\nlibsrtp3 = []\n`,
    options: `option('crypto-library', type: 'string', value: '')\noption('crypto-library-kdf', type: 'string', value: '')\noption('tests', type: 'string', value: '')\n`,
  },
  flatbuffers: {
    build: `flatbuffers_dep = dependency('flatbuffers')\nflatbuffers_lib = []\n`,
  },
  'unordered-dense': {
    build: `ankerl_unordered_dense_dep = declare_dependency(include_directories: include_directories('include'))\n`,
  },
  'abseil-cpp': {
    build: ['strings', 'types', 'container']
      .map((part) => `absl_${part}_dep = declare_dependency(include_directories: include_directories('include'))\n`)
      .join('')
      .concat('absl_container_lib = []\n'),
  },
}

/** Which of our headers in `include/` each subproject gets. */
const headers = /** @type {Record<string, string>} */ ({
  libsrtp3: 'srtp.h',
  'unordered-dense': 'ankerl',
  'abseil-cpp': 'absl',
})

/**
 * Lines of mediasoup's sources that are changed. A line that is not there exactly once fails the build: a worker built
 * without the change would start, and die in the first call.
 */
export const patches = [
  {
    // Debian 12 has meson 1.0.1, which does.
    file: 'meson.build',
    find: `meson_version: '>= 1.1.0'`,
    replace: `meson_version: '>= 1.0.0'`,
  },
  {
    // Debian's OpenSSL has kernel TLS and asks the write BIO whether it is on. This callback would answer 1 to every such
    // question; OpenSSL then allocates no write buffer, and the worker dies of SIGSEGV at the first DTLS ClientHello.
    file: 'src/RTC/DtlsTransport.cpp',
    find: '(operationType == BIO_CB_RETURN)',
    replace: '((operationType & BIO_CB_RETURN) != 0)',
  },
]

/** All that decides what comes out, beside the sources and the headers: part of the cache's key. */
export const recipe = { mesonOptions, subprojects, headers, patches }

/**
 * Changes one text as a patch says.
 *
 * @param {string} text
 * @param {{ file: string, find: string, replace: string }} patch
 */
export function applyPatch(text, { file, find, replace }) {
  const parts = text.split(find)
  if (parts.length !== 2) throw new Error(`${file} holds "${find}" ${parts.length - 1} times and not once`)
  return parts.join(replace)
}

/**
 * Makes a copy of mediasoup's worker folder ready for `meson setup`.
 *
 * @param {string} sources the copy
 * @param {string} includeFolder our headers
 */
export function prepareSources(sources, includeFolder) {
  for (const [name, { build, options }] of Object.entries(subprojects)) {
    const wrap = fs.readFileSync(path.join(sources, 'subprojects', `${name}.wrap`), 'utf8')
    const directory = /^directory = (.+)$/m.exec(wrap)?.[1]
    if (!directory) throw new Error(`${name}.wrap names no directory`)
    const folder = path.join(sources, 'subprojects', directory)
    fs.mkdirSync(folder)
    fs.writeFileSync(path.join(folder, 'meson.build'), `project('${name}', 'cpp')\n${build}`)
    if (options) fs.writeFileSync(path.join(folder, 'meson_options.txt'), options)
    const header = headers[name]
    if (header) {
      fs.cpSync(path.join(includeFolder, header), path.join(folder, 'include', header), { recursive: true })
    }
  }
  for (const patch of patches) {
    const file = path.join(sources, patch.file)
    fs.writeFileSync(file, applyPatch(fs.readFileSync(file, 'utf8'), patch))
  }
}
