import type { OrderEvent } from '../../../../shared/contract/events.ts';
import { DEFAULT_LOCALE, languageOf } from '../../../../shared/contract/language-of.ts';
import { STORE_OPERATIONS } from '../../../../shared/contract/operations/store.ts';
import type { InitBody } from '../../../../shared/contract/schemas/store.ts';
import { definedFields } from '../../../../shared/defined-fields.ts';
import { lineAmount, sumOf } from '../../../../shared/orders/commands/amounts.ts';
import { allowedNext } from '../../../../shared/orders/engine/step.ts';
import { itemsOfBasket } from '../../../../shared/orders/model/basket.ts';
import { customerWithE164 } from '../../../../shared/orders/model/customer.ts';
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

const itemsOf = ({ items = [] }: InitBody): Order['items'] =>
  itemsOfBasket(items.map(({ item_id, unit_price, ...item }) => ({ ...item, itemId: item_id, unitPrice: unit_price })));

const totalOf = (items: Order['items'], currency: string): string =>
  sumOf(...items.map(({ quantity, unitPrice }) => lineAmount(quantity, unitPrice, currency)));

const metadataOf = ({ metadata, delivery_provider, locale }: InitBody): Pick<Order, 'metadata'> => {
  const unread = locale !== undefined && languageOf(locale) === undefined ? { asWritten: { locale } } : {};
  const provider = delivery_provider === undefined ? {} : { [DELIVERY_PROVIDER]: delivery_provider };
  const all = { ...unread, ...metadata, ...provider };
  return metadata === undefined && Object.keys(all).length === 0 ? {} : { metadata: all };
};

const factsOf = (body: InitBody): CreationRequest['facts'] => {
  const items = itemsOf(body);
  return {
    orderId: body.order_id,
    orderType: body.order_type,
    buyerId: body.customer_id,
    sellerId: body.store_id,
    customer: customerWithE164(body.customer ?? {}),
    locale: languageOf(body.locale ?? '') ?? DEFAULT_LOCALE,
    items,
    totalAmount: body.total_amount ?? totalOf(items, body.currency),
    currency: body.currency,
    payment: PAID_AT_STORE,
    fulfilmentType: body.fulfilment_type ?? body.fulfillment_type ?? 'delivery',
    ...metadataOf(body),
    ...definedFields({
      estimatedDelivery: body.estimated_delivery,
      substitutionPreference: body.substitution_preference,
    }),
  };
};

const responder = async (deps: StoreDependencies, caller: Caller, facts: CreationRequest['facts']) => {
  const workflow = await deps.workflows.findActive(facts.orderType);
  return ({ order, events }: { readonly order: Order; readonly events: readonly OrderEvent[] }): ApiResponse => {
    const now = deps.clock.now();
    const actors = actorsOf(caller, order);
    const next = workflow ? actors.flatMap((actor) => allowedNext(workflow, order, actor, now)) : [];
    const response = storeOrderResponse({ order, actors, allowedNext: [...new Set(next)], events });
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
