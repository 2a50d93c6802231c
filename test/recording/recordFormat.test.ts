import { createDecipheriv, createHash, createPublicKey, hkdfSync, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { vectorText } from './recordFormatVector.ts'

const document = readFileSync(new URL('../../docs/RECORD-FORMAT.md', import.meta.url), 'utf8')
const example = document.slice(document.indexOf('```text\n') + 8, document.lastIndexOf('```'))
const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest()

const field = (name: string): string => new RegExp(`^${name} +(\\S+)$`, 'm').exec(example)?.[1] ?? ''
const block = (title: string): Buffer => {
  const [, text = ''] = new RegExp(`^${title}\\n((?:  [0-9a-f]+\\n)+)`, 'm').exec(example) ?? []
  return Buffer.from(text.replaceAll(/\s/g, ''), 'hex')
}

describe('RECORD-FORMAT.md', () => {
  it('has the example that the program makes', () => {
    expect(example).to.equal(vectorText())
  })

  it('is enough to read it: this test uses none of the product', () => {
    const [file, name] = [block('file'), field('name')]
    const textEnd = 12 + file.readUInt32BE(8)
    expect(file.subarray(0, 8).toString('latin1')).to.equal('RDSEG1\r\n')
    expect(file.subarray(textEnd, textEnd + 32).equals(sha256(file.subarray(0, textEnd)))).to.equal(true)
    const header: unknown = JSON.parse(file.subarray(12, textEnd).toString('utf8'))
    expect(header).to.include({ format: 1, kind: 'track', index: 0, keyNumber: 1 })

    const info = Buffer.concat([Buffer.from('ringdown segment 1\0'), Buffer.from(name)])
    const key = Buffer.from(hkdfSync('sha256', Buffer.from(field('key of the call'), 'hex'), '', info, 32))
    expect(key.toString('hex')).to.equal(field('segment key'))

    const opened: Buffer[] = []
    let untilUs = 0n
    let at = textEnd + 32
    for (let number = 0; at < file.length; number++) {
      const length = file.readUInt32BE(at)
      const [head, tagAt] = [file.subarray(at, at + 32), at + 32 + length]
      expect(head.readUInt32BE(4)).to.equal(number)
      if (number > 0) expect(head.readBigUInt64BE(8)).to.equal(untilUs)
      untilUs = head.readBigUInt64BE(16)
      const nonce = Buffer.concat([Buffer.alloc(8), head.subarray(4, 8)])
      const decipher = createDecipheriv('aes-256-gcm', key, nonce)
      decipher.setAAD(Buffer.concat([Buffer.from(name), file.subarray(at - 32, at), head]))
      decipher.setAuthTag(file.subarray(tagAt, tagAt + 16))
      opened.push(Buffer.concat([decipher.update(file.subarray(at + 32, tagAt)), decipher.final()]))
      expect(file.subarray(tagAt + 16, tagAt + 48).equals(sha256(file.subarray(0, tagAt + 16)))).to.equal(true)
      at = tagAt + 48
    }
    expect(opened).to.have.length(2)
    expect(opened[0]?.equals(block('first batch, opened'))).to.equal(true)

    const first = opened[0] ?? Buffer.alloc(0)
    expect([first.readUInt8(0), first.readUInt16BE(2), first.readBigUInt64BE(4)]).to.deep.equal([
      1,
      16,
      1795000000020125n,
    ])
    expect(first.subarray(12, 28).toString('hex')).to.equal('806f0001000003c000000457deadbeef')
  })

  it('signs what it says', () => {
    const line = /^\{"atMs".*\}$/m.exec(example)?.[0] ?? ''
    const hash = /"hash":"([0-9a-f]{64})",/.exec(line)?.[1] ?? ''
    expect(sha256(Buffer.from(line.replace(`"hash":"${hash}",`, ''))).toString('hex')).to.equal(hash)
    const callId = '11111111-1111-4111-8111-111111111111'
    const statement = `{"callId":"${callId}","hash":"${hash}","v":1,"version":1,"what":"ringdown manifest head"}`
    const raw = Buffer.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex')
    const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw])
    expect(sha256(der).toString('hex')).to.equal(field('keyId'))
    const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' })
    const signature = Buffer.from(field('signature'), 'base64')
    expect(verify(null, Buffer.from(statement), publicKey, signature)).to.equal(true)
  })
})
