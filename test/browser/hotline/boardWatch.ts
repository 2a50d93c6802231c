import type { Page } from 'playwright-core'

/** Where on a page a party stands on the board of a line, and what is waited for there. */
export interface BoardSight {
  readonly line: string
  readonly party: string
  readonly says: string
  /** Whether that is to be there, or to be gone. */
  readonly there?: boolean
}

/**
 * Resolves when the board of a line says that of a party, or does not say it any more: with the time at which the page
 * changed, in milliseconds since 1970 by the clock of the machine, which all browsers on it share.
 */
export async function onBoard(page: Page, sight: BoardSight): Promise<number> {
  return await page.evaluate(
    async ({ line, party, says, there = true }) =>
      await new Promise<number>((resolve) => {
        const isSo = (): boolean => {
          const heading = [...document.querySelectorAll('h2')].find(({ textContent }) => textContent === line)
          const rows = [...(heading?.closest('section')?.querySelectorAll('.board-party') ?? [])]
          const row = rows.find((one) => one.querySelector('.board-name')?.textContent === party)
          return row !== undefined && row.textContent.includes(says) === there
        }
        const look = (): void => {
          if (!isSo()) return
          changes.disconnect()
          resolve(performance.timeOrigin + performance.now())
        }
        const changes = new MutationObserver(look)
        changes.observe(document, { subtree: true, childList: true, characterData: true })
        look()
      }),
    sight,
  )
}
