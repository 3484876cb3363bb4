import type { OrderEvent } from '../contract/events.ts';
import type { OrderStore } from '../orders/use-cases/order-store.ts';
import type { Cursor } from './cursor.ts';

/** An event, and the place behind it: whoever comes back with that goes on with the next one. */
export interface ReceivedEvent {
  readonly event: OrderEvent;
  readonly cursor: Cursor;
}

/** Some of the sequence, oldest first, each once, the events of one order in their own order. */
export interface ReceivedPage {
  readonly events: readonly ReceivedEvent[];
  /** The last event's; where there is none, the place that was asked from. */
  readonly cursor: Cursor;
  /** More is there already. */
  readonly hasMore: boolean;
}

export interface PageRequest {
  /** Maximum number of events. */
  readonly limit: number;
  readonly now: Date;
}

/** What the sequence is read from. */
export type EventSource = Pick<OrderStore, 'history' | 'feed' | 'eventsOf'>;
