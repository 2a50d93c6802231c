import { useEffect, useRef, useState } from 'preact/hooks'
import type { FloorOrChannel } from '../../../server/protocol/interpretation.ts'
import type { CallRecord, RecordTrack } from '../../../server/protocol/records.ts'
import { playableOf } from '../../browser/playable.ts'
import { Button } from '../../components/Button.tsx'
import { Checkbox } from '../../components/Checkbox.tsx'
import { Select } from '../../components/Select.tsx'
import { duration } from '../../components/times.ts'
import { playableChannels, playedAt } from '../../models/recordHearing.ts'
import type { RecordPage } from '../../models/recordPage.ts'
import type { Timeline } from '../../models/timeline.ts'
import { useSurface } from '../surface.ts'
import { Lanes } from './Lanes.tsx'
import { namesOf, useRecordWords } from './recordWords.ts'

interface PlaybackProps {
  readonly page: RecordPage
  readonly record: CallRecord
  readonly timeline: Timeline
}

/** Arrow keys on the position move it by this much. */
const STEP_MS = 1_000

/** All tracks of the call together, by one clock, with who spoke when beneath. */
export function Playback({ page, record, timeline }: PlaybackProps) {
  const { phone } = useSurface()
  const { player: words, channels: channelWords } = useRecordWords()
  const { state, positionMs, play, pause } = page.player
  const address = page.trackAddress.value
  const playable = record.tracks.filter((track) => track.playable !== undefined)
  const length = duration(timeline.durationMs)
  const position = duration(positionMs.value)
  const names = namesOf(useRecordWords(), record, phone.lines)
  const speakers = [...new Set(playable.filter(({ kind }) => kind === 'microphone').map(({ person }) => person))]
  const channels = playableChannels(record)
  const [hearing, setHearing] = useState<FloorOrChannel>('floor')
  const [unheard, setUnheard] = useState<ReadonlySet<string>>(new Set())
  const hear = (person: string, heard: boolean): void => {
    const next = new Set(unheard)
    if (heard) next.delete(person)
    else next.add(person)
    setUnheard(next)
  }
  const says = {
    opening: words.opening,
    waiting: words.waiting,
    failed: words.failed,
    stopped: '',
    paused: '',
    playing: '',
  }
  return (
    <section class="panel playback" aria-labelledby="record-playback">
      <h2 id="record-playback">{words.title}</h2>
      {playable.length === 0 && <p class="faint">{words.nothing}</p>}
      {address && (
        <div class="playback-tracks">
          {playable.map((track) => (
            <TrackPlayer
              key={track.trackId}
              page={page}
              track={track}
              name={names.track(track.trackId)}
              address={address(track.trackId)}
              volume={unheard.has(track.person) ? 0 : playedAt(record, hearing, track, positionMs.value)}
            />
          ))}
        </div>
      )}
      {channels.length > 0 && (
        <Select
          label={channelWords.listenTo}
          value={hearing}
          options={[
            { value: 'floor', label: channelWords.floor },
            ...channels.map((channel) => ({ value: channel, label: channelWords.channel(channel) })),
          ]}
          onChoose={setHearing}
        />
      )}
      {address && (
        <div class="playback-heard">
          {speakers.map((person) => (
            <Checkbox
              key={person}
              checked={!unheard.has(person)}
              label={words.hear(names.person(person))}
              onChange={(on) => hear(person, on)}
            />
          ))}
        </div>
      )}
      <div class="playback-controls">
        {pause.value ? (
          <Button look="primary" icon="pause" action={pause.value}>
            {words.pause}
          </Button>
        ) : (
          <Button look="primary" icon="play" action={playable.length > 0 ? play.value : undefined}>
            {words.play}
          </Button>
        )}
        <p class="playback-time">{words.of(position, length)}</p>
        <p class="playback-says" role="status">
          {says[state.value]}
        </p>
      </div>
      <input
        class="playback-position"
        type="range"
        aria-label={words.position}
        aria-valuetext={words.of(position, length)}
        min={0}
        max={timeline.durationMs}
        step={STEP_MS}
        value={positionMs.value}
        onInput={(event) => page.player.seek(event.currentTarget.valueAsNumber)}
      />
      <Lanes timeline={timeline} tracks={record.tracks} positionMs={positionMs.value} onSeek={page.player.seek} />
    </section>
  )
}

interface TrackPlayerProps {
  readonly page: RecordPage
  readonly track: RecordTrack
  readonly name: string
  readonly address: string
  /** From 0, unheard, to 1. */
  readonly volume: number
}

/** One track. A picture is shown only while there is one: before and after, a person's other camera may have its place. */
function TrackPlayer({ page, track, name, address, volume }: TrackPlayerProps) {
  const element = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    if (element.current === null) return undefined
    return page.player.attach(track.trackId, playableOf(element.current))
  }, [track.trackId])
  useEffect(() => {
    if (element.current !== null) element.current.volume = volume
  }, [volume])
  const sound = track.kind === 'microphone' || track.kind === 'interpretation'
  const positionMs = page.player.positionMs.value
  const there = positionMs >= track.fromMs && positionMs <= (track.toMs ?? Infinity)
  return (
    <figure class={sound ? 'playback-sound' : 'playback-picture'} hidden={!sound && !there}>
      <video ref={element} src={address} preload="auto" playsInline muted={!sound || volume === 0} aria-label={name} />
      {!sound && <figcaption>{name}</figcaption>}
    </figure>
  )
}
