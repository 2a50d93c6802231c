import { expect } from 'chai'
import { STARTING_MESSAGES } from '../../../server/calls/startingMessages.ts'
import type { Answer } from '../../../server/protocol/events.ts'
import type { PreparedChange, PreparedSet } from '../../../server/protocol/prepared.ts'
import { refusal } from '../../../server/protocol/refusal.ts'
import { createPreparedEditor, type PreparedEditor } from '../../../client/models/preparedEditor.ts'

describe('the editor of prepared messages', () => {
  let kept: PreparedSet
  let asked: PreparedChange[]
  let answers: (Answer<PreparedSet> | undefined)[]
  let editor: PreparedEditor

  beforeEach(async () => {
    kept = { messages: [...STARTING_MESSAGES] }
    asked = []
    answers = []
    editor = createPreparedEditor(
      {
        prepared: async () => ({ ok: true, body: kept }),
        changePrepared: async (change) => {
          asked.push(change)
          const answer = answers.shift()
          if (answer) return answer
          kept = { revision: change.commandId, messages: change.messages }
          return { ok: true, body: kept }
        },
      },
      () => 'en',
    )
    await editor.read()
  })

  it('shows what messages are called in the language of the console, keeps that, and lets a new name count for all', async () => {
    const here = createPreparedEditor(
      {
        prepared: async () => ({ ok: true, body: kept }),
        changePrepared: async (change) => (asked.push(change), { ok: true, body: kept }),
      },
      () => 'ko',
    )
    await here.read()
    const shown = () => (here.state.value.at === 'there' ? here.state.value.messages.map(({ name }) => name) : [])
    expect(shown().slice(0, 2)).to.deep.equal(['오경보', '우리 측 시험'])
    expect(here.isChanged.value).to.equal(false)
    here.change('our-test', { name: '시험' })
    await here.save.value?.()
    const saved = asked[0]?.messages.map(({ name, names }) => ({ name, names }))
    expect(saved?.[0]).to.deep.equal({ name: 'False alarm', names: { ko: '오경보', ja: '誤警報' } })
    expect(saved?.[1]).to.deep.equal({ name: '시험', names: undefined })
  })

  it('saves what was changed, on what was read, and has nothing to save before and after', async () => {
    expect(editor.save.value).to.equal(undefined)
    editor.write('stand-by', 'ko', '잠시 기다려 주십시오.')
    editor.change('stand-by', { original: 'ko' })
    expect(editor.isChanged.value).to.equal(true)
    await editor.save.value?.()
    const [first] = asked
    expect(first?.revision).to.equal(undefined)
    const texts = first?.messages.find(({ id }) => id === 'stand-by')?.texts
    expect(
      texts?.map(({ language }) => language),
      'the original first',
    ).to.deep.equal(['ko', 'en', 'ja'])
    expect(texts?.[0]?.text).to.equal('잠시 기다려 주십시오.')
    expect(editor.outcome.value).to.equal('saved')
    expect(editor.save.value).to.equal(undefined)
    editor.remove('our-test')
    await editor.save.value?.()
    expect(asked[1]?.revision, 'on the change before').to.equal(first?.commandId)
    expect(asked[1]?.messages).to.have.length(5)
  })

  it('saves nothing that is unfinished, and no language without a text', async () => {
    editor.add('ko')
    const unfinished = (): boolean => editor.save.value === undefined
    expect(unfinished(), 'without a name and a text').to.equal(true)
    const id = editor.state.value.at === 'there' ? (editor.state.value.messages.at(-1)?.id ?? '') : ''
    editor.change(id, { name: 'Good night' })
    editor.write(id, 'en', 'Good night.')
    expect(unfinished(), 'without its original').to.equal(true)
    editor.write(id, 'ko', '안녕히 주무십시오.')
    editor.write(id, 'ja', '  ')
    await editor.save.value?.()
    expect(asked[0]?.messages.at(-1)?.texts.map(({ language }) => language)).to.deep.equal(['ko', 'en'])
  })

  it('tries again under the same identifier, and under a new one once something else is meant', async () => {
    answers = [{ ok: false, refusal: refusal('unavailable', '') }]
    editor.remove('our-test')
    await editor.save.value?.()
    expect(editor.outcome.value).to.deep.include({ code: 'unavailable' })
    await editor.save.value?.()
    editor.remove('stand-by')
    await editor.save.value?.()
    const ids = asked.map(({ commandId }) => commandId)
    expect(ids[0]).to.equal(ids[1])
    expect(ids[2]).to.not.equal(ids[1])
  })

  it('keeps what was edited when somebody else was first, until it is read again', async () => {
    answers = [{ ok: false, refusal: refusal('too-late', '') }]
    editor.remove('our-test')
    await editor.save.value?.()
    expect(editor.isChanged.value).to.equal(true)
    await editor.read()
    expect(editor.isChanged.value).to.equal(false)
    expect(editor.outcome.value).to.equal(undefined)
  })
})
