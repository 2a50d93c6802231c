/**
 * What a clock on the wall of a time zone says, and which moment a time on that wall is. Daylight saving, and the days on
 * which a clock goes back or forth, are those of the IANA database that the runtime has.
 */

const DAY_MS = 86_400_000

interface WallClock {
  /** YYYY-MM-DD */
  readonly day: string
  /** HH:MM */
  readonly time: string
}

const formats = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  })

/** One zone; making one costs more than asking it, so one is made for many questions. */
export class ZonedTime {
  readonly #format: Intl.DateTimeFormat

  /** @throws RangeError for a name that is no zone. */
  constructor(timeZone: string) {
    this.#format = formats(timeZone)
  }

  wallClockAt(atMs: number): WallClock {
    const { year, month, day, hour, minute } = this.#partsAt(atMs)
    return { day: `${year}-${month}-${day}`, time: `${hour}:${minute}` }
  }

  dayOf(atMs: number): string {
    return this.wallClockAt(atMs).day
  }

  /**
   * The moment at which the wall shows this time on this day. A time that a clock put forward leaves out is as much later
   * as the clock was put forward, and of a time that comes twice it is the first: once on every day (as RFC 5545 has it).
   *
   * @param day YYYY-MM-DD
   * @param time HH:MM
   */
  momentOf(day: string, time: string): number {
    const asUtcMs = Date.parse(`${day}T${time}:00Z`)
    const beforeMs = this.#offsetMs(asUtcMs - DAY_MS)
    const afterMs = this.#offsetMs(asUtcMs + DAY_MS)
    const moments = [asUtcMs - beforeMs, asUtcMs - afterMs]
    const shown = moments.filter((atMs) => atMs + this.#offsetMs(atMs) === asUtcMs)
    return shown.length > 0 ? Math.min(...shown) : asUtcMs - beforeMs
  }

  /** How far the wall is ahead of UTC. */
  #offsetMs(atMs: number): number {
    const { year, month, day, hour, minute, second } = this.#partsAt(atMs)
    const wallMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
    return wallMs - Math.floor(atMs / 1000) * 1000
  }

  #partsAt(atMs: number) {
    const parts = new Map(this.#format.formatToParts(atMs).map(({ type, value }) => [type, value]))
    const part = (name: Intl.DateTimeFormatPartTypes): string => parts.get(name) ?? ''
    return {
      ...{ year: part('year'), month: part('month'), day: part('day') },
      ...{ hour: part('hour'), minute: part('minute'), second: part('second') },
    }
  }
}

/** The day after, of the calendar alone. @param day YYYY-MM-DD */
export const dayAfter = (day: string, days = 1): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
