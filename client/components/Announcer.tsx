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
    case 'ended':
      return t.announce.ended
  }
}

/** Says what changes in a call to screen readers, without taking the focus from anything. */
export function Announcer() {
  const surface = useSurface()
  return (
    <div class="unseen" role="status" aria-live="polite">
      {surface.phone.announcements.latest.value.map((news) => sentence(surface, news)).join(' ')}
    </div>
  )
}
