import { createHash, generateKeyPairSync } from 'node:crypto'
import { chmod, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { formatSigningKey, generateSigningKey, parseSigningKey } from '../../server/chain/signature.ts'
import { signatureSchema, signJson, verifyJson } from '../../server/chain/signature.ts'
import { loadSigningKey, saveSigningKey } from '../../server/chain/signingKeyFile.ts'
import { inTempFolder } from '../facts/tempFolder.ts'

describe('signature', () => {
  const key = generateSigningKey()
  const head = { what: 'manifest head', call: 'c1', version: 7, hash: 'ab'.repeat(32) }

  it('stands for the value, however its fields are ordered, and for nothing else', () => {
    const signature = signatureSchema.parse(JSON.parse(JSON.stringify(signJson(head, key))))
    const { what, ...rest } = head
    expect(verifyJson({ ...rest, what }, signature, key.publicKey)).to.equal(true)
    expect(verifyJson({ ...head, version: 8 }, signature, key.publicKey)).to.equal(false)
    const flipped = `${signature.value.startsWith('A') ? 'B' : 'A'}${signature.value.slice(1)}`
    expect(verifyJson(head, { ...signature, value: flipped }, key.publicKey)).to.equal(false)
  })

  it('is not one of another key, whatever key it names', () => {
    const other = generateSigningKey()
    const signature = signJson(head, other)
    expect(verifyJson(head, signature, key.publicKey)).to.equal(false)
    expect(verifyJson(head, { ...signature, keyId: key.keyId }, key.publicKey)).to.equal(false)
    expect(verifyJson(head, { ...signJson(head, key), keyId: other.keyId }, key.publicKey)).to.equal(false)
  })

  it('names the key by the hash of its DER form', () => {
    const base64 = key.publicKey.replaceAll(/-----.*-----|\n/g, '')
    expect(key.keyId).to.equal(createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex'))
  })

  it('is one that a reader verifies who has only the standards: raw key, canonical JSON, Ed25519', async () => {
    const der = Buffer.from(key.publicKey.replaceAll(/-----.*-----|\n/g, ''), 'base64')
    const raw = await crypto.subtle.importKey('raw', der.subarray(-32), 'Ed25519', false, ['verify'])
    const text = `{"call":"c1","hash":"${'ab'.repeat(32)}","version":7,"what":"manifest head"}`
    const signature = Buffer.from(signJson(head, key).value, 'base64')
    expect(await crypto.subtle.verify('Ed25519', raw, signature, Buffer.from(text))).to.equal(true)
  })

  it('takes no key of another kind', () => {
    const pem = generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    expect(() => parseSigningKey(pem)).to.throw('An Ed25519 key is needed, this one is x25519.')
    expect(() => verifyJson(head, signJson(head, key), formatSigningKey(key))).to.throw('no public key')
  })

  it('keeps its key in a file that only its owner may read, and never writes over one', () =>
    inTempFolder(async (folder) => {
      const file = join(folder, 'signing.pem')
      await saveSigningKey(file, key)
      expect((await stat(file)).mode & 0o777).to.equal(0o600)
      const loaded = await loadSigningKey(file)
      expect(loaded).to.include({ keyId: key.keyId, publicKey: key.publicKey })
      expect(verifyJson(head, signJson(head, loaded), key.publicKey)).to.equal(true)

      const code = await saveSigningKey(file, generateSigningKey()).catch((error: NodeJS.ErrnoException) => error.code)
      expect(code).to.equal('EEXIST')
      expect((await loadSigningKey(file)).keyId).to.equal(key.keyId)
      expect(await readdir(folder), 'no draft is left').to.deep.equal(['signing.pem'])

      await chmod(file, 0o640)
      const refused = await loadSigningKey(file).catch((error: unknown) => String(error))
      expect(refused).to.include('Others may read the private key')
    }))
})
