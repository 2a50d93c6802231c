import { expect } from 'chai'
import { addressOf, createPlaces, placeOf } from '../../../client/models/places.ts'
import { createRecords } from '../../../client/models/records.ts'
import { timelineOf } from '../../../client/models/timeline.ts'
import { CALL_ID } from '../fakeLine.ts'
import { FakeClock, settled } from '../fakeClock.ts'
import { FakePlace } from '../fakePorts.ts'
import { FakeRecords } from '../fakeRecords.ts'

describe('the records screens', () => {
  function open() {
    const [port, place, clock] = [new FakeRecords(1_790_000_000_000), new FakePlace(), new FakeClock()]
    const places = createPlaces(place)
    const records = createRecords(port, places, clock)
    return { port, place, clock, records, close: records.follow() }
  }

  it('list records when their address is opened, and search by what was asked', async () => {
    const { port, place, records, close } = open()
    expect(port.searches).to.deep.equal([])
    place.go('/records')
    await settled()
    expect(records.listing.value.records).to.have.length(2)
    expect(records.lines.value).to.deep.equal([{ line: 'leaders', lineName: 'Leaders' }])
    await records.search({ party: 'jp', search: 'ｻﾄｳ' })
    expect(port.searches.at(-1)).to.deep.equal({ party: 'jp', search: 'ｻﾄｳ' })
    expect(records.searched.value).to.equal('ｻﾄｳ')
    close()
  })

  it('open the record of an address, and say when there is none', async () => {
    const { place, records, close } = open()
    place.go(`/records/${CALL_ID}`)
    await settled()
    expect(records.page.value?.record.value.at).to.equal('there')
    place.go('/records/0190aaaa-0000-7000-8000-0000000000ff')
    await settled()
    expect(records.page.value?.record.value).to.deep.include({ at: 'refused' })
    close()
  })

  it('are closed when they are left, and whoever comes back looks at a record once', async () => {
    const { port, place, clock, records, close } = open()
    place.go(`/records/${CALL_ID}`)
    await settled()
    await records.page.value?.player.play.value?.()
    expect([port.looks, port.sittings.length]).to.deep.equal([1, 1])
    close()
    expect(records.page.value).to.equal(undefined)
    place.go('/')
    place.go(`/records/${CALL_ID}`)
    await clock.leap(200_000)
    expect([port.looks, port.sittings.length]).to.deep.equal([1, 1])
    const closeAgain = records.follow()
    await settled()
    expect([port.looks, port.sittings.length]).to.deep.equal([2, 1])
    closeAgain()
  })

  it('play in one sitting, which is renewed as long as the page is open', async () => {
    const { port, place, clock, records, close } = open()
    place.go(`/records/${CALL_ID}`)
    await settled()
    const page = records.page.value
    expect(page?.trackAddress.value).to.equal(undefined)
    await page?.player.play.value?.()
    expect(page?.trackAddress.value).to.be.a('function')
    await clock.leap(200_000)
    expect(port.sittings).to.have.length(2)
    expect(new Set(port.sittings).size).to.equal(1)
    place.go('/records')
    await clock.leap(200_000)
    expect(port.sittings).to.have.length(2)
    close()
  })

  it('draw who was there, open and speaking, with mutes cut out', () => {
    const { port, close } = open()
    const timeline = timelineOf(port.record, 0)
    expect(timeline.durationMs).to.be.closeTo(754_000, 1_000)
    const [kr, , us, adviser] = timeline.lanes
    expect(kr?.onAir).to.have.length(1)
    expect(us?.onAir).to.have.length(2)
    expect(us?.onAir[0]?.toMs).to.be.closeTo(200_000, 1_000)
    expect(us?.onAir[1]?.fromMs).to.be.closeTo(260_000, 1_000)
    expect(adviser?.present[0]?.toMs).to.be.closeTo(600_000, 1_000)
    expect(kr?.spoke.length).to.be.greaterThan(5)
    expect(timeline.facts.at(-1)?.fact.type).to.equal('call:ended')
    close()
  })

  it('show the exceptions of the day that the address names, and lead to the days beside it', async () => {
    const { port, place, records, close } = open()
    place.go('/records/exceptions/2026-09-21')
    await settled()
    const day = records.exceptions.value
    expect(day?.report.value?.exceptions.map(({ outcome }) => outcome)).to.deep.equal(['unknown', 'kept', 'lost'])
    expect(day?.today.value).to.equal('2026-09-21')
    expect(day?.next.value, 'the day after is not yet').to.equal(undefined)
    day?.previous.value?.()
    expect(place.current()).to.equal('/records/exceptions/2026-09-20')
    expect(day?.report.value?.day, 'it stays until the next is there').to.equal('2026-09-21')
    await settled()
    expect(day?.report.value).to.include({ day: '2026-09-20' })
    expect(day?.report.value?.exceptions).to.deep.equal([])
    day?.next.value?.()
    await settled()
    expect(port.days).to.deep.equal(['2026-09-21', '2026-09-20', '2026-09-21'])
    close()
  })

  it('read the exceptions of a day that is not over again, and no other', async () => {
    const { port, place, clock, records, close } = open()
    place.go('/records/exceptions/2026-09-20')
    await settled()
    await clock.leap(60_000)
    expect(port.days).to.have.length(1)
    place.go('/records/exceptions/2026-09-21')
    await settled()
    await clock.pass(60_000)
    expect(port.days.slice(1)).to.deep.equal(['2026-09-21', '2026-09-21', '2026-09-21'])
    place.go('/records')
    await clock.pass(60_000)
    expect(port.days).to.have.length(4)
    expect(records.exceptions.value).to.equal(undefined)
    close()
  })

  it('know every address, and take an unknown one for the console', () => {
    expect(placeOf('/records')).to.deep.equal({ at: 'records' })
    expect(placeOf(`/records/${CALL_ID}`)).to.deep.equal({ at: 'record', callId: CALL_ID })
    expect(placeOf('/records/exceptions')).to.deep.equal({ at: 'exceptions' })
    expect(placeOf('/records/exceptions/2026-11-24')).to.deep.equal({ at: 'exceptions', day: '2026-11-24' })
    expect(placeOf('/records/exceptions/yesterday')).to.deep.equal({ at: 'exceptions' })
    expect(addressOf({ at: 'exceptions', day: '2026-11-24' })).to.equal('/records/exceptions/2026-11-24')
    expect(placeOf('/records/../../etc')).to.deep.equal({ at: 'records' })
    expect(placeOf('/nowhere')).to.deep.equal({ at: 'console' })
    expect(placeOf('')).to.deep.equal({ at: 'console' })
  })
})
