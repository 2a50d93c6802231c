import { expect } from 'chai'
import { Turns } from '../../server/recording/turns.ts'

describe('turns', () => {
  it('do one thing after the other, and go on after one that failed', async () => {
    const turns = new Turns()
    const done: string[] = []
    const first = Promise.withResolvers<void>()
    const long = turns.take(async () => {
      await first.promise
      done.push('long')
    })
    const failing = turns.take(async () => {
      done.push('failing')
      throw new Error('It cannot be read.')
    })
    const last = turns.take(async () => done.push('last'))
    const failed = failing.catch((error: unknown) => String(error))
    expect(done, 'each waits for those before it').to.deep.equal([])
    first.resolve()
    await Promise.all([long, last, turns.done()])
    expect(done).to.deep.equal(['long', 'failing', 'last'])
    expect(await failed).to.equal('Error: It cannot be read.')
  })

  it('wait for no others', async () => {
    const never = new Turns()
    void never.take(async () => await new Promise<never>(() => undefined))
    expect(await new Turns().take(async () => 'read')).to.equal('read')
  })
})
