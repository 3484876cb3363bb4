import type { Instant } from '../calendar/instant.ts';
import type { Actor } from '../orders/model/order.ts';

/** Append only: no function holds a right to change or remove one. Carries no personal data beyond ids. */
export interface AuditEntry {
  readonly auditId: string;
  readonly at: Instant;
  readonly actor: Actor;
  /** Dotted, past tense: `order.status_forced`, `webhook.signature_refused`. */
  readonly action: string;
  readonly subject: string;
  readonly reason?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  /** When the entry may go; for ever unless said. Only for what strangers can cause. */
  readonly retainUntil?: Instant;
}
