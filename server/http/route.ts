import type { SetCookie } from 'cookie'
import { z } from 'zod'
import type { ROUTE_AUTHORITY, RouteName } from '../calls/routeAuthority.ts'
import type { Person } from '../protocol/directory.ts'

/** Who asks, as the session says it; looked up anew at every request. */
export interface Caller {
  readonly sessionId: string
  readonly person: Person
  readonly expiresAtMs: number
}

/** What a request is beside its parsed parts. */
export interface Asked {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'DELETE'
  /** The network address it came from. */
  readonly address: string
  readonly header: (name: string) => string | undefined
  /** Of all headers, in lower case. */
  readonly headerNames: readonly string[]
  readonly cookie: (name: string) => string | undefined
}

export interface Reply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly cookies?: readonly SetCookie[]
  readonly content:
    | { readonly kind: 'nothing' }
    | { readonly kind: 'json'; readonly value: unknown }
    | { readonly kind: 'text'; readonly mimeType: string; readonly text: string }
    /** Made while it is sent, and never begun for HEAD. */
    | { readonly kind: 'bytes'; readonly mimeType: string; readonly stream: () => AsyncIterable<Uint8Array> }
}

/** What a caller may show instead of an access token. */
export type OtherKey = 'refresh-cookie' | 'media-cookie'

interface Schemas<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> {
  /** One sentence for the API's description. */
  readonly summary: string
  readonly params?: Params
  readonly query?: Query
  /** With it the request carries JSON, and only JSON. */
  readonly body?: Body
  /** Where what is sent may be larger than that of most routes. */
  readonly bodyLimitBytes?: number
  /** What the answer is: a schema for JSON, or a media type. */
  readonly answer: z.ZodType | string
  readonly otherKey?: OtherKey
}

interface Parsed<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> {
  readonly params: z.infer<Params>
  readonly query: z.infer<Query>
  readonly body: z.infer<Body>
  readonly asked: Asked
}

const NOTHING = z.strictObject({})
type Nothing = typeof NOTHING

/** A route of any shape, as the edge runs it: its handler is only ever given what its schemas have parsed. */
export interface AnyRoute {
  readonly summary: string
  readonly params: z.ZodType
  readonly query: z.ZodType
  readonly body: z.ZodType | undefined
  readonly bodyLimitBytes: number | undefined
  readonly answer: z.ZodType | string
  readonly otherKey: OtherKey | undefined
  readonly handle: (
    request: { readonly params: unknown; readonly query: unknown; readonly body: unknown; readonly asked: Asked },
    caller: Caller | undefined,
  ) => Promise<Reply>
}

/** For everybody on the network. */
export interface OpenRoute extends AnyRoute {
  readonly needs: 'nobody'
}

/** For somebody who is signed in and has passed the table of authority. */
export interface CallerRoute extends AnyRoute {
  readonly needs: 'caller'
}

/** Every row of the table of authority has its route, of the kind that the row says: held by the compiler. */
export type RouteTable = {
  readonly [N in RouteName]: (typeof ROUTE_AUTHORITY)[N] extends 'anyone' ? OpenRoute : CallerRoute
}

export function openRoute<
  Params extends z.ZodType = Nothing,
  Query extends z.ZodType = Nothing,
  Body extends z.ZodType = Nothing,
>(
  route: Schemas<Params, Query, Body> & {
    readonly handle: (request: Parsed<Params, Query, Body>) => Promise<Reply> | Reply
  },
): OpenRoute {
  const { handle } = route
  return {
    ...erased(route),
    needs: 'nobody',
    handle: async (request) => await handle(request as Parsed<Params, Query, Body>),
  }
}

export function callerRoute<
  Params extends z.ZodType = Nothing,
  Query extends z.ZodType = Nothing,
  Body extends z.ZodType = Nothing,
>(
  route: Schemas<Params, Query, Body> & {
    readonly handle: (request: Parsed<Params, Query, Body>, caller: Caller) => Promise<Reply> | Reply
  },
): CallerRoute {
  const { handle } = route
  return {
    ...erased(route),
    needs: 'caller',
    handle: async (request, caller) => {
      // Not reached while the edge does its part; if it ever does not, nothing is handed out.
      if (caller === undefined) throw new Error('A route for callers was run without one.')
      return await handle(request as Parsed<Params, Query, Body>, caller)
    },
  }
}

const erased = (route: Schemas<z.ZodType, z.ZodType, z.ZodType>) => ({
  summary: route.summary,
  params: route.params ?? NOTHING,
  query: route.query ?? NOTHING,
  body: route.body,
  bodyLimitBytes: route.bodyLimitBytes,
  answer: route.answer,
  otherKey: route.otherKey,
})

export const json = (value: unknown, more: Omit<Reply, 'content'> = {}): Reply => ({
  ...more,
  content: { kind: 'json', value },
})

export const nothing = (more: Omit<Reply, 'content'> = {}): Reply => ({
  status: 204,
  ...more,
  content: { kind: 'nothing' },
})
