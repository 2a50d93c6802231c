import type {
  AttentionPort,
  FaceMark,
  FacePort,
  NetworkPort,
  NotificationPort,
  StandstillPort,
  WakeLockPort,
} from '../../client/models/deskPorts.ts'
import type { Unsubscribe } from '../../client/models/ports.ts'
import { Heard } from './heard.ts'

/** Fakes of what tells whether somebody is there, and of what calls for them. */

export class FakeAttention implements AttentionPort {
  readonly #changed = new Heard<void>()
  readonly #used = new Heard<void>()
  #attentive = true
  #inUse = true
  /** Whether the page is hidden. */
  hidden = false
  visible = (): boolean => !this.hidden
  attentive = (): boolean => this.#attentive
  inUse = (): boolean => this.#inUse
  onChange = (listener: () => void): Unsubscribe => this.#changed.listen(listener)
  onUse = (listener: () => void): Unsubscribe => this.#used.listen(listener)
  hide(hidden: boolean): void {
    this.hidden = hidden
    this.#changed.tell()
  }
  become(attentive: boolean): void {
    this.#attentive = attentive
    this.#inUse = attentive
    this.#changed.tell()
  }
  use(): void {
    this.#inUse = true
    this.#changed.tell()
    this.#used.tell()
  }
  /** Nobody uses the page any more, which stays in front. */
  rest(): void {
    this.#inUse = false
    this.#changed.tell()
  }
}

export class FakeNotifications implements NotificationPort {
  readonly shown: string[] = []
  /** How often one was shown. */
  times = 0
  granted: ReturnType<NotificationPort['state']> = 'granted'
  state = (): ReturnType<NotificationPort['state']> => this.granted
  ask = async (): Promise<void> => {}
  show = (title: string): Unsubscribe => {
    this.shown.push(title)
    this.times += 1
    return () => void this.shown.splice(this.shown.indexOf(title), 1)
  }
}

export class FakeWakeLock implements WakeLockPort {
  readonly #changed = new Heard<void>()
  #held = false
  /** A hidden page gets none. */
  granted = true
  hold = (): void => void (this.#held = this.granted)
  release = (): void => void (this.#held = false)
  held = (): boolean => this.#held
  onChange = this.#changed.listen
  lose(): void {
    this.granted = false
    this.#held = false
    this.#changed.tell()
  }
}

export class FakeNetwork implements NetworkPort {
  readonly #changed = new Heard<void>()
  onChange = this.#changed.listen
  change = (): void => this.#changed.tell()
}

export class FakeStandstill implements StandstillPort {
  readonly #stood = new Heard<number>()
  onStandstill = this.#stood.listen
  standFor = (forMs: number): void => this.#stood.tell(forMs)
}

export class FakeFace implements FacePort {
  mark: FaceMark = 'calm'
  title = ''
  show = (mark: FaceMark, title: string): void => {
    this.mark = mark
    this.title = title
  }
}
