import { expect } from 'chai'
import { exceptionTable } from '../../scripts/commandLine/exceptionTable.ts'
import { EXCEPTION } from '../http/webApp.ts'

describe('the exception report on the terminal', () => {
  const report = { day: '1970-01-01', timeZone: 'UTC' }

  it('says of each line whether it is of an exercise or a test, and nothing of a real call', () => {
    const lines = exceptionTable({
      ...report,
      exceptions: [EXCEPTION, { ...EXCEPTION, marking: 'exercise' }, { ...EXCEPTION, marking: 'test' }],
    }).split('\n')
    expect(lines.slice(-3).map((line) => /Leaders +(EXERCISE|TEST)?/.exec(line)?.[1])).to.deep.equal([
      undefined,
      'EXERCISE',
      'TEST',
    ])
  })

  it('says that there is nothing', () => {
    expect(exceptionTable({ ...report, exceptions: [] })).to.equal('No exceptions on 1970-01-01 (UTC).')
  })
})
