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
/** Each desk writes as often; fewer than are kept at hand, so that every desk can be asked for all of them. */
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
      try {
        const cutsEach = CUTS / desks.length
        await Promise.all(
          desks.flatMap((desk, index) => [
            storm(desk, Math.floor(cutsEach * (index + 1)) - Math.floor(cutsEach * index), randomBy(seed + index)),
            writeAll(desk, randomBy(seed + 100 + index)),
          ]),
        )
        await expectAllThere(site, desks)
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
  await until('every party is known to have it', () => hasEverything(site), 30_000)

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

/** Whether the mark of each party stands at the last message of the others, or after it. */
function hasEverything(site: TextSite): boolean {
  const { newest = [], delivered = [] } = site.lines.state(LEADERS.line)?.texts ?? {}
  return LEADERS.parties.every((party) => {
    const last = newest.findLast(({ from }) => from.party !== party)?.number ?? 0
    return (delivered.find((mark) => mark.party === party)?.upTo ?? 0) >= last
  })
}
