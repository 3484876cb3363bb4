import type { Lane } from '../../shared/contract/destinations.ts';
import { messagesOfNotification } from '../../shared/events/routes.ts';
import type { Notification } from '../../shared/notifications/notification.ts';
import type { KnownOfOrder } from '../../shared/store/dynamo-order-and-shop.ts';
import { sqsClient } from '../composition/clients/sqs.ts';
import { systemBackoff } from '../composition/system.ts';
import { sendMessages } from './queue-sender.ts';

/**
 * Sends what waits to be sent to the lane of its priority. Sent twice, it is delivered once: its claim sees to that.
 *
 * @throws Error when a lane does not take a message: the event then comes again, with what was recorded of it.
 */
export const sendToLanes = async (
  notifications: readonly Notification[],
  known: KnownOfOrder | undefined,
  urlOf: (lane: Lane) => string,
): Promise<void> => {
  const messages = notifications.flatMap((notification) => messagesOfNotification(notification, known));
  const byLane = [...Map.groupBy(messages, ({ destination }) => destination)];
  const results = await Promise.all(
    byLane.map(([lane, group]) =>
      sendMessages({ client: sqsClient(), queueUrl: urlOf(lane), backoff: systemBackoff }, group),
    ),
  );
  const [first] = results.flatMap(({ failed }) => failed);
  if (first) throw new Error(`A lane did not take a notification: ${first.failure.reason}`);
};
