export interface Closable {
  close(): unknown
}

/** Takes a part to be closed with all that was built before it, in the opposite order. */
export type Owned = <Part extends Closable>(part: Part) => Part
