import type { Clock, IdSource } from '../clock/clock.ts';
import type { Order } from '../orders/model/order.ts';
import type { Channel } from '../workflows/workflow.ts';
import type { ChannelProvider, SendOutcome } from './channel-provider.ts';
import type { PlannedNotification } from './notification.ts';
import type { NotificationStore } from './notification-store.ts';
import { emailOf } from './plan.ts';
import { renderEmail } from './render.ts';

/**
 * Longer than a function can run: when the lease is over, whoever held it has ended. What a dead attempt had handed over
 * nobody can ask the provider, so the message is sent again: a message twice, in the rare case of a crash between the
 * provider's yes and its record, does less harm than a failed delivery that nobody heard of.
 */
export const LEASE_MILLISECONDS = 90_000;

export interface DeliverDependencies {
  readonly notifications: NotificationStore;
  readonly orders: { get(orderId: string): Promise<Order | undefined> };
  readonly providers: Readonly<Partial<Record<Channel, ChannelProvider>>>;
  readonly clock: Clock;
  readonly ids: IdSource;
}

export type DeliveryResult =
  | { readonly result: 'sent' | 'failed'; readonly notification: PlannedNotification['notification'] }
  /** Done by an earlier message. */
  | { readonly result: 'settled' }
  /** Not now: the message has to come again. */
  | { readonly result: 'again'; readonly reason: string };

const send = async (
  { notification, link }: PlannedNotification,
  order: Order | undefined,
  { providers }: DeliverDependencies,
): Promise<SendOutcome> => {
  const provider = providers[notification.channel];
  if (!provider) return { outcome: 'refused', error: 'channel_without_provider' };
  const recipient = order && emailOf(order);
  if (!order || recipient === undefined) return { outcome: 'refused', error: 'no_address' };
  return provider.send({
    ...renderEmail(notification, order, link),
    notificationId: notification.notificationId,
    orderId: notification.orderId,
    recipient,
  });
};

/** Sends a planned notification, once however often it is asked to. */
export const deliverNotification = async (
  { orderId, notificationId }: { readonly orderId: string; readonly notificationId: string },
  dependencies: DeliverDependencies,
): Promise<DeliveryResult> => {
  const { notifications, orders, clock, ids } = dependencies;
  // Read before the claim: what fails here leaves nothing claimed.
  const order = await orders.get(orderId);
  const at = clock.now();
  const attemptId = `att_${ids.ulid(at)}`;
  const leaseUntil = new Date(at.getTime() + LEASE_MILLISECONDS).toISOString();
  const claim = await notifications.claim(orderId, notificationId, { attemptId, at: at.toISOString(), leaseUntil });
  if (claim.outcome === 'busy') return { result: 'again', reason: 'another attempt is sending it' };
  if (claim.outcome !== 'claimed') return { result: 'settled' };
  const { notification } = claim.planned;
  const outcome = await send(claim.planned, order, dependencies);
  await notifications.settle(
    notification,
    attemptId,
    outcome.outcome === 'accepted' ? { ...outcome, at: clock.now().toISOString() } : outcome,
  );
  if (outcome.outcome === 'accepted') return { result: 'sent', notification };
  if (outcome.outcome === 'refused') return { result: 'failed', notification };
  return { result: 'again', reason: `${outcome.outcome}: ${outcome.error}` };
};
