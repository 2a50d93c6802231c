/**
 * Does it for each, two at a time and begun in their order: a browser that starts and a console that is armed keep a core
 * busy each, and more of them than there are cores would keep each other from what they do.
 *
 * @returns what came of each, in their order
 */
export async function twoAtATime<const All extends readonly unknown[], Result>(
  all: All,
  act: (each: All[number]) => Promise<Result>,
): Promise<{ -readonly [At in keyof All]: Result }> {
  const waiting = [...all.entries()]
  const results = all.map((): Result | undefined => undefined)
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) results[next[0]] = await act(next[1])
  }
  await Promise.all([lane(), lane()])
  return results as { -readonly [At in keyof All]: Result }
}
