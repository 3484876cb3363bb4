import { describe, expect, it } from 'vitest';
import { farmEvent } from '../../../shared/dialects/farm.ts';
import { orderUpdateOf } from '../../../shared/realtime/messages.ts';
import { sseMessage } from '../../../shared/realtime/server-sent-events.ts';
import { parseEvents } from '../../support/server-sent-events.ts';
import { anEvent } from '../support/an-event.ts';

type Event = ReturnType<typeof anEvent>;

const written = (event: Event) => {
  const [sent] = parseEvents(sseMessage('c1', farmEvent(event, orderUpdateOf(event))));
  return sent;
};

describe('an event for frontends of farms', () => {
  it('has no name, so that onmessage hears it, and our own fields beside theirs', () => {
    const event = anEvent();
    const sent = written(event);
    expect(sent?.event).toBeUndefined();
    expect(sent?.id).toBe('c1');
    expect(sent?.data).toMatchObject({
      orderId: event.orderId,
      farmId: event.sellerId,
      timestamp: event.occurredAt,
      seq: event.seq,
      update: { status: event.status },
      data: { newStatus: event.status.toUpperCase(), order: { orderNumber: event.orderNumber } },
    });
  });

  it('is a new order, a change of status, or an update', () => {
    const { previousStatus: _none, ...rest } = anEvent();
    const first = { ...rest, type: 'order_created' } as Event;
    expect(written(first)?.data).toMatchObject({ type: 'NEW_ORDER', data: { previousStatus: null } });
    const moved = { ...anEvent(), previousStatus: 'pending', status: 'confirmed' } as Event;
    expect(written(moved)?.data).toMatchObject({ type: 'STATUS_CHANGE', data: { previousStatus: 'PENDING' } });
    const noted = { ...anEvent(), previousStatus: 'confirmed', status: 'confirmed' } as Event;
    expect(written(noted)?.data).toMatchObject({ type: 'ORDER_UPDATE' });
  });

  it('names no customer of a guest’s order', () => {
    const { buyerId: _buyerId, ...guest } = anEvent();
    expect(written(guest as Event)?.data).toMatchObject({ customerId: null });
  });
});
