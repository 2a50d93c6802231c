import { expect } from 'chai'
import { commandIdSchema } from '../../server/protocol/identifiers.ts'
import { derivedUuid } from '../../server/chain/derivedUuid.ts'

describe('a UUID made of a text', () => {
  it('is the same for ever: identifiers that stand in the log are made like this', () => {
    // SHA-256 of "abc" (FIPS 180-4, ba7816bf-8f01-cfea-4141-40de5dae2223…) with version 8 and the variant of RFC 9562.
    expect(derivedUuid('abc')).to.equal('ba7816bf-8f01-8fea-8141-40de5dae2223')
  })

  it('is one that the protocol takes, and another for every text', () => {
    const made = Array.from({ length: 256 }, (_, number) => derivedUuid(`text ${number}`))
    for (const uuid of made)
      expect(commandIdSchema.parse(uuid)).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab]/)
    expect(new Set(made).size).to.equal(made.length)
  })
})
