// `npm run screens`: takes the pictures of docs/screens, of a real three-way call, its ring and its record.

import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { HotlineStage } from '../test/browser/hotline/stage.ts'
import { eventually } from '../test/browser/hotline/patience.ts'
import type { Softphone } from '../test/browser/hotline/softphone.ts'
import { projectFolder } from './folders.mjs'
import { setUp } from './setUp/setUp.mjs'

const LINE = 'Leaders'
const DESKTOP = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }
const folder = path.join(projectFolder, 'docs', 'screens')

async function take({ page }: Softphone, name: string, size = DESKTOP): Promise<void> {
  const before = page.viewportSize()
  await page.setViewportSize(size)
  await page.screenshot({ path: path.join(folder, `${name}.png`) })
  if (before) await page.setViewportSize(before)
}

const { workerBinary } = await setUp({ forTests: true })
process.env['MEDIASOUP_WORKER_BIN'] = workerBinary
await mkdir(folder, { recursive: true })
const stage = await HotlineStage.open()
try {
  const { phone: kr, browser } = await stage.seat('kr')
  const [{ phone: jp }, { phone: us }] = [await stage.seat('jp'), await stage.seat('us')]
  for (const { page } of [kr, jp, us]) await page.setViewportSize(DESKTOP)
  await jp.page.emulateMedia({ colorScheme: 'dark' })
  await kr.page.emulateMedia({ colorScheme: 'dark' })
  await us.page.emulateMedia({ colorScheme: 'light' })
  for (const phone of [kr, jp, us]) {
    // A list denies what is not on it.
    await phone.page.context().grantPermissions(['microphone', 'camera', 'notifications', 'screen-wake-lock'])
    await phone.arm()
  }
  const faults = kr.line(LINE).locator('.board-people').locator('.lamp-red, .lamp-amber')
  await eventually('all three are armed without a fault', async () => (await faults.count()) === 0)
  await take(kr, 'console')
  await kr.place(LINE)
  await Promise.all([jp, us].map(({ incoming }) => incoming.waitFor()))
  await take(jp, 'incoming')
  await take(us, 'incoming-phone-light', PHONE)
  await take(kr, 'ringing')
  await Promise.all([jp, us].map((phone) => phone.answer()))
  await eventually(
    'both pictures are at full height',
    async () => {
      const pictures = await kr.pictures()
      return pictures.length === 2 && pictures.every(({ height }) => height >= 720)
    },
    60_000,
  )
  await take(kr, 'call')
  await take(us, 'call-light')
  await take(us, 'call-phone-light', PHONE)
  await kr.end()
  const records = await stage.signIn(browser, 'kr-records')
  await records.page.emulateMedia({ colorScheme: 'dark' })
  await records.page.setViewportSize(DESKTOP)
  await records.page
    .getByRole('link', { name: /Leaders|20\d\d/ })
    .first()
    .click()
  await records.button('Play').click()
  await records.page
    .getByText(/0:0[2-9] of/)
    .first()
    .waitFor()
  await take(records, 'record')
} finally {
  await stage.close()
}
