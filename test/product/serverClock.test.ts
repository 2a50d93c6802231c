import { expect } from 'chai'
import { createServerClock } from '../../server/serverClock.ts'

const START_MS = 1_700_000_000_000

/** A machine whose clock can be set, and which can be suspended. */
class Machine {
  #countedMs = 40.25
  #machineMs = START_MS
  readonly clock = createServerClock({ countedMs: () => this.#countedMs, machineMs: () => this.#machineMs })

  runs(ms: number): void {
    this.#countedMs += ms
    this.#machineMs += ms
  }

  isSuspended(ms: number): void {
    this.#machineMs += ms
  }

  isSet(byMs: number): void {
    this.#machineMs += byMs
  }
}

describe('the clock of the server', () => {
  it('is the machine’s at the start, and counts fractions of milliseconds', () => {
    const machine = new Machine()
    expect(machine.clock()).to.equal(START_MS)
    machine.runs(0.25)
    expect(machine.clock()).to.equal(START_MS + 0.25)
  })

  it('counts the time for which the host was suspended', () => {
    const machine = new Machine()
    machine.runs(500)
    machine.isSuspended(3_600_000)
    expect(machine.clock()).to.equal(START_MS + 3_600_500)
    machine.runs(10)
    expect(machine.clock(), 'once').to.equal(START_MS + 3_600_510)
    machine.isSuspended(60_000)
    expect(machine.clock(), 'again').to.equal(START_MS + 3_660_510)
  })

  it('never goes back, whatever becomes of the machine’s clock', () => {
    const machine = new Machine()
    let beforeMs = machine.clock()
    for (const byMs of [-7_200_000, 3_000, -1, 1_000, 7_210_000, -7_200_000, 500]) {
      machine.isSet(byMs)
      machine.runs(5)
      const nowMs = machine.clock()
      expect(nowMs, `set by ${byMs}`).to.be.at.least(beforeMs + 5)
      beforeMs = nowMs
    }
  })

  it('does not follow a small step: what is recorded then would have a gap where none was', () => {
    const machine = new Machine()
    machine.isSet(1_000)
    machine.runs(10)
    expect(machine.clock()).to.equal(START_MS + 10)
  })

  it('is the process’s own when nothing else is handed in', () => {
    const before = Date.now()
    const now = createServerClock()()
    expect(now)
      .to.be.at.least(before)
      .and.at.most(Date.now() + 1)
  })
})
