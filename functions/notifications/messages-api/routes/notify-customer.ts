import { CHANNELS } from '../../../../shared/contract/channel-registry.ts';
import { MESSAGES_OPERATIONS } from '../../../../shared/contract/operations/messages.ts';
import { ProblemError } from '../../../../shared/contract/problem.ts';
import { definedFields } from '../../../../shared/defined-fields.ts';
import type { PlannedNotification } from '../../../../shared/notifications/notification.ts';
import { planWritten } from '../../../../shared/notifications/plan.ts';
import type { WrittenMessage } from '../../../../shared/notifications/written-message.ts';
import type { Order } from '../../../../shared/orders/model/order.ts';
import type { RateLimit } from '../../../../shared/security/rate-limit-store.ts';
import { type Shop, withShop } from '../../../../shared/shops/shop.ts';
import { implement } from '../../../http/http-api.ts';
import { idempotently } from '../../../http/idempotency.ts';
import { visibleOrder } from '../../../http/order-access.ts';
import { ok } from '../../../http/responses.ts';
import type { MessagesDependencies } from '../dependencies.ts';
import { warningsOf } from './preview-template.ts';
import { author } from './templates.ts';

const PER_ORDER: RateLimit = { limit: 20, windowSeconds: 86_400 };

export const admit = async (deps: MessagesDependencies, scope: string, limit: RateLimit): Promise<void> => {
  const verdict = await deps.rateLimits.take(scope, limit, deps.clock.now());
  if (verdict.allowed) return;
  throw new ProblemError('RATE_LIMITED', undefined, { retryAfterSeconds: verdict.retryAfterSeconds });
};

/** Every message has the page of the order behind it; the customer's own token is only made where it is sent. */
export const linkTo = ({ publicUrl }: Pick<MessagesDependencies, 'publicUrl'>, orderId: string): string =>
  `${publicUrl}/track/${encodeURIComponent(orderId)}`;

interface About {
  readonly order: Order;
  readonly shop: Shop | undefined;
}

const previewOf = async (
  deps: MessagesDependencies,
  { order, shop }: About,
  { notification, link }: PlannedNotification,
) => {
  const render = await deps.rendererOf(notification.channel);
  const message = render({ notification, order: withShop(order, shop), shop, link, publicUrl: deps.publicUrl });
  return {
    channel: notification.channel,
    recipient: notification.recipient ?? null,
    message,
    warnings: warningsOf(message),
  };
};

/** Where a person's message goes unless they say otherwise: what costs nothing for each message. */
export const DEFAULT_CHANNELS = CHANNELS.filter(({ isInbox, template }) => isInbox || template?.form === 'html').map(
  ({ id }) => id,
);

const previews = async (deps: MessagesDependencies, written: WrittenMessage, about: About) => {
  const planned = planWritten(written, { ...about, link: linkTo(deps, written.orderId), now: written.requestedAt });
  return Promise.all(planned.map((one) => previewOf(deps, about, one)));
};

export const notifyCustomer = implement(
  MESSAGES_OPERATIONS.notifyCustomer,
  async ({ params: { orderId }, body, ...request }, deps: MessagesDependencies) => {
    const { order } = await visibleOrder(deps.store, request.caller, orderId);
    const shop = await deps.shops.get(order.sellerId);
    const now = deps.clock.now();
    const written: WrittenMessage = {
      messageId: `msg_${deps.ids.ulid(now)}`,
      orderId,
      type: 'custom',
      audience: 'customer',
      channels: body.channels ?? DEFAULT_CHANNELS,
      priority: 'normal',
      message: { text: body.message, ...definedFields({ subject: body.subject }) },
      requestedAt: now.toISOString(),
      requestedBy: author(request.caller),
    };
    const messages = await previews(deps, written, { order, shop });
    if (body.preview) return ok({ messageId: null, isPreview: true, messages });
    return idempotently(deps, request, `notify_customer|${orderId}`, async () => {
      await admit(deps, `notify:${orderId}`, PER_ORDER);
      // Who wrote to a customer is on record before anything can be sent.
      await deps.audit.append({
        auditId: `aud_${written.messageId}`,
        at: written.requestedAt,
        actor: written.requestedBy,
        action: 'customer.notified',
        subject: orderId,
        details: { messageId: written.messageId, channels: [...written.channels] },
      });
      await deps.writtenMessages.put(written);
      const body202 = { messageId: written.messageId, isPreview: false, messages };
      return { response: { status: 202, body: body202 }, isRecorded: false };
    });
  },
);
