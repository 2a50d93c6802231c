import { z } from 'zod'
import { ROUTE_AUTHORITY, ROUTE_NAMES, type RouteName } from '../calls/routeAuthority.ts'
import { PROBLEM_TYPE, problemSchema } from './problem.ts'
import type { AnyRoute, RouteTable } from './route.ts'

type Json = Record<string, unknown>

/** The API's description of itself (OpenAPI 3.1), made from the same table and schemas that serve it. */
export function describeApi(routes: RouteTable): Json {
  const paths: Record<string, Json> = {}
  for (const name of ROUTE_NAMES) {
    const [method = '', path = ''] = name.split(' ')
    const templated = path.replaceAll(/:(\w+)/g, '{$1}')
    paths[templated] = { ...paths[templated], [method.toLowerCase()]: describeRoute(name, routes[name]) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Ringdown', version: 'v1', description: 'A recorded hotline: sessions, people and records.' },
    paths,
    components: {
      schemas: { Problem: schemaOf(problemSchema, 'output') },
      securitySchemes: { accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  }
}

function describeRoute(name: RouteName, route: AnyRoute): Json {
  const authority = ROUTE_AUTHORITY[name]
  const who = typeof authority === 'string' ? authority : authority.join(', ')
  return {
    summary: route.summary,
    description: `Who may: ${who}.`,
    security: authority === 'anyone' ? [] : [{ accessToken: [] }],
    parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')],
    ...(route.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body, 'input') } } } }
      : {}),
    responses: {
      ...answersOf(route),
      default: {
        description: 'It was refused; `code` is stable.',
        content: { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

function answersOf({ answer }: AnyRoute): Json {
  if (answer === 'nothing') return { 204: { description: 'Done.' } }
  const content =
    typeof answer === 'string' ? { [answer]: {} } : { 'application/json': { schema: schemaOf(answer, 'output') } }
  return { 200: { description: 'What was asked for.', content } }
}

function parametersOf(schema: z.ZodType, where: 'path' | 'query'): Json[] {
  const { properties = {}, required = [] } = objectSchema.parse(schemaOf(schema, 'input'))
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }))
}

const objectSchema = z.object({
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
})

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  // What JSON Schema cannot say (a refinement) is left out rather than a reason to fail.
  const { $schema: _dialect, ...described } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return described
}
