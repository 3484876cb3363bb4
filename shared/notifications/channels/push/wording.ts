import { sha256 } from '../../../security/digest.ts';
import type { OutgoingNotification } from '../../channel.ts';
import type { PushMessage } from './render.ts';

/** Later than this an order has gone on, and the message says what is no longer so. */
export const TIME_TO_LIVE_SECONDS = 4 * 3_600;

/** What came later of the same order takes the place of what a device has not shown yet: 32 letters at most. */
export const collapseKeyOf = ({ orderId }: Pick<OutgoingNotification, 'orderId'>): string =>
  sha256(orderId, 'base64url').slice(0, 32);

export const isUrgent = ({ priority }: Pick<OutgoingNotification, 'priority'>): boolean =>
  priority === 'urgent' || priority === 'high';

/** What the application gets besides the text that is shown; every value is text. */
export const dataOf = ({
  notificationId,
  orderId,
  message: { url, type },
}: OutgoingNotification<PushMessage>): Readonly<Record<string, string>> => ({ notificationId, orderId, type, url });
