import type { ShownEvent } from '../../../shared/contract/events.ts';
import type { HistoryEntry } from '../../../shared/contract/schemas/history-response.ts';
import { definedFields } from '../../../shared/defined-fields.ts';
import { latestOf } from '../../../shared/orders/model/estimate.ts';
import { placeText } from './places.ts';

/** Whether the order moved: its history is made of these, and whatever else happened stands in its timeline. */
export const isStatusChange = ({ status, previousStatus }: Pick<ShownEvent, 'status' | 'previousStatus'>): boolean =>
  status !== previousStatus;

export const changedByOf = ({ actor }: Pick<ShownEvent, 'actor'>): string => actor.id ?? actor.role;

const placeOf = ({ location }: ShownEvent) =>
  location && { ...definedFields({ location: placeText(location) }), place: location };

/** A carrier's or a service's id is public; a person's id is shown to the people of the order only. */
export const historyResponse = (event: ShownEvent): HistoryEntry => ({
  id: event.eventId,
  eventId: event.eventId,
  seq: event.seq,
  type: event.type,
  status: event.status,
  previousStatus: event.previousStatus ?? null,
  fromStatus: event.previousStatus ?? null,
  toStatus: event.status,
  actor: event.actor,
  changedBy: changedByOf(event),
  createdBy: changedByOf(event),
  occurredAt: event.occurredAt,
  timestamp: event.occurredAt,
  createdAt: event.occurredAt,
  recordedAt: event.recordedAt,
  ...definedFields({ statusDetails: event.statusDetails, reason: event.reason, notes: event.notes }),
  ...placeOf(event),
  ...definedFields({ trackingNumber: event.trackingNumber, carrier: event.carrier }),
  ...(event.estimatedDelivery !== undefined && { estimatedDelivery: latestOf(event.estimatedDelivery) }),
  ...(event.metadata && { metadata: event.metadata }),
});
