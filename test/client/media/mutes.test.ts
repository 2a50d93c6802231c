import { expect } from 'chai'
import { enterCaucus, isMuted, leaveCaucus, NOT_MUTED, withMuted } from '../../../client/media/mutes.ts'

describe('where one’s speech is muted', () => {
  it('is on the floor, from entering a caucus on and after it, until one unmutes there', () => {
    const inside = enterCaucus(NOT_MUTED)
    expect([inside, isMuted(inside)], 'who enters speaks there').to.deep.equal([{ floor: true, caucus: false }, false])
    const outside = leaveCaucus(inside)
    expect([outside, isMuted(outside)]).to.deep.equal([{ floor: true }, true])
    expect(withMuted(outside, false)).to.deep.equal({ floor: false })
  })

  it('is another thing in a caucus than on the floor, whatever is done there and how often', () => {
    const muted = withMuted(enterCaucus(NOT_MUTED), true)
    expect(isMuted(muted)).to.equal(true)
    expect(enterCaucus(muted), 'they are in it already').to.equal(muted)
    const unmuted = withMuted(muted, false)
    expect(unmuted).to.deep.equal({ floor: true, caucus: false })
    expect(isMuted(leaveCaucus(unmuted)), 'unmuted there, and not on the floor').to.equal(true)
    expect(leaveCaucus(NOT_MUTED), 'who was in none').to.deep.equal(NOT_MUTED)
  })
})
