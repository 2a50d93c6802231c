import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { keySays } from '../../components/keyWords.ts'
import type { MicrophoneNews } from '../../models/delegations.ts'
import { useSurface } from '../surface.ts'

/** They know of nobody who has done it to them. */
const CAUTION: ReadonlySet<MicrophoneNews['what']> = new Set(['muted', 'still-muted', 'out-of-caucus'])

/** What others have done about this person's microphone, with the click that answers it; and that they came in muted. */
export function MicrophoneNote() {
  const surface = useSurface()
  const news = surface.phone.call.news.value
  if (news === undefined) return null
  const speaks = news.what === 'asked' || news.what === 'has-floor'
  return (
    <div class={`note note-microphone ${CAUTION.has(news.what) ? 'note-caution' : 'note-news'}`}>
      <Icon name={speaks ? 'microphone' : 'microphone-off'} />
      <span>{sentence(surface, news)}</span>
      <Answers news={news} />
    </div>
  )
}

function Answers({ news }: { news: MicrophoneNews }) {
  const { t } = useSurface()
  if (news.what === 'muted') return null
  if (news.what !== 'asked') {
    return (
      <>
        {news.what !== 'has-floor' && (
          <Button look="primary" icon="microphone" action={news.unmute}>
            {t.delegation.unmute}
          </Button>
        )}
        {'giveUp' in news && (
          <Button look="quiet" action={news.giveUp}>
            {t.delegation.giveUp}
          </Button>
        )}
      </>
    )
  }
  return (
    <>
      <Button look="primary" icon="microphone-off" action={news.mute}>
        {t.delegation.muteNow}
      </Button>
      <Button look="quiet" action={news.dismiss}>
        {t.delegation.stay}
      </Button>
    </>
  )
}

function sentence(surface: ReturnType<typeof useSurface>, news: MicrophoneNews): string {
  const { phone, t } = surface
  switch (news.what) {
    case 'floor':
      return t.delegation.floorGiven(news.by.name)
    case 'has-floor':
      return t.delegation.youHaveFloor
    case 'asked':
      return t.delegation.asked(news.by.name, phone.lines.partyName(news.by.party))
    case 'muted-by':
      return t.delegation.mutedBy(news.by.name)
    case 'out-of-caucus':
      return t.caucus.out[news.out]
    case 'still-muted':
      return t.delegation.stillMuted
    case 'muted': {
      const key = phone.keys.keyOf('mute')
      return t.delegation.muted(key && keySays(surface, key))
    }
  }
}
