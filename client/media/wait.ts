/** Nobody can end it before its time: of use where nothing is kept for it meanwhile. */
export const wait = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms))
