import { expect } from 'chai'
import type { AtConsole } from '../../server/calls/decision.ts'
import type { LineCommand } from '../../server/calls/commands.ts'
import { at, jpPrincipal, krPrincipal, up, usPrincipal } from '../calls/hotline.ts'
import { ChannelStage } from './channelStage.ts'
import { StagedDesk } from './stagedDesk.ts'
import { until } from './stage.ts'

/** Of three interpreters each has another pair. */
const koEn = at('kr', 'interpreter', 20)
const koJa = at('jp', 'interpreter', 21)
const jaEn = at('us', 'interpreter', 22)
const EVERYBODY = { kr: krPrincipal, jp: jpPrincipal, us: usPrincipal, koEn, koJa, jaEn }
type Name = keyof typeof EVERYBODY

/** By listener, of each tone whether it is `full` or `under`: all that is not there is not heard. */
type Heard = Readonly<Record<string, 'full' | 'under'>>
type ChannelMap = Readonly<Partial<Record<Name, Heard>>>
/** What is commanded in the call that is up. */
type InCall = LineCommand extends infer C ? (C extends { callId: string } ? Omit<C, 'callId'> : never) : never

const NAMES = new Map(Object.entries(EVERYBODY).map(([name, who]) => [who.console.person, name]))
const toneOf = (person: string, channel?: string): string =>
  `${NAMES.get(person)}${channel === undefined ? '' : ` ${channel}`}`

/** So many packets prove that a tone comes: a fifth of a second. */
const ENOUGH_PACKETS = 10
/** The longest silence of a channel at a hand-over. */
const MOST_SILENCE_MS = 500

const FLOOR: Heard = { kr: 'full', jp: 'full', us: 'full' }
/** What an interpreter hears who listens to the floor, and everybody who has chosen nothing. */
const floorOf = (name?: string): Heard => Object.fromEntries(Object.entries(FLOOR).filter(([one]) => one !== name))

describe('The channel map of six participants', function () {
  this.timeout(20_000)
  let stage: ChannelStage
  let desks: StagedDesk[]

  beforeEach(async () => {
    stage = await ChannelStage.create(up())
    desks = []
    const { callId } = stage.hotline.call
    stage.hotline.must(usPrincipal, { name: 'call:answer', callId })
    for (const who of [koEn, koJa, jaEn]) stage.hotline.must(who, { name: 'call:join', callId })
    for (const who of Object.values(EVERYBODY)) await stage.connect(who)
    for (const name of ['kr', 'jp', 'us'] as const) await stage.opens(EVERYBODY[name], name)
  })
  afterEach(() => {
    for (const desk of desks) desk.close()
    stage.close()
  })

  const does = async (who: AtConsole, command: InCall): Promise<void> =>
    await stage.does(who, { ...command, callId: stage.hotline.call.callId })
  /** Takes a desk, which puts both of its channels on the air. */
  const sits = async (name: 'koEn' | 'koJa' | 'jaEn', pair: [string, string], output: string): Promise<StagedDesk> => {
    const who = EVERYBODY[name]
    const desk = new StagedDesk(stage, who, (channel) => `${name} ${channel}`)
    desks.push(desk)
    await does(who, { name: 'desk:take', pair, output })
    return desk
  }
  const chooses = async (name: Name, hearing: string): Promise<void> =>
    await does(EVERYBODY[name], { name: 'hearing:choose', hearing })

  /** Everybody is really sent what the map says and nothing else, and is told to make it as loud as it says. */
  async function expectMap(when: string, map: ChannelMap): Promise<void> {
    const entries = Object.entries(map) as [Name, Heard][]
    const hasCome = ([name, tones]: [Name, Heard]): boolean =>
      Object.keys(tones).every((tone) => (stage.arrivals(EVERYBODY[name]).get(tone)?.length ?? 0) >= ENOUGH_PACKETS)
    // What was on its way when the map changed comes while the first is counted.
    for (const _ of ['first', 'again']) {
      stage.forget()
      await until(`${when}: everything comes that is heard`, () => entries.every(hasCome))
    }
    for (const [name, tones] of entries) {
      const sent = [...stage.arrivals(EVERYBODY[name]).keys()].sort()
      expect(sent, `${when}: what ${name} is sent`).to.deep.equal(Object.keys(tones).sort())
      expect(stage.loudness(EVERYBODY[name], toneOf), `${when}: how loud it is to ${name}`).to.deep.equal(tones)
    }
  }

  it('is as everybody has chosen, before and after turning, hand-over, relays and losses', async () => {
    const floors = Object.fromEntries(Object.keys(EVERYBODY).map((name) => [name, floorOf(name)]))
    await expectMap('with nothing chosen', floors)

    await sits('koEn', ['ko', 'en'], 'en')
    await sits('koJa', ['ko', 'ja'], 'ja')
    await sits('jaEn', ['ja', 'en'], 'en')
    await expectMap('interpreted, and nobody listens to it', floors)

    await chooses('kr', 'ko')
    await chooses('jp', 'ja')
    await chooses('us', 'en')
    // From Korean to English over Japanese, as a relay.
    await chooses('jaEn', 'ja')
    const interpreted: ChannelMap = {
      kr: { jp: 'full', us: 'full' },
      jp: { 'koJa ja': 'full', kr: 'under', us: 'under' },
      us: { 'koEn en': 'full', kr: 'under', jp: 'under' },
      koEn: FLOOR,
      koJa: FLOOR,
      jaEn: { 'koJa ja': 'full', jp: 'full', kr: 'under', us: 'under' },
    }
    await expectMap('in three languages', interpreted)

    await does(koEn, { name: 'channel:offer' })
    await expectMap('while a hand-over is asked for', interpreted)
    const before = stage.arrivals(usPrincipal)
    const floor = new Set<string | undefined>()
    stage.follow(async () => void floor.add(stage.loudness(usPrincipal, toneOf)['kr']))
    await does(jaEn, { name: 'channel:take', channel: 'en' })
    await until('the next interpreter is heard', () => before.has('jaEn en'))
    const silence = (before.get('jaEn en')?.[0]?.atMs ?? Infinity) - (before.get('koEn en')?.at(-1)?.atMs ?? 0)
    expect(silence, 'silence at the hand-over').to.be.below(MOST_SILENCE_MS)
    expect([...floor], 'the floor underneath, in every state of the hand-over').to.deep.equal(['under'])
    await expectMap('after the hand-over', {
      ...interpreted,
      us: { 'jaEn en': 'full', kr: 'under', jp: 'under' },
    })

    await does(koJa, { name: 'desk:turn', output: 'ko' })
    await chooses('jaEn', 'ko')
    const turned: ChannelMap = {
      kr: { 'koJa ko': 'full', jp: 'under', us: 'under' },
      jp: { kr: 'full', us: 'full' },
      us: { 'jaEn en': 'full', kr: 'under', jp: 'under' },
      koEn: FLOOR,
      koJa: FLOOR,
      jaEn: { 'koJa ko': 'full', kr: 'full', jp: 'under', us: 'under' },
    }
    await expectMap('turned the other way, with another relay', turned)

    await stage.does('server', {
      name: 'leg:lose',
      callId: stage.hotline.call.callId,
      console: jaEn.console.console,
    })
    const { jaEn: _lost, ...others } = turned
    await expectMap('with an interpreter lost', { ...others, us: { kr: 'full', jp: 'full' } })
    await does(koEn, { name: 'channel:take', channel: 'en' })
    await expectMap('taken over by the partner, unasked', {
      ...others,
      us: { 'koEn en': 'full', kr: 'under', jp: 'under' },
    })
  })

  it('has silence on a channel while its interpreter coughs, and the floor in full', async () => {
    const desk = await sits('koEn', ['ko', 'en'], 'en')
    await chooses('us', 'en')
    const floors = Object.fromEntries(Object.keys(EVERYBODY).map((name) => [name, floorOf(name)]))
    const interpreted: ChannelMap = { ...floors, us: { 'koEn en': 'full', kr: 'under', jp: 'under' } }
    await expectMap('before', interpreted)
    desk.model.cough.value?.(true)
    await desk.sent()
    const isMuted = stage.hotline.call.tracks.find(({ channel }) => channel === 'en')?.muted
    expect(isMuted, 'the others are told').to.equal(true)
    stage.forget()
    const others = { kr: 'full', jp: 'full' }
    await until('the floor goes on', () => (stage.arrivals(usPrincipal).get('kr')?.length ?? 0) >= ENOUGH_PACKETS)
    stage.forget()
    await until('and on', () => (stage.arrivals(usPrincipal).get('kr')?.length ?? 0) >= ENOUGH_PACKETS)
    expect([...stage.arrivals(usPrincipal).keys()].sort(), 'while they cough').to.deep.equal(['jp', 'kr'])
    expect(stage.loudness(usPrincipal, toneOf)).to.include(others)
    desk.model.cough.value?.(false)
    await desk.sent()
    await expectMap('after', interpreted)
  })

  it('records of each channel what is heard on it, and nothing of a desk that waits', async () => {
    await sits('koEn', ['ko', 'en'], 'en')
    await sits('jaEn', ['ja', 'en'], 'en')
    await until('the channel is recorded', () => (stage.recorded.get('koEn en') ?? 0) >= ENOUGH_PACKETS)
    expect([...stage.recorded.keys()].sort()).to.deep.equal(['jp', 'koEn en', 'kr', 'us'])
    await stage.opens(koEn, 'koEn')
    await does(koEn, { name: 'channel:offer' })
    await does(jaEn, { name: 'channel:take', channel: 'en' })
    await until('the next one is recorded', () => (stage.recorded.get('jaEn en') ?? 0) >= ENOUGH_PACKETS)
    const soFar = stage.recorded.get('koEn en')
    await until('and on', () => (stage.recorded.get('jaEn en') ?? 0) >= 2 * ENOUGH_PACKETS)
    expect(stage.recorded.get('koEn en'), 'who has handed over waits').to.equal(soFar)
    expect(stage.recorded.get('koEn'), 'an open microphone of who speaks into a channel').to.equal(undefined)
    await does(koEn, { name: 'desk:turn', output: 'floor' })
    await until('the floor is recorded again', () => (stage.recorded.get('koEn') ?? 0) >= ENOUGH_PACKETS)
  })

  it('takes an interpretation of nobody but who has a desk with that channel', async () => {
    const refused = async (channel: string): Promise<string> => {
      try {
        await stage.opens(koEn, 'koEn', channel)
      } catch (error) {
        return error instanceof Error ? error.message : String(error)
      }
      return 'granted'
    }
    const sentence = 'Take a desk whose pair has that channel before you speak into it.'
    expect(await refused('en')).to.equal(sentence)
    await does(koEn, { name: 'desk:take', pair: ['ko', 'en'], output: 'en' })
    expect(await refused('ja')).to.equal(sentence)
    expect(await refused('en')).to.equal('granted')
    await does(koEn, { name: 'desk:leave' })
    const ended = stage.hotline.call.tracks.filter(({ kind }) => kind === 'interpretation')
    expect(
      ended.map(({ toMs }) => toMs !== undefined),
      'it ends with the desk',
    ).to.deep.equal([true])
  })
})
