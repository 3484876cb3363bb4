import type { Instant } from '../calendar/instant.ts';

/** What came in, byte for byte as it was signed. */
export interface RawWebhook {
  /** The carrier's id, or `payments`. */
  readonly source: string;
  /** The sender's own event id, else a digest of the body. */
  readonly eventId: string;
  readonly receivedAt: Instant;
  /** UTF-8 text of the body, at most 256 KB. */
  readonly body: string;
  /** When the record may go. */
  readonly retainUntil: Instant;
}

/**
 * What was found on keeping a webhook: `new`; `received` where it was kept before but never carried to its end (the
 * try that kept it died, or the order was unknown then); `applied` where nothing is left to do.
 */
export type StoredWebhook = 'new' | 'received' | 'applied';

/**
 * Raw events, once each. A repeated delivery is a duplicate only when the first one was carried to its end.
 * Two deliveries at the same moment may both go on: what they do to an order is idempotent by itself.
 */
export interface WebhookStore {
  /** Keeps the event in state `received` where it is absent; leaves what is there as it is. */
  store(webhook: RawWebhook): Promise<StoredWebhook>;
  markApplied(source: string, eventId: string, outcome: string, at: Instant): Promise<void>;
}
