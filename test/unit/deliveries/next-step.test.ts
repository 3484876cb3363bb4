import { describe, expect, it } from 'vitest';
import type { CourierBooking, CourierQuote, DeliveryBook } from '../../../shared/deliveries/delivery-book.ts';
import { changeBook, withBooking, withQuotes, withReferences } from '../../../shared/deliveries/delivery-book.ts';
import { nextStep } from '../../../shared/deliveries/next-step.ts';
import { anOrder } from '../../support/order-fixtures.ts';

const NOW = new Date('2026-03-01T10:00:00.000Z');
const at = (seconds: number): string => new Date(NOW.getTime() + seconds * 1_000).toISOString();
const QUOTE: CourierQuote = {
  carrier: 'uber',
  quoteId: 'dqt_1',
  reference: 'ord_1',
  fee: '4.50',
  currency: 'EUR',
  expiresAt: at(60),
};
const booking = (given: Partial<CourierBooking> = {}): CourierBooking => ({
  ...QUOTE,
  startedAt: at(-5),
  state: 'booked',
  deliveryId: 'del_1',
  trackingNumber: 'DEL1',
  ...given,
});
const bookOf = (given: Partial<DeliveryBook>): DeliveryBook => ({
  orderId: 'ord_1',
  version: 1,
  references: 1,
  quotes: [QUOTE],
  bookings: [],
  ...given,
});
const parcel = (milestone: 'delivered' | 'cancelled' | undefined) => ({
  shipmentId: 'shp_1',
  trackingNumber: 'DEL1',
  carrier: 'uber',
  registeredAt: at(-4),
  ...(milestone && { milestone, ended: { milestone, occurredAt: at(-1) }, lastScanAt: at(-1) }),
});
const order = (milestone?: 'delivered' | 'cancelled') => anOrder({ orderId: 'ord_1', shipments: [parcel(milestone)] });
const step = (book: Partial<DeliveryBook>, wanted = QUOTE, of = anOrder({ orderId: 'ord_1' })) =>
  nextStep(bookOf(book), of, wanted, NOW);
const OTHER: CourierQuote = { ...QUOTE, carrier: 'doordash', quoteId: 'ord_1-1', reference: 'ord_1-1' };

describe('a request to book', () => {
  it('books by a quote of the order that is good until a moment from now', () => {
    expect(step({})).toEqual({ kind: 'book', quote: QUOTE });
    expect(step({ quotes: [{ ...QUOTE, expiresAt: NOW.toISOString() }] })).toEqual({ kind: 'expired' });
    expect(step({ quotes: [OTHER] })).toEqual({ kind: 'unknown_quote' });
    expect(step({}, { ...QUOTE, carrier: 'doordash' })).toEqual({ kind: 'unknown_quote' });
  });

  it('again is the booking that was made, also when the quote has expired', () => {
    const made = booking({ expiresAt: at(-1) });
    expect(step({ bookings: [made] })).toEqual({ kind: 'known', booking: made });
  });

  it('waits for one that is being made, half a minute long, and settles it then or when its reply is lost', () => {
    expect(step({ bookings: [booking({ state: 'open' })] })).toEqual({ kind: 'in_progress', retryAfterSeconds: 25 });
    expect(step({ bookings: [booking({ state: 'open', startedAt: at(-30) })] })).toMatchObject({ kind: 'settle' });
    expect(step({ bookings: [booking({ state: 'open', isLost: true })] })).toMatchObject({ kind: 'settle' });
  });

  it('settles another courier’s first, and books none beside one that is on its way', () => {
    const open = booking({ state: 'open', isLost: true });
    expect(step({ quotes: [OTHER], bookings: [open] }, OTHER)).toEqual({ kind: 'settle', booking: open });
    const brought = step({ quotes: [OTHER], bookings: [booking()] }, OTHER, order());
    expect(brought).toMatchObject({ kind: 'other_booked' });
  });

  it.each(['delivered', 'cancelled'] as const)('books another once the first is %s', (milestone) => {
    const another = step({ quotes: [OTHER], bookings: [booking()] }, OTHER, order(milestone));
    expect(another).toEqual({ kind: 'book', quote: OTHER });
  });

  it('tries a refused one again', () => {
    expect(step({ bookings: [booking({ state: 'refused' })] })).toMatchObject({ kind: 'book' });
  });
});

describe('the book of an order', () => {
  it('gives each reference once, a hundred in all', () => {
    const first = withReferences(bookOf({ references: 0 }), 2);
    expect(first?.references).toEqual(['ord_1', 'ord_1-1']);
    expect(withReferences(bookOf({ references: 99 }), 1)?.references).toEqual(['ord_1-99']);
    expect(withReferences(bookOf({ references: 99 }), 2)).toBeUndefined();
  });

  it('replaces a booking by its reference, and forgets the oldest of many', () => {
    const book = withBooking(bookOf({ bookings: [booking({ state: 'open' })] }), booking());
    expect(book.bookings.map(({ state }) => state)).toEqual(['booked']);
    const many = Array.from({ length: 30 }, (_, index) => ({ ...QUOTE, quoteId: `dqt_${index}` }));
    expect(withQuotes(bookOf({}), many).quotes.at(0)?.quoteId).toBe('dqt_10');
  });

  it('is changed from what it is now, however often somebody else is first, up to five times', async () => {
    let stored: DeliveryBook | undefined;
    let refusals = 2;
    const books = {
      get: async () => stored,
      put: async (book: DeliveryBook) => {
        if (refusals-- > 0) return false;
        stored = book;
        return true;
      },
    };
    const changed = await changeBook(books, 'ord_1', (book) => withQuotes(book, [QUOTE]));
    expect([changed.version, stored]).toEqual([1, changed]);
    refusals = 5;
    await expect(changeBook(books, 'ord_1', (book) => book)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });
});
