import type {
  Answer,
  AnswerBody,
  Notice,
  NoticeName,
  RequestName,
  RequestPayload,
} from '../../server/protocol/events.ts'
import { refusal, type RefusalCode } from '../../server/protocol/refusal.ts'
import type { ConnectionPort, Credentials } from '../../client/models/deskPorts.ts'
import type { Unsubscribe } from '../../client/models/ports.ts'
import { Heard } from './heard.ts'

type Asked = { [N in RequestName]: { readonly name: N; readonly payload: RequestPayload<N> } }[RequestName]

export class FakeConnection implements ConnectionPort {
  readonly asked: Asked[] = []
  readonly #notices = new Map<string, Heard<never>>()
  readonly #state = new Heard<'connecting' | 'connected' | 'lost'>()
  readonly #answers = new Map<string, (payload: never) => Answer<unknown> | Promise<Answer<unknown>>>()
  credentials: Credentials | undefined
  onAsked: (name: RequestName) => void = () => {}
  reconnects = 0

  open(credentials: Credentials): void {
    this.credentials = credentials
  }
  reconnect(): void {
    this.reconnects += 1
  }
  close(): void {
    this.credentials = undefined
  }

  /** From now on this request is answered so. */
  answer<N extends RequestName>(
    name: N,
    answer: (payload: RequestPayload<N>) => Answer<AnswerBody<N>> | Promise<Answer<AnswerBody<N>>>,
  ): void {
    this.#answers.set(name, answer)
  }

  refuse(name: RequestName, code: RefusalCode): void {
    this.#answers.set(name, () => ({ ok: false, refusal: refusal(code, 'Refused by the test.') }))
  }

  async request<N extends RequestName>(name: N, payload: RequestPayload<N>): Promise<Answer<AnswerBody<N>>> {
    this.asked.push({ name, payload } as Asked)
    this.onAsked(name)
    const answer = this.#answers.get(name) as
      | ((payload: RequestPayload<N>) => Answer<AnswerBody<N>> | Promise<Answer<AnswerBody<N>>>)
      | undefined
    return answer ? answer(payload) : { ok: false, refusal: refusal('not-now', 'The test has no answer.') }
  }

  on<N extends NoticeName>(name: N, listener: (notice: Notice<N>) => void): Unsubscribe {
    return this.#heard(name).listen(listener)
  }

  onConnection(listener: (state: 'connecting' | 'connected' | 'lost') => void): Unsubscribe {
    return this.#state.listen(listener)
  }

  notify<N extends NoticeName>(name: N, notice: Notice<N>): void {
    this.#heard(name).tell(notice)
  }

  become(state: 'connecting' | 'connected' | 'lost'): void {
    this.#state.tell(state)
  }

  /** What was asked under this name, oldest first. */
  asks<N extends RequestName>(name: N): RequestPayload<N>[] {
    return this.asked.filter((one) => one.name === name).map((one) => one.payload as RequestPayload<N>)
  }

  #heard<N extends NoticeName>(name: N): Heard<Notice<N>> {
    const known = this.#notices.get(name) ?? new Heard<never>()
    this.#notices.set(name, known)
    return known as unknown as Heard<Notice<N>>
  }
}
