import canonicalize from 'canonicalize'

/** A value that JSON can carry as it is: no undefined, no NaN, no dates. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/**
 * The one spelling of a JSON value (RFC 8785, JSON Canonicalization Scheme).
 *
 * @throws TypeError when the value is one that JSON cannot carry: NaN, an infinity, a lone surrogate, a circle.
 */
export function canonicalJson(value: JsonValue): string {
  let text: string | undefined
  try {
    text = canonicalize(value)
  } catch (cause) {
    throw new TypeError('This value has no canonical form, because JSON cannot carry it.', { cause })
  }
  if (text === undefined) throw new TypeError('This value has no JSON form, so it has no canonical form either.')
  return text
}

/** Whether a value is one that JSON can carry as it is. It is made for what `JSON.parse` returns, which has no circles. */
export function isJsonValue(value: unknown): value is JsonValue {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true
    case 'number':
      return Number.isFinite(value)
    case 'object':
      return value === null || (Array.isArray(value) ? value : Object.values(value)).every(isJsonValue)
    default:
      return false
  }
}
