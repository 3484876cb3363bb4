import { CHANNELS } from '../../../../shared/contract/channel-registry.ts';
import { MESSAGES_OPERATIONS } from '../../../../shared/contract/operations/messages.ts';
import { notFound, ProblemError } from '../../../../shared/contract/problem.ts';
import type { Order } from '../../../../shared/orders/model/order.ts';
import type { Caller } from '../../../../shared/security/caller.ts';
import type { RateLimit } from '../../../../shared/security/rate-limit-store.ts';
import { implement } from '../../../http/http-api.ts';
import { idempotently } from '../../../http/idempotency.ts';
import { visibleOrder } from '../../../http/order-access.ts';
import type { MessagesDependencies } from '../dependencies.ts';
import { admit } from './notify-customer.ts';

const PER_CALLER: RateLimit = { limit: 10, windowSeconds: 3_600 };

type User = Extract<Caller, { kind: 'user' }>;

/** A test never reaches anybody but who asks for it: staff see every order, and are nobody's customer. */
const audienceOf = ({ sub, sellerIds }: User, { buyerId, sellerId }: Order): 'customer' | 'seller' => {
  if (buyerId === sub) return 'customer';
  if (sellerIds.includes(sellerId)) return 'seller';
  throw new ProblemError('NOT_APPLICABLE', 'A test goes to the customer or the shop of an order: preview the template');
};

const newestOrder = async (deps: MessagesDependencies, { sub }: User): Promise<Order> => {
  const owner = { kind: 'customer', id: sub } as const;
  const { orders } = await deps.store.list({ owner, sortBy: 'createdAt', sortOrder: 'desc', limit: 1 });
  const [order] = orders;
  if (order) return order;
  throw new ProblemError('NOT_APPLICABLE', 'A test is about an order, and the caller has none: name one');
};

export const sendTestNotification = implement(
  MESSAGES_OPERATIONS.sendTestNotification,
  async ({ body, ...request }, deps: MessagesDependencies) => {
    const { caller } = request;
    if (caller.kind !== 'user') throw notFound();
    const { orderId } = body;
    const order =
      orderId === undefined ? await newestOrder(deps, caller) : (await visibleOrder(deps.store, caller, orderId)).order;
    const audience = audienceOf(caller, order);
    return idempotently(deps, request, 'send_test', async () => {
      await admit(deps, `test:${caller.sub}`, PER_CALLER);
      const now = deps.clock.now();
      const messageId = `msg_${deps.ids.ulid(now)}`;
      await deps.writtenMessages.put({
        messageId,
        orderId: order.orderId,
        type: body.type,
        audience,
        channels: body.channels ?? CHANNELS.map(({ id }) => id),
        priority: 'normal',
        requestedAt: now.toISOString(),
        requestedBy: { role: audience, id: caller.sub },
      });
      return { response: { status: 202, body: { messageId, orderId: order.orderId } }, isRecorded: false };
    });
  },
);
