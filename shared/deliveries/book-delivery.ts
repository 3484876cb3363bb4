import { courierWithId, type TrackedCarrier } from '../contract/carrier-apis.ts';
import { ProblemError } from '../contract/problem.ts';
import type { Actor, Order } from '../orders/model/order.ts';
import type { Shop } from '../shops/shop.ts';
import { askCourier, type CourierDependencies, courierProblem, type Failure } from './ask-courier.ts';
import { bookedOf } from './booked.ts';
import { type CourierBooking, type CourierQuote, changeBook, withBooking } from './delivery-book.ts';
import { takeBookingCall } from './delivery-limits.ts';
import { type NextStep, nextStep } from './next-step.ts';
import { completeRequest } from './quote-deliveries.ts';
import { recordDelivery } from './record-delivery.ts';
import { settleBooking } from './settle-booking.ts';

export interface BookingRequest {
  readonly order: Order;
  readonly shop: Shop | undefined;
  readonly courier: TrackedCarrier;
  readonly quoteId: string;
  readonly actor: Actor;
  /** Throws where nobody is to bring the order any more: asked before anything is booked anew. */
  readonly requireOpen: () => Promise<void>;
}

export interface BookedDelivery {
  readonly order: Order;
  readonly booking: CourierBooking;
}

/** The courier said no, or was not reached at all: nothing was made. A reply that was lost says nothing. */
const isCertain = ({ kind }: Failure): boolean => kind !== 'unavailable' && kind !== 'malformed';

const noteBooking = (dependencies: CourierDependencies, orderId: string, booking: CourierBooking) =>
  changeBook(dependencies.books, orderId, (book) => withBooking(book, booking));

/** Known by the same reference: a delivery that the courier made before is not refused, it is found. */
const noteFailure = async (
  dependencies: CourierDependencies,
  orderId: string,
  booking: CourierBooking,
  failure: Failure,
): Promise<void> => {
  const isMadeBefore =
    failure.kind === 'refused' && (failure.meaning === 'duplicate' || failure.meaning === 'quote_used');
  const isNothingMade = isCertain(failure) && !isMadeBefore;
  await noteBooking(dependencies, orderId, {
    ...booking,
    ...(isNothingMade ? { state: 'refused' } : { state: 'open', isLost: true }),
  });
};

/** On record before the courier is asked: a repetition of the request finds it, whatever becomes of this one. */
const claim = async (
  dependencies: CourierDependencies,
  { order, courier, quoteId, actor }: BookingRequest,
  quote: CourierQuote,
  isRepeated: boolean,
): Promise<CourierBooking> => {
  const now = dependencies.clock.now();
  const booking: CourierBooking = { ...quote, state: 'open', startedAt: now.toISOString() };
  await dependencies.audit.append({
    auditId: `aud_${dependencies.ids.ulid(now)}`,
    at: now.toISOString(),
    actor,
    action: 'delivery.requested',
    subject: order.orderId,
    details: { carrier: courier.id, reference: quote.reference, fee: quote.fee, currency: quote.currency },
  });
  await changeBook(dependencies.books, order.orderId, (book) => {
    const step = nextStep(book, order, { carrier: courier.id, quoteId }, now);
    const isStillSo = isRepeated ? step.kind === 'settle' : step.kind === 'book';
    if (!isStillSo) throw new ProblemError('DUPLICATE_REQUEST_IN_PROGRESS');
    return withBooking(book, booking);
  });
  return booking;
};

const askFor = async (
  dependencies: CourierDependencies,
  request: BookingRequest,
  quote: CourierQuote,
  isRepeated: boolean,
): Promise<BookedDelivery> => {
  const { courier, quoteId, order: before } = request;
  await request.requireOpen();
  const whole = completeRequest(before, request.shop);
  await takeBookingCall(dependencies, before);
  const booking = await claim(dependencies, request, quote, isRepeated);
  const { reference } = quote;
  const outcome = await askCourier(dependencies, courier, ({ createDelivery }) =>
    createDelivery?.({ ...whole, reference, quoteId }),
  );
  if (outcome.kind !== 'ok') {
    await noteFailure(dependencies, before.orderId, booking, outcome);
    throw courierProblem(dependencies, courier, outcome);
  }
  const booked = bookedOf(booking, outcome.value);
  await noteBooking(dependencies, before.orderId, booked);
  return recordDelivery(dependencies, request, booked, outcome.value.update);
};

/** The quote that a booking was made by. */
const quoteIn = ({
  state: _state,
  startedAt: _startedAt,
  isLost: _isLost,
  deliveryId: _deliveryId,
  trackingNumber: _trackingNumber,
  trackingUrl: _trackingUrl,
  ...quote
}: CourierBooking): CourierQuote => quote;

const nameOf = ({ carrier }: CourierQuote): string => courierWithId(carrier)?.name ?? carrier;

const problemOf = (step: Exclude<NextStep, { kind: 'known' | 'book' | 'settle' }>): ProblemError => {
  switch (step.kind) {
    case 'in_progress':
      return new ProblemError('DUPLICATE_REQUEST_IN_PROGRESS', undefined, {
        retryAfterSeconds: step.retryAfterSeconds,
      });
    case 'other_booked':
      return new ProblemError('DELIVERY_ALREADY_BOOKED', `${nameOf(step.booking)} brings the order already`);
    case 'unknown_quote':
      return new ProblemError('QUOTE_EXPIRED', 'This order has no such quote');
    default:
      return new ProblemError('QUOTE_EXPIRED');
  }
};

const afterSettling = async (
  dependencies: CourierDependencies,
  request: BookingRequest,
  booking: CourierBooking,
): Promise<BookedDelivery> => {
  const isOwn = booking.carrier === request.courier.id && booking.quoteId === request.quoteId;
  const settled = await settleBooking(dependencies, request.order, booking);
  if (settled.kind === 'booked') {
    const found = await recordDelivery(dependencies, request, settled.booking, settled.update);
    if (isOwn) return found;
    throw new ProblemError('DELIVERY_ALREADY_BOOKED', `${nameOf(booking)} brings the order already`);
  }
  if (settled.kind === 'none') return bookDelivery(dependencies, request);
  if (isOwn) return askFor(dependencies, request, quoteIn(booking), true);
  throw new ProblemError(
    'DELIVERY_ALREADY_BOOKED',
    `It is not known what became of the delivery that ${nameOf(booking)} was asked for: repeat that request first`,
  );
};

/**
 * Has a courier bring the order, by one of its quotes. The same request again returns the same delivery; one whose
 * outcome was lost is looked up at the courier, or made once more under the same reference, before anything else is
 * booked.
 */
export const bookDelivery = async (
  dependencies: CourierDependencies,
  request: BookingRequest,
): Promise<BookedDelivery> => {
  const { order: known, courier, quoteId } = request;
  const book = await changeBook(dependencies.books, known.orderId, () => undefined);
  const step = nextStep(book, known, { carrier: courier.id, quoteId }, dependencies.clock.now());
  if (step.kind === 'known') return recordDelivery(dependencies, request, step.booking);
  if (step.kind === 'book') return askFor(dependencies, request, step.quote, false);
  if (step.kind === 'settle') return afterSettling(dependencies, request, step.booking);
  throw problemOf(step);
};
