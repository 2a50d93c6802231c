import { useState } from 'preact/hooks'
import type { Announcement } from '../models/announcements.ts'
import { useSurface, type Surface } from '../screens/surface.ts'
import { heldSays } from './holdWords.ts'
import { partyRing } from '../models/partyRing.ts'
import { declineSays, ringSays } from './ringWords.ts'

function sentence({ t, phone }: Surface, news: Announcement): string {
  const { partyName, personName, homeTimeZone } = phone.lines
  const to = { t, personName, nowMs: phone.serverClock.readMs(), timeZone: homeTimeZone.value }
  switch (news.what) {
    case 'incoming':
      return t.announce.incoming(partyName(news.party), news.line)
    case 'ringing':
    case 'up':
      return t.announce[news.what](news.line)
    case 'joined':
    case 'left':
    case 'away':
    case 'retrieved':
    case 'floor':
      return t.announce[news.what](news.name)
    case 'held':
      return t.announce.held(news.name, heldSays(t, news.hold))
    case 'ring':
      return t.announce.ring(
        partyName(news.ring.party),
        ringSays(partyRing(news.inside.snapshot, news.inside.call, news.ring), to),
      )
    case 'declined':
      return t.announce.ring(partyName(news.party), declineSays(news.decline, to))
    case 'own-floor':
      return t.delegation.floorGiven(news.by.name)
    case 'asked':
      return t.delegation.asked(news.by.name, partyName(news.by.party))
    case 'muted-by':
      return t.delegation.mutedBy(news.by.name)
    case 'recorded':
      return t.call.recording.on.long
    case 'floor-over':
    case 'muted':
    case 'unmuted':
    case 'camera-on':
    case 'camera-off':
    case 'recording-over':
    case 'ended':
      return t.announce[news.what]
  }
}

/**
 * Says what changes in a call to screen readers, without taking the focus from anything. Each sentence is a part of its own,
 * so that one which comes while another is read out is read after it and not instead.
 */
export function Announcer() {
  const surface = useSurface()
  return (
    <div class="unseen" aria-live="polite" aria-atomic="false" aria-relevant="additions">
      {surface.phone.announcements.told.value.map(({ number, news }) => (
        <Said key={number} news={news} />
      ))}
    </div>
  )
}

/** What was said is not said anew with other words, when the hour or the language is another one. */
function Said({ news }: { news: Announcement }) {
  const surface = useSurface()
  const [said] = useState(() => sentence(surface, news))
  return <p>{said}</p>
}
