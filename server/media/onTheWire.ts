import type { z } from 'zod'

/** mediasoup's objects as consoles get them: its keys without a value are left out, and its own extras are dropped. */
export const onTheWire = <S extends z.ZodType>(schema: S, value: unknown): z.infer<S> =>
  schema.parse(JSON.parse(JSON.stringify(value)))
