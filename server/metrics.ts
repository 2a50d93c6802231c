import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'

/** What an operator's dashboard reads of a running server: looked up when it is asked for. */
export interface Readings {
  readonly consoles: () => number
  readonly callsUp: () => number
  readonly callsRecorded: () => number
  readonly alarmsUnacknowledged: () => number
  readonly media: () => {
    readonly workersLost: number
    readonly warmLines: number
    readonly tracks: number
    readonly tracksRecorded: number
  }
}

/** The registry behind `GET /metrics`, in Prometheus' text format. */
export function createMetrics(readings: Readings): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name: `ringdown_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(read())
      },
    })
  }
  gauge('consoles', 'Signed-in consoles.', readings.consoles)
  gauge('calls_up', 'Calls that are ringing or up.', readings.callsUp)
  gauge('calls_recorded', 'Calls whose recorder is up.', readings.callsRecorded)
  gauge(
    'alarms_unacknowledged',
    'Missed roll-calls and failed or missed line tests that no admin of any party has acknowledged.',
    readings.alarmsUnacknowledged,
  )
  gauge('warm_lines', 'Warm lines.', () => readings.media().warmLines)
  gauge('tracks', 'Tracks on the air.', () => readings.media().tracks)
  gauge('tracks_recorded', 'Tracks on the air that go to the recorder.', () => readings.media().tracksRecorded)
  gauge('media_workers_lost', 'Media workers lost and replaced since the start.', () => readings.media().workersLost)
  return registry
}
