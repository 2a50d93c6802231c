import { expect } from 'chai'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Role } from '../../server/protocol/words.ts'
import { lineEntrySchema } from '../../server/protocol/lineFacts.ts'
import { EMPTY_HEAD } from '../../server/facts/log.ts'
import { LEADERS } from '../calls/demonstrationLines.ts'
import { inTempFolder } from '../facts/tempFolder.ts'
import { until } from '../facts/until.ts'
import { Desk } from './texts/desk.ts'
import { TextSite } from './texts/site.ts'

const CUTS = 500
/** Each desk writes as often; fewer than are kept at hand, so that nobody has to read older ones: that is tried below. */
const MESSAGES_EACH = 30
const PEOPLE = ['kr', 'jp', 'us'].flatMap((party) =>
  (['principal', 'watch'] as const).map((role: Role) => ({
    ...{ person: `${party}-${role}`, name: `${party} ${role}`, party, roles: [role], suspended: false },
  })),
)

/** Numbers from 0 to 1 by a seed (mulberry32): a run that fails says its seed, and the same one can be run again. */
function randomBy(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Cuts the desk's cable so often, each time at a random moment and for a random time; some pages are loaded anew then. */
async function storm(desk: Desk, cuts: number, random: () => number): Promise<void> {
  for (let cut = 0; cut < cuts; cut += 1) {
    // Short enough to meet connecting, the welcome and the answers on their way; long enough that some come through.
    await sleep(random() * 250)
    desk.relay.cut()
    if (random() < 0.1) desk.reload()
    await sleep(random() * 30)
    desk.relay.mend()
  }
}

async function writeAll(desk: Desk, random: () => number): Promise<void> {
  for (let message = 1; message <= MESSAGES_EACH; message += 1) {
    await sleep(random() * 700)
    // A page that has just been loaded does not know yet who sits at it; nobody can write before that.
    await until('the desk knows who is there', () => desk.isWelcomed, 30_000)
    desk.write(`${desk.person} ${message}`)
    if (random() < 0.5) desk.acknowledge()
  }
}

describe('message delivery under a socket that is cut and restored at random 500 times', function () {
  this.timeout(180_000)

  it('every acknowledged message there once, in order, for all', async () => {
    const seed = Number(process.env['RINGDOWN_SEED'] ?? Date.now() % 1_000_000)
    await inTempFolder(async (folder) => {
      const site = await TextSite.open(folder, PEOPLE)
      const desks = await Promise.all(PEOPLE.map(({ person }) => Desk.open(person, site.port)))
      const { claimed, untrue } = watchClaims(site, desks)
      try {
        const cutsEach = CUTS / desks.length
        await Promise.all(
          desks.flatMap((desk, index) => [
            storm(desk, Math.floor(cutsEach * (index + 1)) - Math.floor(cutsEach * index), randomBy(seed + index)),
            writeAll(desk, randomBy(seed + 100 + index)),
          ]),
        )
        await expectAllThere(site, desks)
        expect(claimed, 'what was delivered was said').to.not.have.length(0)
        expect(untrue, 'and of nothing that the console had not').to.deep.equal([])
      } catch (cause) {
        throw new Error(`It failed with RINGDOWN_SEED=${seed}.`, { cause })
      } finally {
        await Promise.all(desks.map((desk) => desk.close()))
        await site.close()
      }
    })
  })
})

async function expectAllThere(site: TextSite, desks: readonly Desk[]): Promise<void> {
  const count = desks.length * MESSAGES_EACH
  await until('everything that was written is sent', () => desks.every(({ waiting }) => waiting === 0), 60_000)
  await until('everybody has everything', () => desks.every(({ seen }) => seen.at(-1)?.number === count), 60_000)
  await until('every party is known to have it', () => isAllMarked(site), 30_000)

  const entries = (await site.log.read(`line/${LEADERS.line}`, EMPTY_HEAD)).map((entry) => lineEntrySchema.parse(entry))
  const sent = entries.flatMap(({ facts, by }) =>
    facts.flatMap((fact) =>
      fact.type === 'text:sent'
        ? [{ number: fact.number, text: fact.texts[0]?.text ?? '', person: by.kind === 'console' ? by.person : '' }]
        : [],
    ),
  )
  const written = desks.flatMap(({ person }) =>
    Array.from({ length: MESSAGES_EACH }, (_, index) => `${person} ${index + 1}`),
  )
  expect(sent.map(({ text }) => text).toSorted(), 'each is there once').to.deep.equal(written.toSorted())
  expect(
    sent.map(({ number }) => number),
    'numbered without a gap',
  ).to.deep.equal(sent.map((_, index) => index + 1))
  for (const { person, seen, broken } of desks) {
    const own = sent.filter((text) => text.person === person).map(({ text }) => text)
    expect(own, `in the order in which ${person} wrote`).to.deep.equal(
      written.filter((text) => text.startsWith(`${person} `)),
    )
    expect(seen, `as ${person} saw it`).to.deep.equal(sent.map(({ number, text }) => ({ number, text })))
    expect(broken, 'all that came kept to the contract').to.deep.equal([])
  }
  const acknowledgements = entries.flatMap(({ facts }) =>
    facts.flatMap((fact) => (fact.type === 'text:acknowledged' ? [`${fact.number} ${fact.person}`] : [])),
  )
  expect(acknowledgements.length, 'some were acknowledged').to.be.greaterThan(10)
  expect(new Set(acknowledgements).size, 'and none twice').to.equal(acknowledgements.length)
}

/** What the log says was delivered, against what the console that said so had before it at that moment. */
function watchClaims(
  site: TextSite,
  desks: readonly Desk[],
): { readonly claimed: string[]; readonly untrue: string[] } {
  const claimed: string[] = []
  const untrue: string[] = []
  site.lines.onChange((_line, { facts }) => {
    for (const fact of facts) {
      if (fact.type !== 'text:delivered') continue
      const { from = 1, upTo, person } = fact
      claimed.push(`${person} ${from} to ${upTo}`)
      const desk = desks.find((candidate) => candidate.person === person)
      for (let number = from; number <= upTo; number += 1)
        if (desk?.had.has(number) !== true) untrue.push(`${person} ${number}`)
    }
  })
  return { claimed, untrue }
}

/** Whether each message that is at hand is marked as delivered to every other party. */
const isAllMarked = (site: TextSite): boolean =>
  (site.lines.state(LEADERS.line)?.texts.newest ?? []).every(({ from, delivered }) =>
    LEADERS.parties.every((party) => party === from.party || delivered.some((mark) => mark.party === party)),
  )

const stretchesOf = (site: TextSite, party: string) =>
  site.lines.state(LEADERS.line)?.texts.delivered.find((mark) => mark.party === party)?.stretches

describe('what was written while a party was away, and is more than a snapshot holds', function () {
  this.timeout(60_000)

  it('is proved to be delivered as far as it was handed over, and all of it once it has been read', async () => {
    await inTempFolder(async (folder) => {
      const site = await TextSite.open(folder, PEOPLE)
      const desks = await Promise.all(PEOPLE.map(({ person }) => Desk.open(person, site.port)))
      const { claimed, untrue } = watchClaims(site, desks)
      const of = (person: string): Desk => {
        const found = desks.find((desk) => desk.person === person)
        if (found === undefined) throw new Error(`${person} has no desk.`)
        return found
      }
      const [kr, jp, reader, other] = [of('kr-watch'), of('jp-watch'), of('us-watch'), of('us-principal')]
      try {
        await until('everybody is there', () => desks.every(({ isWelcomed }) => isWelcomed), 30_000)
        reader.relay.cut()
        other.relay.cut()
        const long = (desk: Desk, number: number): string => `${desk.person} ${number} `.padEnd(2_000, 'x')
        for (let number = 1; number <= 60; number += 1) {
          kr.write(long(kr, number))
          jp.write(long(jp, number))
          await until('both are sent', () => kr.waiting + jp.waiting === 0, 30_000)
        }
        const count = 120
        await until('who stayed has it all', () => kr.had.size === count && jp.had.size === count, 30_000)
        expect(stretchesOf(site, 'us'), 'nobody of it was there').to.equal(undefined)

        reader.relay.mend()
        other.relay.mend()
        await until('they are back', () => [reader, other].every(({ list }) => list.at(-1)?.number === count), 30_000)
        expect(reader.list, 'a snapshot holds no more').to.have.length(50)
        await until('they have said so', () => stretchesOf(site, 'us') !== undefined, 30_000)
        expect(stretchesOf(site, 'us')).to.deep.equal([{ from: 71, upTo: count }])

        expect(await reader.readOlder(), 'pages').to.be.greaterThan(1)
        const numbers = Array.from({ length: count }, (_, index) => index + 1)
        expect(reader.list.map(({ number }) => number)).to.deep.equal(numbers)
        for (const desk of [kr, jp])
          expect(
            reader.list.map(({ text }) => text).filter((text) => text.startsWith(desk.person)),
            `each once, in the order in which ${desk.person} wrote`,
          ).to.deep.equal(Array.from({ length: 60 }, (_, index) => long(desk, index + 1)))
        expect(other.had.size, 'who has not read them has not had them').to.equal(50)
        await until('the rest is proved', () => stretchesOf(site, 'us')?.[0]?.from === 1, 30_000)
        expect(stretchesOf(site, 'us')).to.deep.equal([{ from: 1, upTo: count }])

        kr.write('one more')
        await until('it has come', () => reader.list.at(-1)?.text === 'one more', 30_000)
        expect(reader.list, 'without a gap').to.have.length(count + 1)
        const old = await site.histories.textsBefore(LEADERS.line, 3)
        expect(old.map(({ number }) => number)).to.deep.equal([1, 2])
        for (const { from, delivered } of old)
          expect(delivered.map(({ party }) => party).toSorted()).to.deep.equal(
            LEADERS.parties.filter((party) => party !== from.party).toSorted(),
          )
        expect(claimed.length).to.be.greaterThan(3)
        expect(untrue).to.deep.equal([])
      } finally {
        await Promise.all(desks.map((desk) => desk.close()))
        await site.close()
      }
    })
  })
})
