import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { expect } from 'chai'
import { type Browser, chromium, type JSHandle, type Page } from 'playwright-core'
import { mediaNoticeSchemas } from '../../server/protocol/media.ts'
import { somebody, until } from '../media/stage.ts'
import { CHROMIUM, CHROMIUM_FLAGS } from './chromium.ts'
import { type MediaSite, openMediaSite } from './media/mediaSite.ts'
import type { Console } from './media/page.ts'
import { writeSpeechLike } from './media/speechLike.ts'

const line = 'leaders'
const FLAGS = [
  ...CHROMIUM_FLAGS,
  '--use-fake-ui-for-media-stream',
  // Three browsers that encode 20 frames a second fill two cores, and take the delays of that for those of a full path.
  '--use-fake-device-for-media-stream=fps=10',
  '--auto-select-desktop-capture-source=Entire screen',
]

interface Seat {
  readonly name: string
  readonly page: Page
  readonly console: JSHandle<Console>
}

describe('Media between three real browsers', function () {
  this.timeout(90_000)
  const callId = randomUUID()
  let site: MediaSite
  let browser: Browser
  let seats: Seat[]
  let speech: { readonly folder: string; readonly file: string }

  const consoleOf = (name: string): string => site.people.get(name)?.console ?? ''
  const seat = (name: string): Seat => {
    const found = seats.find((one) => one.name === name)
    if (found === undefined) throw new Error(`There is a console of ${name}.`)
    return found
  }
  const stats = async (name: string) => await seat(name).console.evaluate(async (one) => await one.stats())
  const remotes = async (name: string) =>
    await seat(name).console.evaluate((one) =>
      one.media.remotes().map(({ console, kind, muted }) => ({ console, kind, muted })),
    )
  const warm = async (name: string) => await seat(name).console.evaluate((one) => one.warmLines.get('leaders'))
  const mute = async (name: string, muted: boolean) =>
    await seat(name).console.evaluate(async (one, wanted) => await one.media.setMuted(wanted), muted)
  /** The consoles that speak, as each console was told last. */
  const speakersTold = () => {
    const told = site.stage.told.filter(({ name }) => name === 'speaker:changed')
    const parsed = told.map(({ to, notice }) => [to, mediaNoticeSchemas['speaker:changed'].parse(notice)] as const)
    return new Map(parsed.map(([to, { speakers }]) => [to, speakers.map(({ console }) => console)]))
  }
  /** What was recorded of somebody's microphone since it was opened last. */
  const recordedVoice = (name: string) => {
    const found = site.stage.recorded.findLast(
      ({ description }) => description.console === consoleOf(name) && description.kind === 'microphone',
    )
    if (found === undefined) throw new Error(`The microphone of ${name} is recorded.`)
    return found
  }
  /** Whether jp is shown the microphone of kr as muted; absent while it is not offered. */
  const mutedAtJp = async () =>
    (await remotes('jp')).find((one) => one.console === consoleOf('kr') && one.kind === 'microphone')?.muted
  /** Does this console hear more of the others than a moment ago? */
  const hears = async (name: string, others: number) => {
    let before: readonly number[] = []
    // Of a voice that comes only now there is nothing to compare with, and it moves the others in the list.
    await until(`${name} has ${others} voices`, async () => {
      before = (await stats(name)).energies
      return before.length >= others
    })
    let growing = 0
    await until(`${name} hears ${others}`, async () => {
      const now = (await stats(name)).energies
      growing = now.filter((energy, at) => energy > (before[at] ?? 0) + 1e-4).length
      return growing >= others
    })
    return growing
  }

  before(async () => {
    site = await openMediaSite()
    speech = await writeSpeechLike(440)
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      headless: true,
      args: [...FLAGS, `--use-file-for-fake-audio-capture=${speech.file}`],
    })
    seats = []
    for (const name of ['kr', 'jp', 'us']) {
      const context = await browser.newContext()
      const page = await context.newPage()
      await page.goto(site.address)
      const console = await page.evaluateHandle((own) => window.openConsole(own), name)
      seats.push({ name, page, console })
    }
  })

  after(async () => {
    await browser?.close()
    await site?.close()
    await rm(speech.folder, { recursive: true })
  })

  it('arms: sound runs, devices are there, and the warm line is up and measured', async () => {
    for (const { name, console } of seats) {
      const armed = await console.evaluate(async (one) => await one.media.arm({ aloud: false }))
      expect(armed, name).to.deep.equal({ sound: true, microphone: 'ready', camera: 'ready' })
      await console.evaluate((one) => one.media.warm('leaders'))
    }
    for (const { name } of seats) {
      await until(`${name} is warm`, async () => (await warm(name))?.roundTripMs !== undefined)
      expect(await warm(name)).to.include({ state: 'up', lossPercent: 0 })
    }
    expect(site.stage.media.stats()).to.include({ warmLines: 3, tracks: 0 })
  })

  it('puts the caller on the air, and shows both pictures to who answers at once', async () => {
    site.stage.calls.set(line, {
      callId,
      consoles: [consoleOf('kr')],
      rung: [consoleOf('jp'), consoleOf('us')],
    })
    await seat('kr').console.evaluate((one, id) => one.media.enter('leaders', id), callId)
    await until('the caller is recorded', () => site.stage.recorded.length === 2)
    expect(site.stage.recorded.map(({ description }) => description.kind)).to.deep.equal(['microphone', 'camera'])
    for (const name of ['jp', 'us']) {
      expect(await seat(name).console.evaluate(async (one) => await one.media.ring('incoming', 'flash'))).to.equal(true)
    }
    await until('the rung have the tracks ready', () => site.stage.media.stats().listenings === 4)
    expect(site.stage.media.stats().listeningsFlowing, 'nothing flows to who has not answered').to.equal(0)
    const answer = async (name: string, pictures: number) =>
      await seat(name).console.evaluate(
        async (one, [id, count]) => {
          one.media.silence()
          return await one.answer('leaders', id, count)
        },
        [callId, pictures] as const,
      )
    const from = performance.now()
    const atCaller = seat('kr')
      .console.evaluate(async (one) => await one.shown(1))
      .then(() => performance.now() - from)
    const first = await answer('jp', 1)
    const atCallerMs = await atCaller
    await until('two cameras are on the air', () => site.stage.recorded.length === 4)
    const second = await answer('us', 2)
    process.stdout.write(
      `      answer to the caller's picture ${first.toFixed(0)} ms, to one's own at the caller ${atCallerMs.toFixed(0)} ms; ` +
        `second answer to both ${second.toFixed(0)} ms\n`,
    )
    expect(Math.max(first, second)).to.be.lessThan(2_000)
    await Promise.all(['kr', 'jp', 'us'].map(async (name) => expect(await hears(name, 2)).to.equal(2)))
  })

  it('is enciphered with AES-GCM on every leg', async () => {
    for (const { name } of seats) {
      const { ciphers } = await stats(name)
      expect(ciphers, name).to.have.length(2)
      for (const cipher of ciphers) expect(cipher).to.match(/^(SRTP_)?AEAD_AES_(128|256)_GCM$/)
    }
  })

  it('records every layer with its times, reports and the level of who speaks', async () => {
    await until('reports are there', () => site.stage.recorded.every(({ reports }) => reports.length > 0), 15_000)
    for (const { description, packets, reports } of site.stage.recorded) {
      const streams = new Set(packets.map(({ rtp }) => rtp.readUInt32BE(8)))
      expect([...description.encodings.map(({ ssrc }) => ssrc)], description.kind).to.include.members([...streams])
      expect(streams.has(reports[0]?.ssrc ?? 0), 'a report names a stream of the packets').to.equal(true)
      // Consoles and server share a clock here.
      expect(Math.abs((reports[0]?.ntpMs ?? 0) - (reports[0]?.arrivalMs ?? 0))).to.be.lessThan(1_000)
    }
    const speech = site.stage.recorded.filter(({ description }) => description.kind === 'microphone')
    expect(speech).to.have.length(3)
    for (const { description } of speech) {
      expect(description.headerExtensions.map(({ uri }) => uri)).to.include(
        'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
      )
      expect(description.codec.parameters).to.include({ useinbandfec: 1 })
    }
  })

  it('has full pictures and more than 1 Mbit/s to spend within 20 s', async () => {
    await until(
      'every picture is at full height',
      async () => {
        const all = await Promise.all(['kr', 'jp', 'us'].map(async (name) => await stats(name)))
        return all.every(
          ({ pictures, availableOutgoingBps }) =>
            availableOutgoingBps > 1_000_000 && pictures.filter(({ height }) => height === 720).length === 2,
        )
      },
      20_000,
    )
  })

  it('tells how good everybody is, and who speaks, also to who comes later', async () => {
    await until('marks are told', () => site.stage.told.some(({ name }) => name === 'quality:changed'), 10_000)
    // One voice is left, so that nothing changes but who hears it.
    await Promise.all(['kr', 'us'].map(async (name) => await mute(name, true)))
    const onlyJp = [consoleOf('jp')]
    await until('one is told to speak', () => {
      const told = [...speakersTold().values()]
      return told.length === seats.length && told.every((one) => one.join() === onlyJp.join())
    })
    const late = somebody('us', 'listener').console
    const call = site.stage.calls.get(line)
    if (call === undefined) throw new Error('There is a call.')
    site.stage.calls.set(line, { ...call, consoles: [...call.consoles, late] })
    site.stage.media.stateChanged(line)
    await until('who came later is told', () => speakersTold().has(late))
    expect(speakersTold().get(late)).to.deep.equal(onlyJp)
    site.stage.calls.set(line, call)
    site.stage.media.stateChanged(line)
    await Promise.all(['kr', 'us'].map(async (name) => await mute(name, false)))
  })

  it('mutes at the source, at the server and in the recording', async () => {
    const recorded = recordedVoice('kr')
    const marksThen = recorded.marks.length
    await mute('kr', true)
    await until('jp sees it', async () => (await mutedAtJp()) === true)
    expect(recorded.marks.slice(marksThen)).to.deep.equal(['muted'])
    const packetsThen = recorded.packets.length
    // A second of the other's speech passes: nothing of the muted one with it.
    await hears('us', 1)
    await hears('us', 1)
    expect(recorded.packets.length).to.equal(packetsThen)
    await mute('kr', false)
    await until('packets come again', () => recorded.packets.length > packetsThen)
    expect(await hears('jp', 2)).to.equal(2)
  })

  it('switches the camera off and on, and shares a screen', async () => {
    await seat('us').console.evaluate(async (one) => await one.media.setCamera(false))
    await until('kr sees it', async () =>
      (await remotes('kr')).some((one) => one.console === consoleOf('us') && one.kind === 'camera' && one.muted),
    )
    expect(await seat('us').console.evaluate((one) => one.media.local().cameraOn)).to.equal(false)
    await seat('us').console.evaluate(async (one) => await one.media.setCamera(true))
    await until('kr sees it again', async () =>
      (await remotes('kr')).some((one) => one.console === consoleOf('us') && one.kind === 'camera' && !one.muted),
    )
    expect(await seat('us').console.evaluate(async (one) => await one.media.shareScreen())).to.equal(true)
    await until('kr sees the screen', async () => (await remotes('kr')).some((one) => one.kind === 'screen'))
    await seat('us').console.evaluate(async (one) => await one.media.stopScreen())
    await until('it is gone', async () => (await remotes('kr')).every((one) => one.kind !== 'screen'))
  })

  it('changes its microphone without leaving the air', async () => {
    const tracks = site.stage.media.stats().tracks
    const { microphones } = await seat('jp').console.evaluate(async (one) => await one.media.devices())
    const other = microphones.at(-1)?.deviceId ?? ''
    await seat('jp').console.evaluate(async (one, id) => await one.media.choose('microphone', id), other)
    expect((await seat('jp').console.evaluate(async (one) => await one.media.devices())).chosen.microphone).to.equal(
      other,
    )
    expect(await hears('kr', 2)).to.equal(2)
    expect(site.stage.media.stats().tracks).to.equal(tracks)
    const { packets, closed } = recordedVoice('jp')
    const packetsThen = packets.length
    await until('the recording of it goes on', () => packets.length > packetsThen)
    expect(closed).to.equal(false)
  })

  it('is back by itself after a worker was killed', async () => {
    const pid = site.stage.media.stats().workers[0]?.pid
    if (pid === undefined) throw new Error('There is a worker.')
    const from = performance.now()
    process.kill(pid, 'SIGKILL')
    await until(
      'all six tracks are on the air again',
      () => {
        const { tracks, listeningsFlowing, workersLost } = site.stage.media.stats()
        return workersLost === 1 && tracks === 6 && listeningsFlowing === 12
      },
      10_000,
    )
    process.stdout.write(
      `      flowing again ${(performance.now() - from).toFixed(0)} ms after the worker was killed\n`,
    )
    await Promise.all(['kr', 'jp', 'us'].map(async (name) => expect(await hears(name, 2)).to.equal(2)))
  })

  it('is back by itself after a socket was cut', async () => {
    site.cut('jp')
    await until('its tracks are gone', () => site.stage.media.stats().tracks === 4)
    await until('they are back', () => site.stage.media.stats().listeningsFlowing === 12, 10_000)
    expect(await hears('kr', 2)).to.equal(2)
    expect(await hears('jp', 2)).to.equal(2)
  })

  it('is muted or not as its person last wanted, also after a loss and when that changed during one', async () => {
    const cutAnd = async (muted: boolean | undefined) => {
      const recordedThen = site.stage.recorded.length
      site.cut('kr')
      if (muted !== undefined) void mute('kr', muted)
      await until('its tracks are back', () => site.stage.recorded.length === recordedThen + 2, 10_000)
    }
    await mute('kr', true)
    await cutAnd(undefined)
    await until('it is still muted at the server', async () => (await mutedAtJp()) === true)
    await hears('jp', 1)
    expect(recordedVoice('kr')).to.deep.include({ packets: [], marks: ['muted'] })
    await cutAnd(false)
    await until('it is not muted any more', async () => (await mutedAtJp()) === false)
    expect(await hears('jp', 2)).to.equal(2)
    await cutAnd(true)
    await until('it is muted again', async () => (await mutedAtJp()) === true)
    const voice = recordedVoice('kr')
    await until('the recording is marked', () => voice.marks.at(-1) === 'muted')
    const packetsThen = voice.packets.length
    await hears('jp', 1)
    expect(voice.packets.length).to.equal(packetsThen)
    await mute('kr', false)
    expect(await hears('jp', 2)).to.equal(2)
  })

  it('has the bandwidth measured as often as it likes, and leaves no trace of it', async () => {
    const tracks = () => site.stage.media.stats().tracks
    const before = tracks()
    const { first, last } = await seat('us').console.evaluate(async (one) => await one.measureBandwidth('advisers', 20))
    expect(first, 'the data channel, and what was taken up').to.equal(2)
    expect(last).to.equal(2)
    expect(tracks()).to.equal(before)
  })

  it('leaves nothing on the air behind', async () => {
    await seat('jp').console.evaluate((one) => one.media.leave())
    await until('its tracks are gone', () => site.stage.media.stats().tracks === 4)
    expect(
      await seat('jp').console.evaluate((one) => one.media.local().picture === undefined),
      'the camera is off',
    ).to.equal(true)
    for (const { console } of seats) await console.evaluate((one) => one.close())
    await until('nothing is left', () => site.stage.media.stats().warmLines === 0)
    expect(site.stage.recorded.every(({ closed }) => closed)).to.equal(true)
  })
})
