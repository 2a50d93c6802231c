import { signal } from '@preact/signals'
import { expect } from 'chai'
import { createCalmSpeaker } from '../../../client/models/calmSpeaker.ts'
import { FakeClock } from '../fakeClock.ts'

describe('who is shown large', () => {
  const setStage = () => {
    const clock = new FakeClock()
    const speakers = signal<ReadonlySet<string>>(new Set())
    const others = signal<readonly string[]>(['jp', 'us', 'kr'])
    const calm = createCalmSpeaker(speakers, others, clock)
    const speak = (...who: string[]): void => void (speakers.value = new Set(who))
    return { clock, others, calm, speak }
  }

  it('is somebody from the beginning, and whoever speaks first', async () => {
    const { calm, speak, others } = setStage()
    expect(calm.speaker.value).to.equal('jp')
    calm.close()
    const other = createCalmSpeaker(signal(new Set(['us'])), others, new FakeClock())
    expect(other.speaker.value).to.equal('us')
    other.close()
    speak()
  })

  it('changes only when somebody else has spoken for two seconds', async () => {
    const { clock, calm, speak } = setStage()
    speak('us')
    await clock.pass(1_800)
    expect(calm.speaker.value).to.equal('jp')
    await clock.pass(600)
    expect(calm.speaker.value).to.equal('us')
    calm.close()
  })

  it('never changes for a cough, and not for several with pauses between', async () => {
    const { clock, calm, speak } = setStage()
    for (let cough = 0; cough < 6; cough += 1) {
      speak('us')
      await clock.pass(500)
      speak()
      await clock.pass(900)
    }
    expect(calm.speaker.value).to.equal('jp')
    calm.close()
  })

  it('takes a breath for no end of speech', async () => {
    const { clock, calm, speak } = setStage()
    for (let sentence = 0; sentence < 4; sentence += 1) {
      speak('us')
      await clock.pass(700)
      speak()
      await clock.pass(300)
    }
    expect(calm.speaker.value).to.equal('us')
    calm.close()
  })

  it('does not change while who has the word goes on speaking', async () => {
    const { clock, calm, speak } = setStage()
    speak('us', 'jp')
    await clock.pass(10_000)
    expect(calm.speaker.value).to.equal('jp')
    speak('us')
    await clock.pass(1_200)
    expect(calm.speaker.value).to.equal('us')
    calm.close()
  })

  it('changes at once when who was shown has gone, and shows nobody who is not there', async () => {
    const { calm, speak, others } = setStage()
    speak('somebody', 'kr')
    others.value = ['us', 'kr']
    expect(calm.speaker.value).to.equal('kr')
    calm.close()
  })
})
