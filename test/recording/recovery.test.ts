import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { inFolder, makeCall, makePacket, makeRecorder, makeTrack } from './synthetic.ts'

describe('recovering records at the start of a server', () => {
  it('looks at the calls that it is told of and at no others, be there as many as there are', () =>
    inFolder(async (dataDir) => {
      const { recorder, folderOf } = await makeRecorder(dataDir)
      const calls = [makeCall(), makeCall(), makeCall()]
      for (const call of calls) {
        const recording = await recorder.start(call)
        const description = makeTrack(call)
        recording.openTrack(description).packet(makePacket(1), description.startedAtMs)
      }
      await recorder.close()
      const [first, second] = calls.map(({ callId }) => callId)
      if (first === undefined || second === undefined) throw new Error('There are three calls.')
      const manifests = async (): Promise<Map<string, string>> => {
        const read = calls.map(
          async ({ callId }) => [callId, await readFile(join(folderOf(callId), 'manifest.jsonl'), 'utf8')] as const,
        )
        return new Map(await Promise.all(read))
      }
      const before = await manifests()

      const next = (await makeRecorder(dataDir)).recorder
      const recovered = await next.recover([second, randomUUID()])
      expect(recovered.map(({ callId }) => callId)).to.deep.equal([second])
      const after = await manifests()
      const changed = calls.map(({ callId }) => callId).filter((callId) => before.get(callId) !== after.get(callId))
      expect(changed).to.deep.equal([second])
      expect(
        (await next.recover()).map(({ callId }) => callId),
        'the others were open',
      ).to.include(first)
      await next.close()
    }))
})
