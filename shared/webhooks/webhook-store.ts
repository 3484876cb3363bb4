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
 * How far an event has come: `received` where it was never carried to its end (the try failed, or the order was unknown
 * then); `applied` where nothing is left to do.
 */
export type WebhookState = 'received' | 'applied';

/** How an event was carried to its end. */
export interface AppliedWebhook {
  readonly outcome: string;
  readonly at: Instant;
}

/**
 * Raw events, once each, written when it is known what became of them. A repeated delivery is a duplicate only when the
 * first one was carried to its end. Two deliveries at the same moment may both go on: what they do to an order is
 * idempotent by itself.
 */
export interface WebhookStore {
  /** What is known of the event, which may be a moment behind; `undefined` where it is new. */
  find(source: string, eventId: string): Promise<WebhookState | undefined>;
  /** Stores the event, `received` unless it was applied. One that was applied stays as it is. */
  store(webhook: RawWebhook, applied?: AppliedWebhook): Promise<void>;
}
