import { z } from 'zod'

/** What of a record's files is not as it was written, as verification says it and as a damaged record's fact does. */
export const faultSchema = z.object({
  /** One sentence that says all of it. */
  message: z.string(),
  file: z.string().exactOptional(),
  /** The first byte that is wrong, as near as it can be told. */
  offset: z.number().exactOptional(),
  expected: z.string().exactOptional(),
  found: z.string().exactOptional(),
})
export type Fault = z.infer<typeof faultSchema>
