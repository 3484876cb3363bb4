/** Instants are ISO 8601 UTC with milliseconds: they sort as text. */
export type Instant = string;
