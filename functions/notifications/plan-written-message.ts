import type { ConfiguredProviders } from '../../shared/contract/channel-registry.ts';
import type { PlannedNotification } from '../../shared/notifications/notification.ts';
import { linkExpiry, orderPageUrl } from '../../shared/notifications/order-page.ts';
import { planWritten } from '../../shared/notifications/plan.ts';
import { type PlanInputDependencies, planInputs } from '../../shared/notifications/plan-inputs.ts';
import type { ActiveTemplates } from '../../shared/notifications/templates/active-templates.ts';
import type { WrittenMessage } from '../../shared/notifications/written-message.ts';
import type { Order } from '../../shared/orders/model/order.ts';
import type { OrderStore } from '../../shared/orders/use-cases/order-store.ts';
import { signGuestLink } from '../../shared/security/guest-link.ts';
import { withShop } from '../../shared/shops/shop.ts';
import { withRecordsDelivered } from '../composition/record-channels.ts';
import { systemClock } from '../composition/system.ts';

export interface WrittenMessageParts extends PlanInputDependencies {
  readonly orders: Pick<OrderStore, 'get'>;
  readonly linkSecret: () => Promise<string>;
  readonly publicUrl: string;
  readonly providers: ConfiguredProviders;
  readonly templates: ActiveTemplates;
}

/** Expires relative to the event or request, not to the clock: planning again makes the same link. */
export const guestToken = async (
  { linkSecret }: Pick<WrittenMessageParts, 'linkSecret'>,
  { orderId, linkGeneration }: Pick<Order, 'orderId' | 'linkGeneration'>,
  from: string,
): Promise<string> => {
  const expiresAt = linkExpiry(from).toISOString();
  const generation = linkGeneration === undefined ? {} : { generation: linkGeneration };
  return signGuestLink({ orderId, expiresAt, ...generation }, await linkSecret());
};

/** @param order As it was read a moment ago */
export const planWrittenAbout = async (
  order: Order,
  written: WrittenMessage,
  deps: Omit<WrittenMessageParts, 'orders'>,
): Promise<readonly PlannedNotification[]> => {
  const { type, audience, channels, priority } = written;
  const effects = [{ kind: 'notify', type, audience, channels, priority }] as const;
  // Somebody writes on purpose: nothing that was sent before makes it a repetition, and nothing of it is read.
  const [token, inputs] = await Promise.all([
    guestToken(deps, order, written.requestedAt),
    planInputs(effects, order, deps),
  ]);
  const { shop } = inputs;
  const link = orderPageUrl(order, deps.publicUrl, () => token);
  const now = systemClock.now().toISOString();
  const planned = planWritten(written, { order, link, now, providers: deps.providers, ...inputs });
  return withRecordsDelivered(planned, { order: withShop(order, shop), shop, templates: deps.templates });
};

/** What somebody wrote about an order that is gone reaches nobody. */
export const planWrittenMessage = async (
  written: WrittenMessage,
  deps: WrittenMessageParts,
): Promise<readonly PlannedNotification[]> => {
  const order = await deps.orders.get(written.orderId);
  return order ? planWrittenAbout(order, written, deps) : [];
};
