import type { Instant } from '../calendar/instant.ts';
import type { Actor } from '../orders/model/order.ts';
import type { NotificationType, Priority } from '../workflows/workflow.ts';

/**
 * A message that no event of the order asks for: somebody wrote it, or tries how one looks. It is written down before
 * anything is planned, so that it is sent once however often it is asked for.
 */
export interface WrittenMessage {
  readonly messageId: string;
  readonly orderId: string;
  readonly type: NotificationType;
  readonly audience: 'customer' | 'seller';
  readonly channels: readonly string[];
  readonly priority: Priority;
  /** What a person wrote, of type `custom`. */
  readonly message?: { readonly subject?: string; readonly text: string };
  readonly requestedAt: Instant;
  readonly requestedBy: Actor;
}

export interface WrittenMessageStore {
  /** Nothing happens where it is there already. Stored for a day: the stream carries it on in seconds. */
  put(message: WrittenMessage): Promise<void>;
}
