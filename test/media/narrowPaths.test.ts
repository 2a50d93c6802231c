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

  it('is nobody whose warm line has gone', () => {
    const paths = new NarrowPaths()
    for (const console of [one, other]) paths.tell(console, true, 0)
    paths.forget((console) => console === other, 1)
    expect([paths.has(one, 1), paths.has(other, 1)]).to.deep.equal([false, true])
  })
})
