import Big from 'big.js';
import type { OrderEvent } from '../../../../shared/contract/events.ts';
import { STORE_OPERATIONS } from '../../../../shared/contract/operations/store.ts';
import type { InitBody } from '../../../../shared/contract/schemas/store.ts';
import { allowedNext } from '../../../../shared/orders/engine/step.ts';
import type { Order } from '../../../../shared/orders/model/order.ts';
import { type CreationRequest, createOrder } from '../../../../shared/orders/use-cases/create-order.ts';
import { actorsOf } from '../../../../shared/security/actors.ts';
import type { Caller } from '../../../../shared/security/caller.ts';
import { type ApiResponse, implement } from '../../../http/http-api.ts';
import { idempotently } from '../../../http/idempotency.ts';
import { created, etagOf } from '../../../http/responses.ts';
import { creationProblem } from '../../creation-problem.ts';
import { creatorFor } from '../../orders-api/routes/create-order.ts';
import { DELIVERY_PROVIDER, storeOrderResponse } from '../../responses/store-order.ts';
import type { StoreDependencies } from '../dependencies.ts';

/** A store's basket is paid at the store: it comes here to be followed. */
const PAID_AT_STORE = { method: 'store', status: 'confirmed' } as const;

const itemsOf = (body: InitBody): Order['items'] =>
  (body.items ?? []).map(({ item_id, unit_price, ...item }, i) => ({
    ...item,
    itemId: item_id ?? `item-${i + 1}`,
    unitPrice: unit_price,
  }));

const totalOf = (items: Order['items']): string =>
  items.reduce((sum, { quantity, unitPrice }) => sum.plus(new Big(unitPrice).times(quantity)), new Big(0)).toFixed();

const metadataOf = ({ metadata, delivery_provider }: InitBody) =>
  delivery_provider === undefined ? metadata : { ...metadata, [DELIVERY_PROVIDER]: delivery_provider };

const factsOf = (body: InitBody): CreationRequest['facts'] => {
  const items = itemsOf(body);
  const metadata = metadataOf(body);
  return {
    orderId: body.order_id,
    orderType: body.order_type,
    buyerId: body.customer_id,
    sellerId: body.store_id,
    customer: body.customer ?? {},
    locale: body.locale,
    items,
    totalAmount: body.total_amount ?? totalOf(items),
    currency: body.currency,
    payment: PAID_AT_STORE,
    fulfilmentType: body.fulfilment_type,
    ...(metadata && { metadata }),
    ...(body.estimated_delivery !== undefined && { estimatedDelivery: body.estimated_delivery }),
    ...(body.substitution_preference && { substitutionPreference: body.substitution_preference }),
  };
};

const responder = async (deps: StoreDependencies, caller: Caller, facts: CreationRequest['facts']) => {
  const workflow = await deps.workflows.findActive(facts.orderType);
  return ({ order, events }: { readonly order: Order; readonly events: readonly OrderEvent[] }): ApiResponse => {
    const now = deps.clock.now();
    const next = workflow ? actorsOf(caller, order).flatMap((actor) => allowedNext(workflow, order, actor, now)) : [];
    const response = storeOrderResponse({ order, allowedNext: [...new Set(next)], events });
    return created(response, { ETag: etagOf(order), Location: `/orders/tracking/${order.orderId}` });
  };
};

export const initTracking = implement(
  STORE_OPERATIONS.initTracking,
  async ({ body, ...request }, deps: StoreDependencies) => {
    const actor = creatorFor(request.caller, body.store_id);
    const facts = factsOf(body);
    const respond = await responder(deps, request.caller, facts);
    return idempotently(deps, request, 'init_tracking', async (completeWith) => {
      const result = await createOrder(deps, {
        facts,
        actor,
        ...(completeWith && { idempotency: (outcome) => completeWith(respond(outcome)) }),
      });
      if (!result.ok) throw creationProblem(result);
      return { response: respond(result), isRecorded: true };
    });
  },
);
