import { expect } from 'chai'
import { NarrowPaths } from '../../server/media/narrowPaths.ts'
import { consoleIdSchema } from '../../server/protocol/identifiers.ts'

describe('Whose path is narrow', () => {
  const [one, other] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'].map((id) =>
    consoleIdSchema.parse(id),
  ) as [ReturnType<typeof consoleIdSchema.parse>, ReturnType<typeof consoleIdSchema.parse>]

  it('is who has said so, and for twenty seconds after they said otherwise', () => {
    const paths = new NarrowPaths()
    paths.tell(one, true, 1_000)
    expect([paths.has(one, 900_000), paths.has(other, 1_000)]).to.deep.equal([true, false])
    paths.tell(one, false, 900_000)
    expect([paths.has(one, 919_999), paths.has(one, 920_000)]).to.deep.equal([true, false])
  })

  it('is nobody who says that they are wide and never were otherwise', () => {
    const paths = new NarrowPaths()
    paths.tell(one, false, 1_000)
    expect(paths.has(one, 1_001)).to.equal(false)
  })

  it('is who wavers for longer each time, until they have not for an hour', () => {
    const paths = new NarrowPaths()
    let nowMs = 0
    const staysMs = (): number => {
      paths.tell(one, true, nowMs)
      paths.tell(one, false, nowMs)
      const sinceMs = nowMs
      while (paths.has(one, nowMs)) nowMs += 1_000
      return nowMs - sinceMs
    }
    expect([staysMs(), staysMs(), staysMs()]).to.deep.equal([20_000, 40_000, 60_000])
    for (let time = 0; time < 50; time += 1) staysMs()
    expect(staysMs(), 'ten minutes at most').to.equal(600_000)
    nowMs += 3_600_000
    paths.forget(() => true, nowMs)
    expect(staysMs()).to.equal(20_000)
  })

  it('is not changed by saying the same again and again', () => {
    const paths = new NarrowPaths()
    for (let time = 0; time < 10; time += 1) {
      paths.tell(one, true, time)
      paths.tell(one, false, time)
    }
    expect([paths.has(one, 20_008), paths.has(one, 20_009)]).to.deep.equal([true, false])
  })

  it('is nobody whose warm line has gone for so long, also where they never said that they are wide', () => {
    const paths = new NarrowPaths()
    for (const console of [one, other]) paths.tell(console, true, 0)
    paths.forget((console) => console === other, 1_000)
    expect([paths.has(one, 20_999), paths.has(one, 21_000), paths.has(other, 21_000)]).to.deep.equal([
      true,
      false,
      true,
    ])
  })
})
