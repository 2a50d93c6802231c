import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, type BrowserServer, chromium } from 'playwright-core'
import { CHROMIUM, CHROMIUM_FLAGS } from './chromium.ts'

const run = promisify(execFile)

const FLAGS = [...CHROMIUM_FLAGS, '--auto-select-desktop-capture-source=Entire screen']

export interface BrowserOptions {
  /** The certificate of the authority that this browser trusts. */
  readonly authorityFile: string
  /** What its microphone hears: a WAV file, over and over. */
  readonly microphoneFile?: string
  /**
   * Frames a second of its camera, a turning pattern of 720 lines. The default is what three browsers encode on two cores
   * beside everything else that these carry.
   */
  readonly cameraFps?: number
  /** `false`: it has no camera. Pictures cost most of what a test of something else takes. */
  readonly camera?: boolean
  /**
   * What it has of devices. `none`: neither microphone nor camera nor loudspeaker, whatever this machine has. `busy`: its
   * microphone is there and cannot be opened, nor can any other stream of sound.
   */
  readonly devices?: 'fake' | 'none' | 'busy'
  /** `false`: its media never go over UDP, as behind a firewall that takes none. */
  readonly udp?: boolean
  /** Answers yes to every question about devices; otherwise a context has to be given its permissions. */
  readonly yesToDevices?: boolean
}

/** One real Chromium process with a home of its own, in which the authority of an installation is trusted. */
export class TestBrowser {
  readonly browser: Browser
  readonly #server: BrowserServer
  readonly #home: string

  static async start({
    authorityFile,
    microphoneFile,
    cameraFps = 5,
    camera = true,
    devices = 'fake',
    udp = true,
    yesToDevices = true,
  }: BrowserOptions): Promise<TestBrowser> {
    const home = await mkdtemp(join(tmpdir(), 'ringdown-browser-'))
    await trust(home, authorityFile)
    const server = await chromium.launchServer({
      executablePath: CHROMIUM,
      headless: true,
      env: {
        ...process.env,
        HOME: home,
        XDG_CONFIG_HOME: join(home, 'config'),
        XDG_CACHE_HOME: join(home, 'cache'),
        // Without a configuration of ALSA, and without a server of PulseAudio, there is no sound on any machine.
        ...(devices === 'none' ? { ALSA_CONFIG_PATH: '/dev/null', PULSE_SERVER: join(home, 'none') } : {}),
      },
      args: [
        ...FLAGS,
        ...(devices === 'none'
          ? []
          : [`--use-fake-device-for-media-stream=${camera ? `fps=${cameraFps}` : 'device-count=0'}`]),
        ...(devices === 'busy' ? ['--fail-audio-stream-creation'] : []),
        ...(udp ? [] : ['--webrtc-ip-handling-policy=disable_non_proxied_udp']),
        ...(yesToDevices ? ['--use-fake-ui-for-media-stream'] : []),
        ...(microphoneFile === undefined ? [] : [`--use-file-for-fake-audio-capture=${microphoneFile}`]),
      ],
    })
    return new TestBrowser(await chromium.connect(server.wsEndpoint()), server, home)
  }

  private constructor(browser: Browser, server: BrowserServer, home: string) {
    this.browser = browser
    this.#server = server
    this.#home = home
  }

  /** Ends the process as a crash would: nothing in it gets to say goodbye. */
  async kill(): Promise<void> {
    const chromiumProcess = this.#server.process()
    const ended = once(chromiumProcess, 'exit')
    chromiumProcess.kill('SIGKILL')
    await ended
    await this.#clean()
  }

  async close(): Promise<void> {
    await this.browser.close()
    await this.#server.close()
    await this.#clean()
  }

  async #clean(): Promise<void> {
    // What the browser's helpers still write while they end may bring a folder back.
    await rm(this.#home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}

/** Chromium on Linux reads the user's own trust from an NSS database in the home folder. */
async function trust(home: string, authorityFile: string): Promise<void> {
  const database = join(home, '.pki', 'nssdb')
  await mkdir(database, { recursive: true })
  await run('certutil', ['-N', '-d', `sql:${database}`, '--empty-password'])
  await run('certutil', ['-A', '-d', `sql:${database}`, '-n', 'Ringdown', '-t', 'C,,', '-i', authorityFile])
}
