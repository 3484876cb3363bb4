import type { OrderEvent } from '../../../shared/contract/events.ts';

/** An event of `ord_1`; its id follows from its number. */
export const anEvent = (given: Partial<OrderEvent> = {}): OrderEvent => {
  const seq = given.seq ?? 2;
  return {
    eventId: `evt_01KJMFQ3M0${String(seq).padStart(16, '0')}`,
    schemaVersion: 1,
    type: 'status_changed',
    orderId: 'ord_1',
    orderNumber: 'ORD-2026-000001',
    workflow: { id: 'parcel', version: 1 },
    buyerId: 'buyer-1',
    sellerId: 'seller-1',
    seq,
    actor: { role: 'seller', id: 'seller-1' },
    occurredAt: '2026-03-01T10:00:00.000Z',
    recordedAt: '2026-03-01T10:00:01.000Z',
    previousStatus: 'confirmed',
    status: 'processing',
    phase: 'preparing',
    effects: [],
    ...given,
  };
};
