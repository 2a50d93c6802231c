import { expect } from 'chai'
import { REQUEST_AUTHORITY, refuseRequest, refuseTrack } from '../../server/calls/authority.ts'
import { placeOnLine } from '../../server/calls/roster.ts'
import { REQUEST_NAMES } from '../../server/protocol/events.ts'
import { ROLES } from '../../server/protocol/words.ts'
import { LEADERS } from './demonstrationLines.ts'

describe('the table of roles', () => {
  it('has a row for every request and for nothing else', () => {
    expect(Object.keys(REQUEST_AUTHORITY).sort()).to.deep.equal([...REQUEST_NAMES].sort())
  })

  it('lets a role do on a line what its standing says', () => {
    const allowed = ROLES.map((role) => {
      const place = placeOnLine({ party: 'kr', roles: [role], suspended: false }, LEADERS)
      const may = (name: 'call:place' | 'call:join' | 'clock:read') => refuseRequest(name, place) === undefined
      return [role, may('call:place'), may('call:join'), may('clock:read')]
    })
    expect(allowed).to.deep.equal([
      ['principal', true, true, true],
      ['adviser', false, true, true],
      ['watch', true, true, true],
      ['interpreter', false, true, true],
      ['notetaker', false, true, true],
      ['listener', false, true, true],
      ['records', false, false, true],
      ['admin', false, false, true],
    ])
  })

  it('lets everybody on the line but a listener write and acknowledge, and everybody receive', () => {
    const refused = (name: 'text:send' | 'text:acknowledge' | 'text:receive' | 'track:open') =>
      ROLES.filter((role) => {
        const place = placeOnLine({ party: 'kr', roles: [role], suspended: false }, LEADERS)
        return place !== undefined && refuseRequest(name, place)?.code === 'not-allowed'
      })
    expect(refused('text:send')).to.deep.equal(['listener'])
    expect(refused('text:acknowledge')).to.deep.equal(['listener'])
    expect(refused('track:open')).to.deep.equal(['listener'])
    expect(refused('text:receive')).to.deep.equal([])
  })

  it('has no place for a suspended person, nor for one of a party that is not on the line', () => {
    expect(placeOnLine({ party: 'kr', roles: ['principal'], suspended: true }, LEADERS)).to.equal(undefined)
    expect(placeOnLine({ party: 'fr', roles: ['principal'], suspended: false }, LEADERS)).to.equal(undefined)
  })

  it('takes the role that is rung where a person has several', () => {
    const roles = ['adviser', 'watch'] as const
    expect(placeOnLine({ party: 'kr', roles: [...roles], suspended: false }, LEADERS)).to.deep.equal({
      role: 'watch',
      standing: 'rung',
    })
  })

  it('lets everybody but a listener put a track on the air', () => {
    const silent = ROLES.filter((role) => refuseTrack(role, 'microphone') !== undefined)
    expect(silent).to.deep.equal(['listener'])
  })
})
