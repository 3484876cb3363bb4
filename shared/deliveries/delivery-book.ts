import type { Instant } from '../calendar/instant.ts';
import { ProblemError } from '../contract/problem.ts';
import type { DecimalAmount } from '../orders/model/decimal-amount.ts';

/** What a courier asks for bringing an order. */
export interface CourierQuote {
  readonly carrier: string;
  readonly quoteId: string;
  /** The id under which the delivery is made: the order's, or that with a number behind it. */
  readonly reference: string;
  readonly fee: DecimalAmount;
  readonly currency: string;
  readonly pickupAt?: Instant;
  readonly dropoffAt?: Instant;
  readonly expiresAt?: Instant;
}

/** One attempt to have a courier bring the order. */
export interface CourierBooking extends CourierQuote {
  readonly startedAt: Instant;
  /**
   * `open`: asked for, and what became of it is not known; `booked`: the courier has it; `refused`: nothing was made.
   */
  readonly state: 'open' | 'booked' | 'refused';
  /** Whoever asked got no reply: nobody waits for one any more. */
  readonly isLost?: true;
  /** The provider's own id; with the two below, once it is booked. */
  readonly deliveryId?: string;
  readonly trackingNumber?: string;
  readonly trackingUrl?: string;
}

/** What was asked of couriers for one order: beside the order, so that it never contends with its changes. */
export interface DeliveryBook {
  readonly orderId: string;
  /** Rises with every change, from 1. */
  readonly version: number;
  /** References that were given out: no two deliveries of an order ever have the same. */
  readonly references: number;
  /** The newest last. */
  readonly quotes: readonly CourierQuote[];
  /** The newest last. */
  readonly bookings: readonly CourierBooking[];
}

export interface DeliveryBookStore {
  /** Strongly consistent. */
  get(orderId: string): Promise<DeliveryBook | undefined>;
  /** `false` where the book is no longer as it was read; `before` is `undefined` where there was none. */
  put(book: DeliveryBook, before: DeliveryBook | undefined): Promise<boolean>;
}

const MAX_QUOTES = 20;
const MAX_BOOKINGS = 20;
/** A number behind the order's id has two digits. */
const MAX_REFERENCES = 100;

const emptyBook = (orderId: string): DeliveryBook => ({ orderId, version: 0, references: 0, quotes: [], bookings: [] });

const referenceOf = (orderId: string, number: number): string => (number === 0 ? orderId : `${orderId}-${number}`);

/** The book with so many more references given out, and those; `undefined` once there are no more. */
export const withReferences = (
  book: DeliveryBook,
  count: number,
): { readonly book: DeliveryBook; readonly references: readonly string[] } | undefined => {
  const { orderId, references: used } = book;
  if (used + count > MAX_REFERENCES) return undefined;
  const references = Array.from({ length: count }, (_, index) => referenceOf(orderId, used + index));
  return { book: { ...book, references: used + count }, references };
};

export const withQuotes = (book: DeliveryBook, quotes: readonly CourierQuote[]): DeliveryBook => ({
  ...book,
  quotes: [...book.quotes, ...quotes].slice(-MAX_QUOTES),
});

/** The booking in the place of the one of the same quote, or as a new one. */
export const withBooking = (book: DeliveryBook, booking: CourierBooking): DeliveryBook => ({
  ...book,
  bookings: [...book.bookings.filter(({ reference }) => reference !== booking.reference), booking].slice(-MAX_BOOKINGS),
});

const MAX_TRIES = 5;

/**
 * Changes the book of an order from what it is now, as often as somebody else was first.
 *
 * @param change `undefined` where there is nothing to change.
 */
export const changeBook = async (
  store: DeliveryBookStore,
  orderId: string,
  change: (book: DeliveryBook) => DeliveryBook | undefined,
): Promise<DeliveryBook> => {
  for (let tried = 0; tried < MAX_TRIES; tried += 1) {
    const before = await store.get(orderId);
    const current = before ?? emptyBook(orderId);
    const changed = change(current);
    if (changed === undefined) return current;
    const book = { ...changed, version: current.version + 1 };
    if (await store.put(book, before)) return book;
  }
  throw new ProblemError('SERVICE_UNAVAILABLE', 'The deliveries of the order are asked for by too many at once');
};
