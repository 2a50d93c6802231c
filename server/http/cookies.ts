import type { SetCookie } from 'cookie'

/**
 * All cookies are for this host alone, over HTTPS alone, for no script, and are not sent when another site links or
 * posts here. The `__Secure-` prefix has browsers refuse them from a connection that is not HTTPS.
 */
const COMMON = { httpOnly: true, secure: true, sameSite: 'strict' } as const

const SESSION_PATH = '/api/v1/session'

export const REFRESH_COOKIE = '__Secure-ringdown-refresh'
export const DEVICE_COOKIE = '__Secure-ringdown-device'
export const MEDIA_COOKIE = '__Secure-ringdown-media'

/** As long as the longest session: the server ends it earlier by itself. */
const REFRESH_SECONDS = 14 * 24 * 60 * 60
/** The most that browsers keep a cookie. */
const DEVICE_SECONDS = 400 * 24 * 60 * 60
/** As long as the token in it. */
const MEDIA_SECONDS = 5 * 60

export const refreshCookie = (token: string): SetCookie => ({
  name: REFRESH_COOKIE,
  value: token,
  path: SESSION_PATH,
  maxAge: REFRESH_SECONDS,
  ...COMMON,
})

export const noRefreshCookie = (): SetCookie => ({ ...refreshCookie(''), maxAge: 0 })

export const deviceCookie = (token: string): SetCookie => ({
  name: DEVICE_COOKIE,
  value: token,
  path: SESSION_PATH,
  maxAge: DEVICE_SECONDS,
  ...COMMON,
})

/** For what a `<video>` or a download opens by itself: the media of this one record, or of this one call, for minutes. */
export const mediaCookie = (of: 'records' | 'calls', callId: string, token: string): SetCookie => ({
  name: MEDIA_COOKIE,
  value: token,
  path: `/api/v1/${of}/${callId}`,
  maxAge: MEDIA_SECONDS,
  ...COMMON,
})
