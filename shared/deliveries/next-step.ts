import { leadingMilestone } from '../orders/engine/parcel-state.ts';
import { isEnd } from '../orders/engine/scan-flags.ts';
import type { Order } from '../orders/model/order.ts';
import type { CourierBooking, CourierQuote, DeliveryBook } from './delivery-book.ts';

/** Longer than a request lives: whoever asked has its outcome by then, or never will. */
const IN_PROGRESS_SECONDS = 30;

/** What is to be done with a request to book by a quote. */
export type NextStep =
  /** It was booked before. */
  | { readonly kind: 'known'; readonly booking: CourierBooking }
  /** Asked for now, by this quote: by a repetition too, which the courier knows by the reference. */
  | { readonly kind: 'book'; readonly quote: CourierQuote }
  /** First it has to be known what became of this one. */
  | { readonly kind: 'settle'; readonly booking: CourierBooking }
  | { readonly kind: 'in_progress'; readonly retryAfterSeconds: number }
  | { readonly kind: 'other_booked'; readonly booking: CourierBooking }
  | { readonly kind: 'unknown_quote' }
  | { readonly kind: 'expired' };

/** Whether the courier of the booking still brings the order. */
export const isActive = ({ state, trackingNumber }: CourierBooking, { shipments }: Order): boolean => {
  const parcel = shipments.find((one) => one.trackingNumber === trackingNumber);
  return state === 'booked' && parcel !== undefined && !isEnd(leadingMilestone(parcel));
};

const secondsLeft = ({ startedAt, isLost }: CourierBooking, now: Date): number =>
  isLost ? 0 : Math.ceil(IN_PROGRESS_SECONDS - (now.getTime() - Date.parse(startedAt)) / 1_000);

const stepOfOpen = (booking: CourierBooking, now: Date): NextStep => {
  const retryAfterSeconds = secondsLeft(booking, now);
  return retryAfterSeconds > 0 ? { kind: 'in_progress', retryAfterSeconds } : { kind: 'settle', booking };
};

/**
 * Decides by what is on record: pure. One courier at a time brings an order, and nothing is asked for again before it is
 * known what became of it.
 */
export const nextStep = (
  { quotes, bookings }: DeliveryBook,
  order: Order,
  wanted: { readonly carrier: string; readonly quoteId: string },
  now: Date,
): NextStep => {
  const isWanted = ({ carrier, quoteId }: CourierQuote): boolean =>
    carrier === wanted.carrier && quoteId === wanted.quoteId;
  const own = bookings.find(isWanted);
  if (own?.state === 'booked') return { kind: 'known', booking: own };
  const open = bookings.find(({ state }) => state === 'open');
  if (open !== undefined) return stepOfOpen(open, now);
  const other = bookings.find((booking) => isActive(booking, order));
  if (other !== undefined) return { kind: 'other_booked', booking: other };
  const quote = quotes.find(isWanted);
  if (quote === undefined) return { kind: 'unknown_quote' };
  const isExpired = quote.expiresAt !== undefined && quote.expiresAt <= now.toISOString();
  return isExpired ? { kind: 'expired' } : { kind: 'book', quote };
};
