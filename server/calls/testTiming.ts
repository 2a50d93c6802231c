/** How long after its start a test sends and measures: set-up on a poor path, and then three bursts of sound at least. */
export const TEST_SENDS_FOR_MS = 10_000
/** By then every console that still can has reported. */
export const TEST_REPORTS_WITHIN_MS = 15_000
