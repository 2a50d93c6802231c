import type { TestBrowser } from '../browsers.ts'

/**
 * Everything that runs in the pages of a browser stands still, as in a tab that was put to sleep, while its sockets stay
 * open: a page without a window cannot be hidden, and one that is seen is never frozen. @returns lets them go on.
 */
export async function standStill({ browser }: TestBrowser): Promise<() => void> {
  const devtools = await browser.newBrowserCDPSession()
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo')
  await devtools.detach()
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
  if (renderers.length === 0) throw new Error('No page runs in this browser.')
  for (const pid of renderers) process.kill(pid, 'SIGSTOP')
  return () => renderers.forEach((pid) => process.kill(pid, 'SIGCONT'))
}
