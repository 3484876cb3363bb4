import type * as z from 'zod';
import { DELIVERIES_OPERATIONS } from '../../../../shared/contract/operations/deliveries.ts';
import { ProblemError } from '../../../../shared/contract/problem.ts';
import type { deliveryQuotes } from '../../../../shared/contract/schemas/deliveries.ts';
import type { CourierQuote } from '../../../../shared/deliveries/delivery-book.ts';
import { quoteDeliveries as quote } from '../../../../shared/deliveries/quote-deliveries.ts';
import { implement } from '../../../http/http-api.ts';
import { ok } from '../../../http/responses.ts';
import { quoteFields } from '../delivery-response.ts';
import type { DeliveriesDependencies } from '../dependencies.ts';
import { courierOf, orderOfOrderer, requireDelivery } from '../orderer.ts';

type Response = z.input<typeof deliveryQuotes>;

const quoteResponse = (given: CourierQuote): Response['quotes'][number] => ({
  ...quoteFields(given),
  expiresAt: given.expiresAt ?? null,
});

const cheapestFirst = (a: CourierQuote, b: CourierQuote): number =>
  a.currency === b.currency ? Number(a.fee) - Number(b.fee) : a.currency < b.currency ? -1 : 1;

export const quoteDeliveries = implement(
  DELIVERIES_OPERATIONS.quoteDeliveries,
  async ({ params, body, caller, headers }, deps: DeliveriesDependencies) => {
    const { order } = await orderOfOrderer(deps, { caller, headers }, params.orderId);
    await requireDelivery(deps, order);
    const couriers = body.carriers?.map((id, index) => courierOf(deps, id, `carriers.${index}`)) ?? deps.couriers;
    if (couriers.length === 0)
      throw new ProblemError('NOT_APPLICABLE', 'This stage has no account with a courier', {
        currentStatus: order.status,
      });
    const shop = await deps.shops.get(order.sellerId);
    const { quotes, errors } = await quote(deps, order, shop, [...new Set(couriers)]);
    const response: Response = {
      orderId: order.orderId,
      quotes: quotes.toSorted(cheapestFirst).map(quoteResponse),
      errors: [...errors],
    };
    return ok(response);
  },
);
