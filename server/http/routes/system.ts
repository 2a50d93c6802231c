import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { refusal, RefusedError } from '../../protocol/refusal.ts'
import type { HttpPorts } from '../ports.ts'
import { json, openRoute, type Asked } from '../route.ts'

const healthSchema = z.object({ ok: z.boolean(), obstacles: z.array(z.string()) })

export interface SystemOptions {
  /** The certificate of the private authority, as PEM; none where the installation brings a certificate of its own. */
  readonly authorityPem?: () => string | undefined
  /** Whoever reads the metrics shows it, as `Authorization: Bearer`; without it only this machine may read them. */
  readonly metricsToken?: string | undefined
}

/** What operators and their programs ask. `description` is asked for when it is needed: it describes these routes too. */
export function systemRoutes({ health, metrics }: HttpPorts, options: SystemOptions, description: () => unknown) {
  const healthReply = (obstacles: readonly string[]) =>
    json({ ok: obstacles.length === 0, obstacles }, { status: obstacles.length === 0 ? 200 : 503 })
  return {
    'GET /healthz': openRoute({
      summary: '200 when consoles can sign in.',
      answer: healthSchema,
      handle: async () => healthReply(await health.obstaclesToSignIn()),
    }),

    'GET /readyz': openRoute({
      summary: '200 when a call can also be carried and recorded.',
      answer: healthSchema,
      handle: async () => healthReply(await health.obstaclesToCalls()),
    }),

    'GET /metrics': openRoute({
      summary: 'For Prometheus: with the token of the configuration, or from this machine where there is none.',
      answer: 'text/plain',
      handle: async ({ asked }) => {
        if (!mayReadMetrics(asked, options.metricsToken)) {
          throw new RefusedError(refusal('not-allowed', 'Metrics are read on this machine, or with the metrics token.'))
        }
        return { content: { kind: 'text', mimeType: metrics.contentType, text: await metrics.metrics() } }
      },
    }),

    'GET /authority.pem': openRoute({
      summary: 'The certificate of this installation’s own authority, to be trusted by the consoles.',
      answer: 'application/x-pem-file',
      handle: () => {
        const authorityPem = options.authorityPem?.()
        if (authorityPem === undefined) {
          throw new RefusedError(
            refusal('unknown', 'This installation has a certificate of its own: there is none to trust.'),
          )
        }
        const headers = { 'content-disposition': 'attachment; filename="ringdown-authority.pem"' }
        return { headers, content: { kind: 'text', mimeType: 'application/x-pem-file', text: authorityPem } }
      },
    }),

    'GET /api/v1/openapi.json': openRoute({
      summary: 'This description.',
      answer: z.looseObject({ openapi: z.string() }),
      handle: () => json(description()),
    }),
  }
}

/** Behind a proxy on this machine everybody seems to be local: what a proxy has passed on needs the token. */
const mayReadMetrics = (asked: Asked, token: string | undefined): boolean =>
  token === undefined ? isLocal(asked) && !isForwarded(asked) : hasToken(asked, token)

const isLocal = ({ address }: Asked): boolean => /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/.test(address)

/** `Forwarded` (RFC 7239) and what was used before it, `Via` (RFC 9110, 7.6.3). */
const isForwarded = ({ headerNames }: Asked): boolean =>
  headerNames.some((name) => /^(?:forwarded|via|x-forwarded-.*|x-real-ip)$/.test(name))

function hasToken({ header }: Asked, token: string): boolean {
  const [shown, expected] = [Buffer.from(header('authorization') ?? ''), Buffer.from(`Bearer ${token}`)]
  return shown.length === expected.length && timingSafeEqual(shown, expected)
}
