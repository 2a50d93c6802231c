import { expect } from 'chai'
import { REQUEST_AUTHORITY } from '../../server/calls/authority.ts'
import { placeOnLine } from '../../server/calls/roster.ts'
import { REQUEST_NAMES } from '../../server/protocol/events.ts'
import { ROLES } from '../../server/protocol/words.ts'
import { TestConsole } from '../product/console.ts'
import { Product } from '../product/product.ts'
import { wellFormed } from './payloads.ts'

describe('every request over a socket, with every role and with no session', function () {
  this.timeout(60_000)
  let product: Product

  before(async () => {
    product = await Product.start()
  })
  after(() => product.close())

  it('is made from no console whose token is none', async () => {
    const { url, authority } = product
    const refused = await TestConsole.connect({ url, authority, accessToken: 'no token' }).then(
      () => 'connected',
      (error: unknown) => String(error),
    )
    expect(refused).to.contain('Sign in again')
  })

  for (const role of ROLES) {
    it(`is decided by the table for a ${role}`, async () => {
      const console = await product.console(`kr-${role}`)
      const lines = ['leaders', 'advisers', 'nowhere']
      for (const line of lines) {
        const snapshot = console.welcome.lines.find((known) => known.line.line === line)
        const place = snapshot && placeOnLine({ party: 'kr', roles: [role], suspended: false }, snapshot.line)
        for (const name of REQUEST_NAMES) {
          const answer = await console.ask(name, wellFormed(line)[name])
          const code = answer.ok ? 'granted' : answer.refusal.code
          const what = `${role}, ${line}, ${name}: ${answer.ok ? '' : answer.refusal.message}`
          const need = REQUEST_AUTHORITY[name]
          expect(code, what).to.not.equal('unavailable')
          if (need === 'session') expect(code, what).to.not.equal('not-allowed')
          else if (place === undefined) expect(code, what).to.equal('unknown')
          else if (need === 'rung' && place.standing !== 'rung') expect(code, what).to.equal('not-allowed')
          else expect(code, what).to.not.equal('malformed')
          // What a party has written it cannot acknowledge, which is no matter of the role.
          if (need === 'speaks' && place !== undefined && name !== 'text:acknowledge')
            expect(code === 'not-allowed', what).to.equal(role === 'listener')
          if (need === 'rung' && place?.standing === 'rung') expect(code, what).to.not.equal('not-allowed')
        }
        // A call that the table let somebody place is over before the next role tries.
        if (place?.standing === 'rung') await console.command('call:end', { line, callId: console.call(line).callId })
      }
    })
  }
})
