import { signal } from '@preact/signals'
import { expect } from 'chai'
import { enRecords } from '../../../client/languages/enRecords.ts'
import { namesOf } from '../../../client/screens/records/recordWords.ts'
import type { FactAboutCall, LineEntry } from '../../../server/protocol/lineFacts.ts'
import type { CallRecord } from '../../../server/protocol/records.ts'
import { by, JP, JP_WATCH, KR, LineScript, US, US_WATCH } from '../fakeLine.ts'

const at = (time: string): number => Date.parse(`2026-11-24T${time}Z`)

describe('the facts of a record', () => {
  const script = new LineScript('leaders', at('16:00:00'))
  const decline = { party: 'jp', attempt: 1, console: JP_WATCH.console, person: JP_WATCH.person } as const
  const entries = [
    script.place(KR),
    script.ring('us', [US, US_WATCH]),
    script.entry({ kind: 'system', part: 'recording' }, [
      { type: 'recording:started', keyNumber: 1 },
      { type: 'ring:sent', party: 'jp', attempt: 1, consoles: [JP, JP_WATCH] },
    ]),
    script.entry(by(JP_WATCH), [
      { type: 'ring:declined', ...decline, reason: 'call-back-later', callBackAtMs: at('16:43:00') },
    ]),
  ]
  const { call } = script.state
  if (call === undefined) throw new Error('The script has no call.')
  const record: Pick<CallRecord, 'call' | 'facts' | 'names'> = {
    call,
    facts: { previous: '0'.repeat(64), entries },
    // Of today: whoever has acted stays what they were called then.
    names: [
      { person: JP.person, name: 'Sato Haruka' },
      { person: JP_WATCH.person, name: 'Ito Ren, since promoted' },
      { person: US.person, name: 'Ellen Ward' },
    ],
  }
  const names = namesOf(enRecords, record, {
    partyName: (party) => party.toUpperCase(),
    homeTimeZone: signal('Asia/Seoul'),
  })
  const only = (type: 'ring:sent' | 'ring:declined', party: string): [FactAboutCall, LineEntry['by']] => {
    for (const entry of entries)
      for (const fact of entry.facts)
        if ((fact.type === 'ring:sent' || fact.type === 'ring:declined') && fact.type === type && fact.party === party)
          return [fact, entry.by]
    throw new Error('There is no such fact.')
  }

  it('name whoever was rung and never came into the call', () => {
    expect(enRecords.facts.says(only('ring:sent', 'jp')[0], names)).to.equal('Ring 1 sent to JP: Sato Haruka, Ito Ren')
    expect(enRecords.facts.says(only('ring:sent', 'us')[0], names), 'or by username, where nobody knows more').to.equal(
      'Ring 1 sent to US: Ellen Ward, us-watch',
    )
  })

  it('say in which zone somebody will call back', () => {
    expect(enRecords.facts.says(only('ring:declined', 'jp')[0], names)).to.equal(
      'Ito Ren declined for JP: will call back at 01:43 Seoul time',
    )
  })

  it('are rings of the server, and not of the recorder that was up in that moment', () => {
    const [sent, author] = only('ring:sent', 'jp')
    expect(enRecords.facts.who(sent, author, names)).to.equal('Server')
    const started = entries[2]?.facts[0]
    if (started?.type !== 'recording:started') throw new Error('The recorder did not start.')
    expect(enRecords.facts.who(started, author, names)).to.equal('Recorder')
  })
})
