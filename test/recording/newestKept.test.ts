import { expect } from 'chai'
import { NewestKept } from '../../server/recording/newestKept.ts'

describe('what was made last', () => {
  let made: string[]
  let kept: NewestKept<string>
  const ask = (name: string): Promise<string> =>
    kept.of(name, async () => {
      made.push(name)
      if (name === 'broken') throw new Error('broken')
      return name.toUpperCase()
    })

  beforeEach(() => {
    made = []
    kept = new NewestKept(2, (value) => value !== 'PASSING')
  })

  it('is made once for all who ask, also at the same time', async () => {
    expect(await Promise.all([ask('a'), ask('a')])).to.deep.equal(['A', 'A'])
    expect(await ask('a')).to.equal('A')
    expect(made).to.deep.equal(['a'])
  })

  it('is forgotten when others were asked for since', async () => {
    for (const name of ['a', 'b', 'a', 'c', 'a']) await ask(name)
    expect(made).to.deep.equal(['a', 'b', 'c'])
    await ask('b')
    expect(made).to.deep.equal(['a', 'b', 'c', 'b'])
  })

  it('is made again when it could not be made', async () => {
    for (let time = 0; time < 2; time++) {
      expect(await ask('broken').catch((error: unknown) => error)).to.have.property('message', 'broken')
    }
    expect(made).to.deep.equal(['broken', 'broken'])
  })

  it('is made again when it was not to last', async () => {
    expect([await ask('passing'), await ask('passing')]).to.deep.equal(['PASSING', 'PASSING'])
    expect(made).to.deep.equal(['passing', 'passing'])
  })
})
