import { signal, type ReadonlySignal } from '@preact/signals'
import type { InstallationPort } from './deskPorts.ts'
import type { Unsubscribe } from './ports.ts'

export interface Installation {
  readonly state: ReadonlySignal<'app' | ReturnType<InstallationPort['state']>>
  /** Has the browser ask whether to install it; undefined where it does not offer that. */
  readonly install: ReadonlySignal<(() => Promise<void>) | undefined>
  readonly close: Unsubscribe
}

/** Whether this softphone is, or could be, an app of the system. */
export function createInstallationModel(port: InstallationPort): Installation {
  const now = () => (port.isApp() ? 'app' : port.state())
  const state = signal<Installation['state']['value']>(now())
  const install = signal(port.offer())
  const stop = port.onChange(() => {
    state.value = now()
    install.value = port.offer()
  })
  return { state, install, close: stop }
}
