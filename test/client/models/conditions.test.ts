import { expect } from 'chai'
import { en } from '../../../client/languages/en.ts'
import { conditionsOf, type Findings } from '../../../client/models/conditions.ts'
import { lampSchema } from '../../../server/protocol/consoles.ts'

const GOOD: Findings = {
  sound: true,
  ringerTried: true,
  local: { microphone: 'ready', camera: 'ready', outputGone: false },
  connected: true,
  warmLines: [{ state: 'up' }, { state: 'up' }],
  udp: 'good',
  tcp: 'good',
  notifications: 'granted',
  awake: true,
  stoodStill: false,
}

/** What lapses, and what the lamps then are: everything else stays green. */
const TABLE: readonly [what: string, change: Partial<Findings>, lamps: Readonly<Record<string, string>>][] = [
  ['nothing', {}, {}],
  ['sound', { sound: false }, { sound: 'red sound-blocked', ringer: 'red sound-blocked' }],
  ['ringer untried', { ringerTried: false }, { ringer: 'amber ringer-untried' }],
  ['output', { local: { ...GOOD.local, outputGone: true } }, { output: 'amber output-gone' }],
  ...(['none', 'refused', 'busy', 'off'] as const).flatMap((state): (typeof TABLE)[number][] => [
    [`microphone ${state}`, { local: { ...GOOD.local, microphone: state } }, { microphone: `red microphone-${state}` }],
    [`camera ${state}`, { local: { ...GOOD.local, camera: state } }, { camera: `amber camera-${state}` }],
  ]),
  ['silent', { local: { ...GOOD.local, microphone: 'silent' } }, { microphone: 'amber microphone-silent' }],
  ['other', { local: { ...GOOD.local, microphone: 'other' } }, { microphone: 'amber microphone-other' }],
  ['server', { connected: false }, { 'warm-lines': 'red server-lost' }],
  ['line down', { warmLines: [{ state: 'up' }, { state: 'down' }] }, { 'warm-lines': 'red lines-down' }],
  ['line unknown', { warmLines: [{ state: 'connecting' }, undefined] }, { 'warm-lines': 'red lines-down' }],
  ['connecting', { warmLines: [{ state: 'connecting' }] }, { 'warm-lines': 'amber lines-connecting' }],
  ['quiet', { warmLines: [{ state: 'up', quiet: true }] }, { 'warm-lines': 'amber lines-quiet' }],
  ['UDP', { udp: 'blocked' }, { udp: 'amber udp-blocked' }],
  ['TCP', { tcp: 'blocked' }, { tcp: 'amber tcp-blocked' }],
  ['both', { udp: 'blocked', tcp: 'blocked' }, { udp: 'red paths-blocked', tcp: 'red paths-blocked' }],
  ['unchecked', { udp: undefined, tcp: undefined }, { udp: 'amber udp-unchecked', tcp: 'amber tcp-unchecked' }],
  ...(['undecided', 'denied', 'none'] as const).map((state): (typeof TABLE)[number] => [
    `notifications ${state}`,
    { notifications: state },
    { notifications: `amber notifications-${state}` },
  ]),
  ['wake lock', { awake: false }, { 'wake-lock': 'amber awake-lost' }],
  ['page', { stoodStill: true }, { page: 'amber page-stood-still' }],
]

describe('the conditions of a console', () => {
  for (const [what, change, lamps] of TABLE) {
    it(`${what}: ${Object.values(lamps).join(', ') || 'all green'}`, () => {
      const conditions = conditionsOf({ ...GOOD, ...change })
      const shown = conditions.flatMap(({ check, colour, fault }) =>
        colour === 'green' && fault === undefined ? [] : [[check, `${colour} ${fault}`]],
      )
      expect(Object.fromEntries(shown)).to.deep.equal(lamps)
      // What is not green has a remedy in words, whatever it is.
      for (const { fault } of conditions) if (fault) expect(en.console.faults[fault].remedy).to.match(/^[A-Z].*\.$/)
    })
  }

  it('have one lamp for every check of the protocol', () => {
    const checks = conditionsOf(GOOD).map(({ check }) => check)
    expect(checks.toSorted()).to.deep.equal(lampSchema.shape.check.options.toSorted())
  })
})
