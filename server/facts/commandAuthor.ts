import { canonicalJson, type JsonValue } from '../chain/canonicalJson.ts'
import { actorSchema } from '../protocol/actor.ts'

/**
 * The command's identifier was used by somebody else before. Nothing has changed: its answer is for whoever gave it, and
 * who gives this one has to make an identifier of their own.
 */
export class CommandOfAnother extends Error {
  override readonly name = 'CommandOfAnother'
  readonly code = 'command-of-another'

  constructor(commandId: string) {
    super(`The command ${commandId} was given by somebody else before.`)
  }
}

/**
 * Whether two commands were given by the same one. A person stays the same at another console, under a new name or in
 * another role: they may ask what became of their command.
 */
export function isSameAuthor(one: JsonValue, other: JsonValue): boolean {
  return canonicalJson(authorOf(one)) === canonicalJson(authorOf(other))
}

function authorOf(by: JsonValue): JsonValue {
  const actor = actorSchema.safeParse(by)
  return actor.success && actor.data.kind !== 'system' ? { person: actor.data.person } : by
}
