import type { OrderEventDraft } from '../../contract/events.ts';
import type { Role } from '../../workflows/workflow.ts';
import type { Order } from '../model/order.ts';

/** Why a command was refused. A refusal is a value, never an exception. */
export type RefusalCode =
  | 'INVALID_TRANSITION'
  | 'GUARD_REFUSED'
  | 'ROLE_NOT_ALLOWED'
  | 'UNKNOWN_STATUS'
  | 'NOT_APPLICABLE'
  /** More of these requests than an order takes in a day. */
  | 'TOO_MANY_REQUESTS'
  /** More of an item than is left, or none of the order's. */
  | 'ITEMS_NOT_SHIPPABLE'
  /** More of an item than was ordered, or none of the order's. */
  | 'ITEMS_NOT_RETURNABLE'
  /** The order would become more than can be stored of it. */
  | 'ORDER_TOO_LARGE';

export interface Refusal {
  readonly ok: false;
  readonly code: RefusalCode;
  readonly reason: string;
  readonly currentStatus: string;
  /** The statuses that this actor may ask for now. */
  readonly allowed: readonly string[];
  /** With `ROLE_NOT_ALLOWED`, where nobody else may ask for it: the roles that may. */
  readonly allowedRoles?: readonly Role[];
  /** With `UNKNOWN_STATUS`: every status of the order's workflow. */
  readonly statuses?: readonly string[];
  /** With `TOO_MANY_REQUESTS`: seconds until the next one is taken. */
  readonly retryAfterSeconds?: number;
}

/**
 * What a command leads to: the order's changed fields (`version` and `updatedAt` aside: the use case sets them) and the
 * events that record it, in order. No events: nothing changed, nothing is written.
 */
export interface Accepted {
  readonly ok: true;
  readonly order: Order;
  readonly events: readonly OrderEventDraft[];
}

export type Decision = Accepted | Refusal;
