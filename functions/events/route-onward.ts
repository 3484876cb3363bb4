import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { type Destination, queueVariable } from '../../shared/contract/destinations.ts';
import { ENVIRONMENTS, readEnvironment } from '../../shared/contract/environment.ts';
import { type RoutedChanges, type RoutedMessage, routeChanges } from '../../shared/events/route-changes.ts';
import { sqsClient } from '../composition/clients/sqs.ts';
import { systemBackoff } from '../composition/system.ts';
import type { FailureKind } from '../consumers/queue-failures.ts';
import { sendMessages } from '../consumers/queue-sender.ts';
import type { StreamContext, TableChange } from '../consumers/stream-consumer.ts';

const queueUrlOf = (destination: Destination): string =>
  readEnvironment(ENVIRONMENTS.FanOut)[queueVariable(destination)];

/** A message that a queue did not take. */
export interface Undelivered {
  readonly sequenceNumber: string;
  readonly destination: Destination;
  readonly kind: FailureKind;
  readonly reason: string;
}

export interface Onward {
  readonly undelivered: readonly Undelivered[];
  readonly unreadable: RoutedChanges['unreadable'];
}

const send = async (
  destination: Destination,
  messages: readonly RoutedMessage[],
  { logger }: StreamContext,
): Promise<readonly Undelivered[]> => {
  const sender = { client: sqsClient(), queueUrl: queueUrlOf(destination), backoff: systemBackoff };
  const { failed } = await sendMessages(sender, messages);
  for (const { failure } of failed) logger.warn('A queue did not take a message', { destination, ...failure });
  return failed.map(({ message: { sequenceNumber }, failure }) => ({ sequenceNumber, destination, ...failure }));
};

/** Sends what follows from the changes to the queues of those whose business it is, or to some of those queues only. */
export const routeOnward = async (
  changes: readonly TableChange[],
  context: StreamContext,
  isWanted: (destination: Destination) => boolean = () => true,
): Promise<Onward> => {
  const { messages, alerts, unreadable } = routeChanges(changes);
  for (const { orderId, alert } of alerts)
    context.logger.warn('Operations should look at an order', { orderId, alert });
  if (alerts.length > 0) context.metrics.addMetric('OrderAlert', MetricUnit.Count, alerts.length);
  const wanted = messages.filter(({ destination }) => isWanted(destination));
  const undelivered = await Promise.all(
    [...Map.groupBy(wanted, ({ destination }) => destination)].map(([destination, group]) =>
      send(destination, group, context),
    ),
  );
  return { undelivered: undelivered.flat(), unreadable };
};
