import type { CallOutcome, DeliveryQuote } from '../carriers/carrier-client.ts';
import type { TrackedCarrier } from '../contract/carrier-apis.ts';
import { type ProblemCode, ProblemError } from '../contract/problem.ts';
import { fromMinorUnits } from '../orders/commands/currency-unit.ts';
import type { Order } from '../orders/model/order.ts';
import type { Shop } from '../shops/shop.ts';
import { askCourier, type CourierDependencies, courierProblem } from './ask-courier.ts';
import { type CourierQuote, changeBook, withQuotes, withReferences } from './delivery-book.ts';
import { takeQuoteCalls } from './delivery-limits.ts';
import { deliveryRequestOf, type RequestOfOrder } from './delivery-request.ts';

/** Why a courier quotes nothing. */
interface QuoteError {
  readonly carrier: string;
  readonly code: ProblemCode;
  readonly message: string;
}

export interface Quotes {
  readonly quotes: readonly CourierQuote[];
  readonly errors: readonly QuoteError[];
}

/** What a courier has to know; throws where the shop or the order does not say it. */
export const completeRequest = (order: Order, shop: Shop | undefined): RequestOfOrder => {
  const made = deliveryRequestOf(order, shop);
  if ('request' in made) return made.request;
  throw new ProblemError('DELIVERY_DETAILS_MISSING', undefined, { errors: made.missing });
};

const giveReferences = async (
  { books }: CourierDependencies,
  orderId: string,
  count: number,
): Promise<readonly string[]> => {
  let given: readonly string[] = [];
  await changeBook(books, orderId, (book) => {
    const next = withReferences(book, count);
    if (next === undefined) throw new ProblemError('ORDER_TOO_LARGE', 'Quotes were requested too often for this order');
    given = next.references;
    return next.book;
  });
  return given;
};

const quoteOf = (carrier: string, reference: string, quote: DeliveryQuote): CourierQuote => {
  const { quoteId, feeInMinorUnits, currency, ...times } = quote;
  return { carrier, quoteId, reference, fee: fromMinorUnits(feeInMinorUnits, currency), currency, ...times };
};

const errorOf = (dependencies: CourierDependencies, courier: TrackedCarrier, outcome: CallOutcome<DeliveryQuote>) => {
  if (outcome.kind === 'ok') return [];
  const { code, detail } = courierProblem(dependencies, courier, outcome);
  return [{ carrier: courier.id, code, message: detail }];
};

/** Asks couriers, side by side, what they would bring the order for. One that cannot is an error beside the others' quotes. */
export const quoteDeliveries = async (
  dependencies: CourierDependencies,
  order: Order,
  shop: Shop | undefined,
  couriers: readonly TrackedCarrier[],
): Promise<Quotes> => {
  const request = completeRequest(order, shop);
  await takeQuoteCalls(dependencies, order, couriers.length);
  const references = await giveReferences(dependencies, order.orderId, couriers.length);
  const asked = await Promise.all(
    couriers.map(async (courier, index) => {
      const reference = references[index] ?? order.orderId;
      const outcome = await askCourier(dependencies, courier, ({ quote }) => quote?.({ ...request, reference }));
      return { courier, reference, outcome };
    }),
  );
  const quotes = asked.flatMap(({ courier, reference, outcome }) =>
    outcome.kind === 'ok' ? [quoteOf(courier.id, reference, outcome.value)] : [],
  );
  if (quotes.length > 0) await changeBook(dependencies.books, order.orderId, (book) => withQuotes(book, quotes));
  return { quotes, errors: asked.flatMap(({ courier, outcome }) => errorOf(dependencies, courier, outcome)) };
};
