/** A host as a `Host` header may have it; anything else is not repeated in an answer. */
const HOST = /^(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?$/i

/**
 * A browser keeps this promise for a whole host, whatever the port. On a machine's own names it would break everything
 * else that is developed there.
 */
const LOCAL = /^(?:localhost|[a-z0-9-]+\.localhost|[\d.]+|\[[0-9a-f:]+\])(?::\d+)?$/i
const ONE_YEAR_SECONDS = 365 * 24 * 60 * 60

/** Sent with every answer: nothing is loaded from elsewhere, nothing is framed, and no script stands in the page. */
export function securityHeaders(host: string | undefined): Readonly<Record<string, string>> {
  const own = host !== undefined && HOST.test(host) ? host : undefined
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "media-src 'self' blob:",
    // 'self' covers wss: in today's browsers; the older rule needed it to be said.
    `connect-src 'self'${own === undefined ? '' : ` wss://${own}`}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ]
  const ownFeatures = ['camera', 'microphone', 'display-capture', 'screen-wake-lock', 'speaker-selection', 'autoplay']
  const denied = ['geolocation', 'usb', 'serial', 'payment', 'publickey-credentials-get']
  return {
    'content-security-policy': policy.join('; '),
    'permissions-policy': [
      ...ownFeatures.map((feature) => `${feature}=(self)`),
      'fullscreen=(self)',
      ...denied.map((feature) => `${feature}=()`),
    ].join(', '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    ...(own !== undefined && !LOCAL.test(own) ? { 'strict-transport-security': `max-age=${ONE_YEAR_SECONDS}` } : {}),
  }
}
