/**
 * Every window has two pages of Chromium's own for what drops down from its address bar, made in advance. A test opens a
 * window with each context, and nobody types into the address bar of any: they cost more than a second of a core each time.
 */
const OF_THE_ADDRESS_BAR = ['WebUIOmniboxPopup', 'WebUIOmniboxFullPopup', 'WebUIOmniboxAimPopup']
/** Of several such lists Chromium takes the last alone: these are those of Playwright, for its reasons. */
const OF_PLAYWRIGHT = [
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'TcpPortRandomizationWin',
  'ThirdPartyStoragePartitioning',
]

/** Debian's Chromium, and what every test has it told. */
export const CHROMIUM = '/usr/bin/chromium'
export const CHROMIUM_FLAGS: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  `--disable-features=${[...OF_THE_ADDRESS_BAR, ...OF_PLAYWRIGHT].join(',')}`,
]
