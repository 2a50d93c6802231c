import { Button } from '../../components/Button.tsx'
import { LevelMeter } from '../../components/LevelMeter.tsx'
import type { HearingYourself } from '../../models/tryOut.ts'
import type { Sentences } from '../../languages/en.ts'
import { useSurface } from '../surface.ts'

/** What only a person can judge: how they sound, and whether the ringer is loud enough in this room. */
export function TryOut() {
  const { phone, t } = useSurface()
  const { hearing, hearYourself, ringing, tryRinger, trySpeech, stopRinger } = phone.lamps.tryOut
  const at = hearing.value
  const says = hearingSays(t.tryOut, at)
  return (
    <div class="try-out" role="group" aria-label={t.tryOut.title}>
      <span class="try-level">
        <span>{t.call.microphone}</span>
        <LevelMeter level={phone.microphoneLevel} label={t.call.level} />
      </span>
      <Button action={hearYourself.value} busy={at.at === 'recording' || at.at === 'playing'}>
        {t.tryOut.hearYourself}
      </Button>
      {ringing.value ? (
        <Button action={stopRinger.value}>{t.tryOut.stopRinger}</Button>
      ) : (
        <Button action={tryRinger.value}>{t.tryOut.tryRinger}</Button>
      )}
      <Button action={trySpeech.value}>{t.devices.trySpeech}</Button>
      <p class="try-says" role="status">
        {says}
      </p>
    </div>
  )
}

function hearingSays(words: Sentences['tryOut'], hearing: HearingYourself): string {
  switch (hearing.at) {
    case 'idle':
      return ''
    case 'recording':
      return words.recording(hearing.secondsLeft)
    case 'playing':
      return words.playing
    case 'over':
      return hearing.heard ? words.heard : words.nothingHeard
  }
}
