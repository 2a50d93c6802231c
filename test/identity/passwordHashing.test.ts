import { expect } from 'chai'
import { HashingBusy, PasswordHashing } from '../../server/identity/passwordHashing.ts'

describe('the hashing of passwords', () => {
  it('takes those who go ahead first, in the order in which they came, and not more of them than can wait', async () => {
    const hashing = new PasswordHashing()
    await hashing.prepare()
    const answered: string[] = []
    const refused: string[] = []
    const verify = async (name: string, ahead: boolean): Promise<void> => {
      try {
        await hashing.verify(undefined, name, ahead)
        answered.push(name)
      } catch (error) {
        if (!(error instanceof HashingBusy)) throw error
        refused.push(name)
      }
    }
    const strangers = ['a', 'b', 'c'].map((name) => verify(name, false))
    const known = Array.from({ length: 70 }, (_, index) => verify(`${index}`, true))
    await Promise.all([...strangers, ...known])
    // Two of the strangers were computed at once when the others came; the third begins last of all, beside one other.
    expect(answered.slice(-2)).to.include('c')
    expect(refused).to.deep.equal(['64', '65', '66', '67', '68', '69'])
    // They begin in order, two at once: when one ends, one at most of those before it is still being computed.
    const order = answered.filter((name) => /\d/.test(name)).map(Number)
    for (const [place, number] of order.entries()) {
      const overtaken = order.slice(place + 1).filter((later) => later < number)
      expect(overtaken.length, `${number} overtook ${overtaken.join()}`).to.be.at.most(1)
    }
  }).timeout(20_000)
})
