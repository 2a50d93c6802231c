import { chmod, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateHybridIdentity, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { expect } from 'chai'
import { KeyReserve, openCallKey, sealCallKey, stanzaKinds } from '../../server/recording/callKey.ts'
import { PartyKeys } from '../../server/recording/partyKeys.ts'
import { inFolder, makeCall, makeRecorder } from './synthetic.ts'

describe('the key of a call', () => {
  it('is opened by each party alone and by nobody else', async () => {
    const identities = await Promise.all(['kr', 'jp', 'us'].map(() => generateHybridIdentity()))
    const recipients = await Promise.all(
      identities.map(async (identity, index) => ({
        party: ['kr', 'jp', 'us'][index] ?? '',
        recipient: await identityToRecipient(identity),
      })),
    )
    const { key, sealed } = await sealCallKey(recipients)
    for (const identity of identities) expect((await openCallKey(sealed, [identity])).equals(key)).to.equal(true)
    const stranger = await openCallKey(sealed, [await generateHybridIdentity()]).catch((error: unknown) => error)
    expect(stranger).to.include({ code: 'no-key' })
    expect(stanzaKinds(sealed)).to.deep.equal({ kinds: Array<string>(3).fill('mlkem768x25519'), allHybrid: true })
  })

  it('is never sealed to a set that has a recipient of another kind', async () => {
    const hybrid = await identityToRecipient(await generateHybridIdentity())
    const weak = await identityToRecipient(await generateX25519Identity())
    const mixed = [
      { party: 'kr', recipient: hybrid },
      { party: 'jp', recipient: weak },
    ]
    expect(await sealCallKey(mixed).catch((error: unknown) => error)).to.include({ code: 'recipient' })
    expect(await sealCallKey([]).catch((error: unknown) => error)).to.include({ code: 'recipient' })

    await inFolder(async (dataDir) => {
      const recipientOf = (party: string): string | undefined =>
        party === 'kr' ? hybrid : party === 'jp' ? weak : undefined
      const { recorder } = await makeRecorder(dataDir, { recipientOf })
      for (const party of ['jp', 'us']) {
        const call = { ...makeCall(), parties: ['kr', party] }
        expect(await recorder.start(call).catch((error: unknown) => error)).to.include({ code: 'recipient' })
      }
      await recorder.close()
    })
  })

  it('is another one for each call, and sealed before it is asked for where two calls follow each other', async () => {
    const recipients = [{ party: 'kr', recipient: await identityToRecipient(await generateHybridIdentity()) }]
    const reserve = new KeyReserve()
    const ready = await reserve.prepare(recipients)
    const taken = [await reserve.take(recipients), await reserve.take(recipients), await reserve.take(recipients)]
    expect(taken.slice(0, 2)).to.deep.equal(ready)
    const [next] = await reserve.prepare(recipients)
    taken.push(await reserve.take(recipients))
    expect(taken.at(-1)).to.equal(next)
    expect(new Set(taken.map(({ key }) => key.toString('hex'))).size).to.equal(4)
  })
})

describe('the identities of the parties', () => {
  it('are made once, kept from everybody else, and read again', () =>
    inFolder(async (dataDir) => {
      const folder = join(dataDir, 'keys')
      const made = await PartyKeys.open(folder, ['kr', 'jp'])
      expect((await stat(folder)).mode & 0o777).to.equal(0o700)
      expect((await stat(join(folder, 'kr.txt'))).mode & 0o777).to.equal(0o600)
      expect(await readFile(join(folder, 'jp.txt'), 'utf8')).to.include(`# public key: ${made.recipientOf('jp')}`)
      const again = await PartyKeys.open(folder, ['jp', 'kr', 'us'])
      for (const party of ['kr', 'jp']) expect(again.recipientOf(party)).to.equal(made.recipientOf(party))
      expect(again.identities()).to.have.length(3)
      expect([made.made, again.made]).to.deep.equal([['kr', 'jp'], ['us']])
      expect(again.recipientOf('xx')).to.equal(undefined)

      await chmod(join(folder, 'kr.txt'), 0o640)
      const open = (): Promise<unknown> => PartyKeys.open(folder, ['kr']).catch((error: unknown) => String(error))
      expect(await open()).to.include('chmod 600')
      await chmod(join(folder, 'kr.txt'), 0o600)
      await writeFile(join(folder, 'kr.txt'), await generateX25519Identity())
      expect(await open()).to.include('no hybrid post-quantum identity')
    }))
})
