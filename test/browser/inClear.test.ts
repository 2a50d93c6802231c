import { open, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { verificationSchema } from '../../server/protocol/records.ts'
import type { TrackDescription } from '../../server/recording/trackFile.ts'
import { filesWith, openFilesWith } from './disasters/inClear.ts'
import { PATTERN, sendPattern } from './disasters/pattern.ts'
import { foldersOf, newestRecord, readRecord, type RecordedTrack } from './disasters/sealedRecord.ts'
import { eventually } from './hotline/patience.ts'
import { PEOPLE } from './hotline/people.ts'
import { Program } from './hotline/program.ts'
import { Softphone } from './hotline/softphone.ts'
import { HotlineStage } from './hotline/stage.ts'
import { inOneStory } from './hotline/story.ts'
import { twoAtATime } from './hotline/twoAtATime.ts'

describe('What is said and shown in a call', function () {
  this.timeout(180_000)
  let stage: HotlineStage
  let kr: Softphone
  let us: Softphone

  before(async () => {
    stage = await HotlineStage.open()
    const browser = await stage.browser('kr', { camera: false })
    ;[kr, us] = await twoAtATime(['kr', 'us'], async (who) => {
      const phone = await stage.signIn(browser, PEOPLE[who].username)
      await phone.arm()
      return phone
    })
  })

  inOneStory(() => stage)

  after(async () => await stage?.close())

  const pattern = Buffer.from(PATTERN)
  let program: Program

  /** Everywhere the server could have put it. */
  const nowhere = async (when: string): Promise<void> => {
    expect(await filesWith(pattern, stage.installation.folder), `${when}: files`).to.deep.equal([])
    const serverPid = await stage.installation.serverPid()
    for (const pid of [serverPid, ...(await stage.installation.workerPids())]) {
      expect(await openFilesWith(pattern, pid), `${when}: open files of ${pid}`).to.deep.equal([])
    }
  }
  const patterned = new Map<string, RecordedTrack>()
  /** The kinds of the tracks of that life of the server that are seen to hold it. A track that was seen to is not read again. */
  const patternedKinds = async (life: number): Promise<string[]> => {
    const { data, record } = foldersOf(stage.installation, (await newestRecord(program)).callId)
    const isWanted = ({ trackId }: TrackDescription) => !patterned.has(trackId)
    for (const track of (await readRecord(record, join(data, 'keys', 'jp.txt'), isWanted)).tracks) {
      if (track.packets.filter(({ rtp }) => pattern.equals(within(rtp))).length > 50)
        patterned.set(track.description.trackId, track)
    }
    const ofLife = [...patterned.values()].filter(({ keyNumber }) => keyNumber === life)
    return [...new Set(ofLife.map(({ description }) => description.kind))].toSorted()
  }
  const within = (rtp: Uint8Array): Buffer => {
    const at = Buffer.from(rtp).indexOf(pattern)
    return at === -1 ? Buffer.alloc(0) : Buffer.from(rtp).subarray(at, at + pattern.length)
  }

  it('is a pattern that one of them sends instead of sound and pictures', async () => {
    program = await Program.signIn(stage.installation, 'kr-records')
    // The page's own rules would not let it run the worker that puts the pattern into its frames.
    const context = await (await stage.browser('adviser')).browser.newContext({ bypassCSP: true })
    await context.addInitScript(sendPattern, PATTERN)
    const adviser = await Softphone.open(context, stage.installation, 'us-adviser')
    await adviser.page.getByLabel('Username').fill('us-adviser')
    await adviser.page.getByLabel('Password').fill(await stage.installation.password('us-adviser'))
    await adviser.button('Sign in').click()
    await adviser.arm()
    await kr.place('Leaders')
    await us.answer()
    await adviser.join('Leaders')
    // An adviser comes in muted.
    await adviser.text(/^You are muted; /).waitFor()
    await adviser.button('Mute').click()
  })

  it('would be found: this search sees a file that holds it, with and without a name', async () => {
    const file = join(stage.installation.folder, 'data', 'records', 'planted')
    await writeFile(file, Buffer.concat([Buffer.alloc(100_001), pattern]))
    expect(await filesWith(pattern, stage.installation.folder)).to.deep.equal([file])
    const handle = await open(file)
    await rm(file)
    expect(await openFilesWith(pattern, process.pid)).to.have.length(1)
    await handle.close()
  })

  it('is recorded, sound and picture, and is nowhere in clear while it is being said', async () => {
    await eventually('both are in the record', async () => (await patternedKinds(1)).length === 2, 30_000)
    expect(await patternedKinds(1)).to.deep.equal(['camera', 'microphone'])
    await nowhere('in the call')
  })

  it('is nowhere in clear after the server was killed', async () => {
    await stage.installation.killServer()
    await nowhere('after a kill')
    await eventually('it is recorded again', async () => (await patternedKinds(2)).length === 2, 30_000)
    await nowhere('in the call that goes on')
  })

  it('is nowhere in clear when the record is read, pulled and verified', async () => {
    await kr.end()
    await eventually('the record is closed', async () => (await newestRecord(program)).recording === 'closed')
    const { callId } = await newestRecord(program)
    const path = `/api/v1/records/${callId}`
    const archive = program.get(`${path}/archive`)
    await nowhere('while it is being pulled')
    expect((await archive).includes(pattern), 'what is pulled can be read').to.equal(true)
    await program.read(`${path}/verification`, verificationSchema)
    await nowhere('afterwards')
  })
})
