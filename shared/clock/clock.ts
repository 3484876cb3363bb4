/** Time and ids come in from outside, so that rules are pure and tests choose them. */
export interface Clock {
  now(): Date;
}

export interface IdSource {
  /** A ULID (26 characters, Crockford base 32, sorts by time) for the given instant. */
  ulid(at: Date): string;
}
