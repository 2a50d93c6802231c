import type { SoftphoneInTest } from '../../client/softphoneInTest.ts'

/** What was written at this console and is not on the line: one that was refused, one that waits and is not kept. */
export async function writeAway(
  { phone, connection, clock, storage }: SoftphoneInTest,
  line = 'leaders',
): Promise<void> {
  const write = (text: string): void => {
    phone.texts.change(line, { text })
    phone.texts.send(line)?.()
  }
  connection.refuse('text:send', 'too-late')
  write('잠시 대기해 주십시오.')
  await clock.pass(100)
  connection.become('lost')
  storage.full = true
  write('회선이 복구되면 이 내용이 전송됩니다.')
  phone.texts.change(line, { text: '다음 보고는' })
  await clock.pass(100)
}
