import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { type RoutedMessage, routeChanges } from '../../../shared/events/route-changes.ts';
import type { Destination } from '../../../shared/events/routes.ts';
import { sqsClient } from '../../composition/clients/sqs.ts';
import { once } from '../../composition/system.ts';
import { sendMessages } from '../../consumers/queue-sender.ts';
import { type StreamContext, streamConsumer } from '../../consumers/stream-consumer.ts';

const queueUrls = once((): Readonly<Record<Destination, string>> => {
  const environment = readEnvironment(ENVIRONMENTS.FanOut);
  return {
    notify: environment.NOTIFY_QUEUE_URL,
    broadcast: environment.BROADCAST_QUEUE_URL,
    schedule: environment.SCHEDULE_QUEUE_URL,
    search: environment.SEARCH_QUEUE_URL,
    parked: environment.PARKED_QUEUE_URL,
    bulkMoves: environment.BULK_MOVES_QUEUE_URL,
    urgentLane: environment.URGENT_LANE_QUEUE_URL,
    normalLane: environment.NORMAL_LANE_QUEUE_URL,
    bulkLane: environment.BULK_LANE_QUEUE_URL,
  };
});

const send = async (
  destination: Destination,
  messages: readonly RoutedMessage[],
  { logger }: StreamContext,
): Promise<readonly string[]> => {
  const { failed } = await sendMessages(sqsClient(), queueUrls()[destination], messages);
  for (const { failure } of failed) logger.warn('A queue did not take a message', { destination, ...failure });
  return failed.map(({ message }) => message.sequenceNumber);
};

/** Only routes: what follows from a change is the business of the consumers behind the queues. */
export const handler = streamConsumer({ name: 'fan-out' }, async (changes, context) => {
  const { messages, alerts, unreadable } = routeChanges(changes);
  for (const { orderId, alert } of alerts)
    context.logger.warn('Operations should look at an order', { orderId, alert });
  if (alerts.length > 0) context.metrics.addMetric('OrderAlert', MetricUnit.Count, alerts.length);
  for (const { sequenceNumber, reason } of unreadable) {
    context.logger.error('A change cannot be read', { sequenceNumber, reason });
  }
  const failed = await Promise.all(
    [...Map.groupBy(messages, ({ destination }) => destination)].map(([destination, group]) =>
      send(destination, group, context),
    ),
  );
  return [...failed.flat(), ...unreadable.map(({ sequenceNumber }) => sequenceNumber)];
});
