import { expect } from 'chai'
import type { Locator } from 'playwright-core'
import { eventually } from './patience.ts'
import type { Softphone } from './softphone.ts'

/** More than there are to press on any screen: whoever has come so far goes in circles. */
const MOST_STOPS = 120

/** Somebody at a softphone who has no pointer and does not see the page: keys, the focus, and what is read out to them. */
export class KeysAlone {
  readonly phone: Softphone

  constructor(phone: Softphone) {
    this.phone = phone
  }

  /** Goes there by Tab, past what can be seen to have the focus at each stop. */
  async reach(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    const { page } = this.phone
    await target.waitFor()
    for (let stops = 0; stops < MOST_STOPS; stops += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return
      await page.keyboard.press(key)
      const unseen = await page.evaluate(() => {
        const at = document.activeElement
        // Between the last stop of a page and its first one the browser itself has the focus.
        if (at === null || at === document.body) return undefined
        const { width, height } = at.getBoundingClientRect()
        const styles = [at, at.nextElementSibling].flatMap((element) => (element ? [getComputedStyle(element)] : []))
        const isSeen = styles.some(
          ({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && outlineWidth !== '0px',
        )
        return isSeen && width > 0 && height > 0 ? undefined : at.outerHTML.slice(0, 200)
      })
      expect(unseen, 'has the focus, and nobody sees it').to.equal(undefined)
    }
    throw new Error(`${this.phone.username} does not come to ${String(target)} by ${key}.`)
  }

  /** Goes there and presses it; the focus is somewhere in the page afterwards. */
  async press(target: Locator, key = 'Enter'): Promise<void> {
    await this.reach(target)
    await this.phone.page.keyboard.press(key)
    await this.isSomewhere()
  }

  /** Goes to a field and types there. */
  async type(field: Locator, text: string, key = 'Enter'): Promise<void> {
    await this.reach(field)
    await this.phone.page.keyboard.insertText(text)
    await this.phone.page.keyboard.press(key)
  }

  /** The focus is on something, or comes to something by itself. */
  async isSomewhere(): Promise<void> {
    await eventually(
      `the focus of ${this.phone.username} is somewhere`,
      async () =>
        await this.phone.page.evaluate(() => ![null, document.body].includes(document.activeElement as never)),
    )
  }

  /** What has the focus, as it is read out: its role and its name. */
  async at(): Promise<string> {
    return (await this.phone.page.locator(':focus').ariaSnapshot()).split('\n')[0] ?? ''
  }

  /** All that was read out politely, the newest last. */
  async told(): Promise<string[]> {
    return await this.phone.page.locator('[aria-live=polite] > p').allTextContents()
  }

  /** Waits until these were read out, in this order. */
  async hears(...sentences: readonly string[]): Promise<void> {
    let told: string[] = []
    const inOrder = async () => {
      told = await this.told()
      let from = 0
      return sentences.every((sentence) => {
        const found = told.indexOf(sentence, from)
        from = found + 1
        return found >= 0
      })
    }
    await eventually('it is read out', inOrder).catch((cause: unknown) => {
      throw new Error(`${this.phone.username} should hear ${sentences.join(' | ')}, and hears ${told.join(' | ')}.`, {
        cause,
      })
    })
  }
}
