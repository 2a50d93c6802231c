import { Announcer } from '../components/Announcer.tsx'
import { Failsafe } from '../components/Failsafe.tsx'
import { Lazy } from '../components/Lazy.tsx'
import { isAside } from '../models/ownCall.ts'
import { CallScreen } from './call/CallScreen.tsx'
import { ConsoleScreen } from './console/ConsoleScreen.tsx'
import { DeviceNotes } from './DeviceNotes.tsx'
import { KeySheet } from './keys/KeySheet.tsx'
import { IncomingRingDialog } from './ring/IncomingRingDialog.tsx'
import { SignInScreen } from './SignInScreen.tsx'
import { TextStrip } from './texts/TextStrip.tsx'
import { TopBar } from './TopBar.tsx'
import { useSurface } from './surface.ts'

/** Which screen is shown: by the session first, then by the place, and at the console by whether a call is on. */
export function App() {
  const { phone, t } = useSurface()
  const session = phone.session.state.value
  if (session.at === 'opening') return <p class="opening">{t.opening}</p>
  if (session.at !== 'signed-in') return <SignInScreen />
  const first = phone.rings.incoming.value[0]
  return (
    <>
      <a class="skip" href="#content" onClick={skip}>
        {t.places.skip}
      </a>
      <Failsafe says={t.partFailed}>
        <TopBar />
        <TextStrip />
        <DeviceNotes />
      </Failsafe>
      <Failsafe says={t.partFailed}>
        <Place />
      </Failsafe>
      {first && <IncomingRingDialog key={first.key} incoming={first} />}
      {phone.keys.sheet.value && <KeySheet />}
      <Announcer />
    </>
  )
}

/** The address names the screen, so the link moves the focus itself instead. */
function skip(event: Event): void {
  event.preventDefault()
  const content = document.getElementById('content')
  content?.setAttribute('tabindex', '-1')
  content?.focus()
}

function Place() {
  const { phone, t, later } = useSurface()
  // What is loaded later is loaded in a language, and again in another one.
  switch (phone.places.place.value.at) {
    case 'records':
    case 'record':
    case 'exceptions':
      return <Lazy key={`records ${t.tag}`} load={later.records} />
    case 'tests':
      return <Lazy key={`tests ${t.tag}`} load={later.tests} />
    case 'administration':
      return <Lazy key={`administration ${t.tag}`} load={later.administration} />
    case 'settings':
      return <Lazy key="settings" load={later.settings} />
    case 'console': {
      const own = phone.call.own.value
      // A call that is put aside leaves the screen to the other lines; its strip leads back.
      return own === undefined || isAside(own) ? <ConsoleScreen /> : <CallScreen own={own} />
    }
  }
}
