interface LampWanted {
  /** The name of the region that it is in. */
  readonly region: string
  readonly name: string
  readonly green: boolean
  readonly withinMs: number
}

/** Times are milliseconds since 1970, by the clock that everything on the machine shares. */
interface LampWatch {
  /** The browser stops the sound of the console. */
  stopSound(): void
  /** When the lamp of that name is green, or is not. */
  shown(wanted: LampWanted): Promise<number>
}

declare global {
  interface Window {
    readonly lampWatch: LampWatch
  }
}

/** Runs in the page before anything else does (`addInitScript`), so it can use nothing from outside itself. */
export function installLampWatch(): void {
  const LOOK_EVERY_MS = 4
  const now = (): number => performance.timeOrigin + performance.now()
  const contexts: AudioContext[] = []
  window.AudioContext = class extends AudioContext {
    constructor(options?: AudioContextOptions) {
      super(options)
      // The stopwatch and the switch of the devices have theirs; the console's own asks for the shortest way out.
      if (options?.latencyHint === 'interactive') contexts.push(this)
    }
  }
  const isGreen = ({ region, name }: LampWanted): boolean => {
    const items = [...document.querySelectorAll(`section[aria-label="${region}"] li`)]
    const item = items.find((one) => one.querySelector('span:not(.lamp)')?.textContent === name)
    return item !== undefined && item.querySelector('.lamp-green') !== null
  }
  const lampWatch: LampWatch = {
    stopSound() {
      for (const context of contexts) void context.suspend()
    },
    async shown(wanted) {
      const untilMs = now() + wanted.withinMs
      while (isGreen(wanted) !== wanted.green) {
        if (now() > untilMs) throw new Error(`The lamp ${wanted.name} was not in time.`)
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
      }
      return now()
    },
  }
  Object.defineProperty(window, 'lampWatch', { value: lampWatch })
}
