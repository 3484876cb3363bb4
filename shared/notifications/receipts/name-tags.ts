import type { NotificationName } from '../notification.ts';

/**
 * By which tags a message is known to a provider whose tags take few characters: an order's id may be the caller's own, so
 * it goes along as base64url. `orderId` is for people who look into the provider's console.
 */
export const nameTags = ({ orderId, notificationId }: NotificationName): Readonly<Record<string, string>> => ({
  notificationId,
  orderId: orderId.replace(/[^A-Za-z0-9_-]/g, '-').slice(0, 256),
  orderRef: Buffer.from(orderId).toString('base64url'),
});

/** What such tags name; `undefined` where they are not ours. Mails of earlier versions had no `orderRef`. */
export const nameInTags = (tags: Readonly<Record<string, string | undefined>>): NotificationName | undefined => {
  const { notificationId, orderId, orderRef } = tags;
  const order = orderRef === undefined ? orderId : Buffer.from(orderRef, 'base64url').toString('utf8');
  return notificationId && order ? { notificationId, orderId: order } : undefined;
};
