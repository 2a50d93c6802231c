import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { en } from '../../client/languages/en.ts'
import { recordSchema, verificationSchema } from '../../server/protocol/records.ts'
import { alarmGone, nextAlarm, type Alarm } from './disasters/alarm.ts'
import { foldersOf, newestRecord, readRecord, type RecordedTrack } from './disasters/sealedRecord.ts'
import { Relay } from './disasters/relay.ts'
import { eventually } from './hotline/patience.ts'
import { PEOPLE, pitchOf } from './hotline/people.ts'
import { Program } from './hotline/program.ts'
import { soundOf } from './hotline/recordedSound.ts'
import type { Softphone } from './hotline/softphone.ts'
import { HotlineStage } from './hotline/stage.ts'
import { inOneStory } from './hotline/story.ts'
import { twoAtATime } from './hotline/twoAtATime.ts'
import type { TestBrowser } from './browsers.ts'

const run = promisify(execFile)

/** Issue 2, section 5. */
const ALARM_WITHIN_MS = 2_000
const MOST_LOST_MS = 1_000
/** How often the server is killed: as often, at a moment of chance, as a test may take. */
const KILLS = 4
/**
 * The look at the page's sound takes this long itself and some more. What a page was not let work at all while two cores
 * carried everything is measured in it and comes on top: an alarm cannot be drawn by a page that stands still.
 */
const LOOK_MS = 80

const { failing, silent } = en.call.recording
const THREE = ['kr', 'jp', 'us'] as const

describe('The recording in disasters', function () {
  this.timeout(180_000)
  let stage: HotlineStage
  let browser: TestBrowser
  /** The cable of one console, which can be cut. */
  let relay: Relay
  const phones = new Map<(typeof THREE)[number], Softphone>()
  const phone = (who: (typeof THREE)[number]): Softphone => {
    const found = phones.get(who)
    if (found === undefined) throw new Error(`${who} has a softphone by now.`)
    return found
  }
  const everyThree = async <T>(act: (at: Softphone) => Promise<T>): Promise<T[]> =>
    await Promise.all(THREE.map(async (who) => await act(phone(who))))
  // One process has one microphone: all three speak at the pitch of the first.
  const pitchHz = pitchOf('kr')
  const everyEarHears = async () => await everyThree(async (at) => await at.hears([pitchHz], [pitchHz], 30_000))

  before(async () => {
    stage = await HotlineStage.open()
    browser = await stage.browser('kr')
    relay = await Relay.to(Number(new URL(stage.installation.url('jp')).port))
    await twoAtATime(THREE, async (who) => phones.set(who, await stage.signIn(browser, PEOPLE[who].username)))
    await phone('jp').page.goto(`https://jp.localhost:${relay.port}`)
    await twoAtATime(THREE, async (who) => await phone(who).arm())
    await phone('kr').place('Leaders')
    await phone('jp').answer()
    await phone('us').answer()
    // Enough pictures for a proof, few enough for the machine.
    for (const who of ['jp', 'us'] as const) await phone(who).button('Camera').click()
    await everyEarHears()
    await everyThree(alarmGone)
  })

  inOneStory(() => stage)

  after(async () => {
    await stage?.close()
    await relay?.close()
  })

  const expectAlarm = (who: string, { seenAtMs, heardAtMs, stoodStillMs }: Alarm, sinceMs: number): void => {
    const [seenMs, heardMs] = [seenAtMs - sinceMs, heardAtMs - sinceMs]
    console.log(
      `      ${who} saw the alarm after ${seenMs} ms, heard it after ${heardMs}; stood still ${stoodStillMs} ms`,
    )
    const withinMs = ALARM_WITHIN_MS + LOOK_MS + stoodStillMs
    expect(seenMs, `${who} sees it, in ms`).to.be.within(0, withinMs)
    expect(heardMs, `${who} hears it, in ms`).to.be.within(0, withinMs)
  }

  describe('the alarm', () => {
    let serverPid: number
    before(async () => (serverPid = await stage.installation.serverPid()))
    afterEach(async () => {
      expect(await stage.installation.serverPid(), 'the server is the one it was').to.equal(serverPid)
    })

    it('is at every console when the server may not write any more, and what was said meanwhile is kept', async () => {
      const alarms = everyThree(async (at) => await nextAlarm(at, [failing.long]))
      const sinceMs = Date.now()
      // Every file is too long already: the log, the manifest, the segments, and any that would be new.
      await limitFiles(serverPid, '0')
      try {
        for (const [at, alarm] of (await alarms).entries()) expectAlarm(THREE[at] ?? '', alarm, sinceMs)
        // One is muted while no fact can be written, and is refused another wish long after the log was first asked.
        await phone('jp').button('Mute').click()
        await phone('us').button('Leave').click()
        await phone('us')
          .text(/^The server could not (do that now|confirm that)\./)
          .waitFor()
      } finally {
        await limitFiles(serverPid, 'unlimited')
      }
      await phone('us').button(en.console.dismiss).click()
      await everyThree(alarmGone)
      // The log takes facts again, and what has happened meanwhile follows.
      await phone('kr').rosterOf(PEOPLE.jp.name).getByText(en.call.muted).waitFor()
      await phone('jp').button('Mute').click()
      await phone('kr').rosterOf(PEOPLE.jp.name).getByText(en.call.muted).waitFor({ state: 'detached' })
      await everyEarHears()
    })

    it('is at every console when the server stands still', async () => {
      const alarms = everyThree(async (at) => await nextAlarm(at, [silent.long]))
      const sinceMs = Date.now()
      process.kill(serverPid, 'SIGSTOP')
      try {
        for (const [at, alarm] of (await alarms).entries()) expectAlarm(THREE[at] ?? '', alarm, sinceMs)
      } finally {
        process.kill(serverPid, 'SIGCONT')
      }
      await everyThree(alarmGone)
      await everyEarHears()
    })

    it('is at the console whose socket was cut', async () => {
      const alarm = nextAlarm(phone('jp'), [silent.long])
      const sinceMs = Date.now()
      relay.cut()
      expectAlarm('jp', await alarm, sinceMs)
      relay.mend()
      await everyThree(alarmGone)
      await everyEarHears()
    })
  })

  describe('a server that is killed in the call', () => {
    /** When it was killed and when the next one served, by the clock of the machine. */
    const outages: { readonly fromMs: number; readonly untilMs: number }[] = []
    let program: Program
    let callId: string

    it('is followed by one that goes on recording, every time', async () => {
      for (let kill = 0; kill < KILLS; kill += 1) {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 1_500))
        const fromMs = await stage.installation.killServer()
        outages.push({ fromMs, untilMs: Date.now() })
        await everyEarHears()
        await everyThree(alarmGone)
      }
    })

    it('leaves a record that is sound', async () => {
      await phone('kr').end()
      program = await Program.signIn(stage.installation, 'jp-records')
      await eventually('the record is closed', async () => (await newestRecord(program)).recording === 'closed')
      ;({ callId } = await newestRecord(program))
      const verification = await program.read(`/api/v1/records/${callId}/verification`, verificationSchema)
      expect(verification.faults).to.deep.equal([])
      expect(verification.sound).to.equal(true)
      console.log(`      ${verification.checks.map(({ what }) => what).join('\n      ')}`)
    })

    for (const party of THREE) {
      it(`lost at most a second of what had come, says so, and all of it opens with the key of ${party} alone`, async () => {
        const { data, record } = foldersOf(stage.installation, callId)
        const { tracks, gaps, notKept } = await readRecord(record, join(data, 'keys', `${party}.txt`))
        expect(notKept, 'nothing was given up while the server could not write').to.equal(0)
        expect(gaps).to.have.length(KILLS)
        for (const [at, { fromMs, untilMs }] of outages.entries()) {
          const [before, after] = [at + 1, at + 2].map((key) => tracks.filter(({ keyNumber }) => keyNumber === key))
          // All three microphones send a packet every 20 ms: what is missing before the kill was lost.
          const lostMs = THREE.map((who) => fromMs - lastHeardMs(before ?? [], PEOPLE[who].username))
          const gap = gaps[at]
          if (gap === undefined || after === undefined) throw new Error('The gap has two sides.')
          if (party === 'kr') {
            console.log(
              `      kill ${at + 1}: lost ${lostMs.map((ms) => ms.toFixed(0)).join(', ')} ms; ` +
                `named gap ${(gap.untilMs - gap.fromMs).toFixed(0)} ms, outage ${untilMs - fromMs} ms`,
            )
          }
          for (const ms of lostMs) expect(ms, `kill ${at + 1}, in ms`).to.be.lessThan(MOST_LOST_MS)
          expect(gap.untilMs - gap.fromMs, 'the gap that is named, in ms').to.be.lessThan(
            untilMs - fromMs + MOST_LOST_MS,
          )
          expect(gap.fromMs, 'it begins where what is there ends').to.be.within(fromMs - MOST_LOST_MS, fromMs + 100)
          expect(
            Math.min(...after.map((track) => track.packets[0]?.arrivalMs ?? Number.POSITIVE_INFINITY)),
            'it ends before what comes next',
          ).to.be.greaterThan(gap.untilMs)
          expect(new Set(after.map(({ description }) => description.person)).size, 'all three went on').to.equal(3)
        }
      })
    }

    it('can be heard in every part, whichever key it is under', async () => {
      const path = `/api/v1/records/${callId}`
      const { tracks } = await program.read(path, recordSchema)
      const { data, record } = foldersOf(stage.installation, callId)
      const sealed = (await readRecord(record, join(data, 'keys', 'us.txt'))).tracks
      const heard = new Set<string>()
      for (const { trackId, kind, person, playable, unreadable } of tracks) {
        expect(unreadable, `${person}, ${kind}`).to.equal(undefined)
        if (kind !== 'microphone' || playable === undefined) continue
        const file = join(stage.installation.folder, `${trackId}.webm`)
        await writeFile(file, await program.get(`${path}/tracks/${trackId}`))
        const moments = await soundOf(file, [pitchHz])
        await rm(file)
        const keyNumber = sealed.find(({ description }) => description.trackId === trackId)?.keyNumber
        // Two bursts a second, each of some windows: three of them may be chance, ten are a voice.
        if (moments.filter(({ levels }) => (levels[0] ?? -200) > -45).length >= 10) heard.add(`${person} ${keyNumber}`)
      }
      const keys = Array.from({ length: KILLS + 1 }, (_, at) => at + 1)
      expect([...heard]).to.include.members(keys.flatMap((key) => THREE.map((who) => `${PEOPLE[who].username} ${key}`)))
    })
  })
})

/** The soft limit alone: who has set it may lift it again. */
async function limitFiles(pid: number, bytes: string): Promise<void> {
  await run('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`])
}

/** When the last packet of somebody's voice came; somebody who came back has more than one track. */
function lastHeardMs(tracks: readonly RecordedTrack[], username: string): number {
  const theirs = tracks.filter(({ description: { kind, person } }) => kind === 'microphone' && person === username)
  return Math.max(0, ...theirs.map(({ packets }) => packets.at(-1)?.arrivalMs ?? 0))
}
