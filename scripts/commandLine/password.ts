import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { generatePassword } from '../../server/identity/secrets.ts'
import { newPasswordSchema } from '../../server/protocol/account.ts'

/**
 * A new password: asked twice on the terminal, without showing it, or generated and shown once. It is never an argument,
 * which every other process of the machine could read and the shell would remember.
 */
export async function newPassword(person: string, generate: boolean): Promise<{ password: string; told: string }> {
  if (generate || !process.stdin.isTTY) {
    const password = generatePassword()
    return { password, told: `The password of ${person} is now\n\n  ${password}\n\nIt is not shown again.` }
  }
  for (;;) {
    const parsed = newPasswordSchema.safeParse(await askHidden(`New password for ${person}: `))
    if (!parsed.success) process.stderr.write(`${parsed.error.issues[0]?.message ?? 'That does not do.'}\n`)
    else if ((await askHidden('The same again: ')) !== parsed.data) process.stderr.write('They are not the same.\n')
    else return { password: parsed.data, told: `The password of ${person} has been set.` }
  }
}

async function askHidden(question: string): Promise<string> {
  process.stderr.write(question)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true })
  const interrupted = new Promise<never>((_resolve, reject) => {
    terminal.once('SIGINT', () => reject(new Error('Interrupted; nothing was changed.')))
  })
  try {
    return await Promise.race([terminal.question(''), interrupted])
  } finally {
    terminal.close()
    process.stderr.write('\n')
  }
}
