/** The parts of an HTTP request that a sender's proof of origin may hang on. */
export interface SignedRequest {
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The bytes as they were sent: a signature covers these, not what a parser makes of them. */
  readonly rawBody: Uint8Array;
}

/** The request; its size was looked at before its body was read. */
export interface IncomingWebhook extends SignedRequest {
  readonly sourceIp: string;
}

/**
 * Tries a check with every secret that is accepted now (the current one, and the previous one while it is being
 * rotated). Who holds the secrets stays out of the adapters.
 */
export type AcceptedBy = (check: (secret: string) => boolean) => Promise<boolean>;

export type SignatureVerdict =
  /** `scheme` says which form matched, for the log: `base64`, `hex`, … */
  | { readonly ok: true; readonly scheme: string }
  | { readonly ok: false; readonly reason: 'missing' | 'malformed' | 'mismatch' | 'stale' };
