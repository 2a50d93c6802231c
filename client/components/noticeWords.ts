import type { Sentences } from '../languages/en.ts'
import type { Surroundings } from '../models/softphone.ts'
import { alarmSays } from './alarmWords.ts'
import { clockTime } from './times.ts'

type NoticeWords = Pick<Surroundings, 'titles' | 'words' | 'missedWords' | 'rollCallWords' | 'alarmWords' | 'textWords'>

/** What the tab and the system say of what happens, in the language of the moment in which they say it. */
export function noticeWords(sentences: () => Sentences): NoticeWords {
  return {
    titles: () => sentences().titles,
    words({ call, snapshot }, partyName) {
      const { incoming } = sentences()
      return {
        title: incoming.noticeTitle(partyName(call.placedBy.party), call),
        body: incoming.notice(snapshot.line.name, call.placedBy.name),
      }
    },
    missedWords({ ring, lineName }, partyName) {
      const { console } = sentences()
      return {
        title: console.missedTitle(partyName(ring.from), ring),
        body: console.missedNotice(lineName, ring.fromName),
      }
    },
    rollCallWords({ rollCall: { dueMs, deadlineMs }, lineName }, timeZone) {
      const { rollCalls } = sentences()
      return {
        title: rollCalls.title(clockTime(dueMs, timeZone), lineName),
        body: rollCalls.noticeBody(Math.ceil((deadlineMs - dueMs) / 60_000)),
      }
    },
    alarmWords: (alarm, partyName, timeZone) => ({
      title: sentences().alarms.noticeTitle,
      body: alarmSays(sentences(), alarm, partyName, timeZone),
    }),
    textWords({ from }, lineName, partyName) {
      const { texts } = sentences()
      return { title: texts.noticeTitle(partyName(from.party)), body: texts.notice(lineName, from.name) }
    },
  }
}
