import { ORDERS_OPERATIONS } from '../../../../shared/contract/operations/orders.ts';
import { notFound, ProblemError } from '../../../../shared/contract/problem.ts';
import type { Actor, Order } from '../../../../shared/orders/model/order.ts';
import { createOrder as create } from '../../../../shared/orders/use-cases/create-order.ts';
import { type CheckoutFacts, factsFromCheckout } from '../../../../shared/orders/use-cases/from-checkout.ts';
import type { Caller } from '../../../../shared/security/caller.ts';
import { type ApiResponse, implement } from '../../../http/http-api.ts';
import { idempotently } from '../../../http/idempotency.ts';
import { created, etagOf } from '../../../http/responses.ts';
import { creationProblem } from '../../creation-problem.ts';
import { createdOrderResponse } from '../../responses/order.ts';
import type { OrdersDependencies } from '../dependencies.ts';

/** A service creates for any shop, a seller for their own: another's shop does not exist for them. */
export const creatorFor = (caller: Caller, sellerId: string): Actor => {
  if (caller.kind !== 'user') throw notFound('The shop');
  if (caller.roles.includes('system')) return { role: 'system', id: caller.sub };
  if (caller.sellerIds.includes(sellerId)) return { role: 'seller', id: caller.sub };
  throw notFound('The shop');
};

const checkoutProblem = (refused: Extract<CheckoutFacts, { ok: false }>): ProblemError =>
  refused.code === 'INVALID_SHIPPING_ADDRESS'
    ? new ProblemError(refused.code, `The address is missing ${refused.missing.join(', ')}`, {
        errors: refused.missing.map((name) => ({
          path: `checkoutData.shippingAddress.${name}`,
          message: 'Needed for a delivery',
        })),
      })
    : new ProblemError(refused.code);

const responseOf = (order: Order, trackingUrl: string): ApiResponse =>
  created(createdOrderResponse(order, trackingUrl), {
    ETag: etagOf(order),
    Location: `/api/orders/${order.orderId}`,
  });

export const createOrder = implement(ORDERS_OPERATIONS.createOrder, async (request, deps: OrdersDependencies) => {
  const { body, caller } = request;
  const actor = creatorFor(caller, body.checkoutData.sellerId);
  const now = deps.clock.now();
  const orderId = `ord_${deps.ids.ulid(now)}`;
  const checkout = factsFromCheckout(body, orderId);
  if (!checkout.ok) throw checkoutProblem(checkout);
  // A service hands the page to the buyer, so that its address opens the order; a seller has their own way in.
  const trackingUrl = actor.role === 'system' ? await deps.links.forGuest(orderId, now) : deps.links.forUser(orderId);
  return idempotently(deps, request, 'create_order', async (completeWith) => {
    const result = await create(deps, {
      facts: checkout.facts,
      actor,
      ...(completeWith && { idempotency: ({ order }) => completeWith(responseOf(order, trackingUrl)) }),
    });
    if (!result.ok) throw creationProblem(result);
    return { response: responseOf(result.order, trackingUrl), isRecorded: true };
  });
});
