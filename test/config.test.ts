import { expect } from 'chai'
import { ConfigError, readConfig } from '../server/config.ts'

describe('the configuration', () => {
  it('serves this machine alone unless it is told otherwise', () => {
    expect(readConfig({})).to.deep.include({ port: 8443, host: '127.0.0.1', mediaAddress: '127.0.0.1' })
  })

  it('tests every line every hour unless it is told otherwise', () => {
    expect(readConfig({})).to.include({ lineTestEveryMinutes: 60 })
    expect(readConfig({ LINE_TEST_EVERY_MINUTES: '0' })).to.include({ lineTestEveryMinutes: 0 })
  })

  for (const [name, environment] of [
    ['PORT', { PORT: '70000' }],
    ['MEDIA_PORT', { MEDIA_PORT: 'media' }],
    ['MEDIA_ADDRESS', { MEDIA_ADDRESS: '0.0.0.0' }],
    ['MEDIA_ADDRESS', { MEDIA_ADDRESS: '::' }],
    ['METRICS_TOKEN', { METRICS_TOKEN: 'short' }],
    ['TLS_KEY', { TLS_CERT: '/etc/ringdown/fullchain.pem' }],
  ] as const) {
    it(`names ${name} when it is ${JSON.stringify(environment)}`, () => {
      expect(() => readConfig(environment)).to.throw(ConfigError, name)
    })
  }
})
