/**
 * The farm's dialect: what frontends of its document read beside our own fields. It is made from ordinary responses and
 * events, and nothing of it is in the rules.
 */
import type { OrderEvent } from '../contract/events.ts';
import type { HistoryEntry } from '../contract/schemas/history-response.ts';
import type { EventMessage } from '../contract/socket.ts';
import type { WorkflowDefinition } from '../workflows/workflow.ts';

/** The order type whose frontends read it. */
export const speaksFarm = ({ dialect }: Pick<WorkflowDefinition, 'dialect'>): boolean => dialect === 'farm';

const inCapitals = (status: string): string => status.toUpperCase();
const inCapitalsOrNull = (status: string | null): string | null => (status === null ? null : inCapitals(status));

interface OrderNames {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly status: string;
}

const orderNames = ({ orderId, orderNumber, status }: OrderNames) => ({
  id: orderId,
  orderNumber,
  status: inCapitals(status),
});

/** Any response of an order, its status in capitals. */
export const farmOrder = <T extends { readonly status: string }>(order: T): T => ({
  ...order,
  status: inCapitals(order.status),
});

/** `success` and `data` of the status response. */
export const farmHistory = (history: readonly HistoryEntry[], order: OrderNames) => ({
  success: true,
  data: history.map((entry) => ({
    ...entry,
    status: inCapitals(entry.status),
    previousStatus: inCapitalsOrNull(entry.previousStatus),
    fromStatus: inCapitalsOrNull(entry.fromStatus),
    toStatus: inCapitals(entry.toStatus),
    order: orderNames(order),
  })),
});

interface InboxEntry {
  readonly type: string;
  readonly metadata: { readonly status: string };
  readonly order: { readonly status: string };
}

/** `success` and `data` of a page of the inbox. */
export const farmInbox = <T extends InboxEntry>(entries: readonly T[]) => ({
  success: true as const,
  data: entries.map((entry) => ({
    ...entry,
    type: inCapitals(entry.type),
    metadata: { ...entry.metadata, status: inCapitals(entry.metadata.status) },
    order: { ...entry.order, status: inCapitals(entry.order.status) },
  })),
});

/** What a problem says besides. */
export const farmProblem = (detail: string) => ({ success: false, error: detail });

const typeOf = ({ type, status, previousStatus }: OrderEvent): string => {
  if (type === 'order_created') return 'NEW_ORDER';
  return status === previousStatus ? 'ORDER_UPDATE' : 'STATUS_CHANGE';
};

/** An event of a stream; what we call it ourselves stands beside, but for its `type`. */
export const farmEvent = (event: OrderEvent, message: EventMessage) => ({
  ...message,
  type: typeOf(event),
  orderId: event.orderId,
  farmId: event.sellerId,
  customerId: event.buyerId ?? null,
  data: {
    previousStatus: inCapitalsOrNull(event.previousStatus ?? null),
    newStatus: inCapitals(event.status),
    order: orderNames(event),
  },
  timestamp: event.occurredAt,
});
