import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { fromQueue } from '../../../shared/events/messages.ts';
import { once } from '../../../shared/made-on-demand.ts';
import { beat } from '../../../shared/realtime/heartbeat.ts';
import { dynamoOrderStore } from '../../../shared/store/dynamo-order-store.ts';
import { systemRevocations } from '../../composition/access-revocations.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { systemBackoff, systemClock } from '../../composition/system.ts';
import { heartbeatQueue } from '../../consumers/heartbeat-queue.ts';
import { queueConsumer } from '../../consumers/queue-consumer.ts';
import { realtimeParts } from '../composition.ts';

const dependencies = once(() => {
  const environment = readEnvironment(ENVIRONMENTS.Heartbeat);
  return {
    ...realtimeParts(environment),
    orders: dynamoOrderStore(documentClient(), environment.TABLE_NAME, systemBackoff),
    revocations: systemRevocations(environment.TABLE_NAME),
    clock: systemClock,
    schedule: heartbeatQueue(environment.HEARTBEAT_QUEUE_URL),
  };
});

/**
 * Pings open connections, and ends those whose token has expired. Each has one heartbeat in five minutes: their sum over
 * that time is the number of open sockets.
 */
export const handler = queueConsumer({ name: 'heartbeat', ...fromQueue('heartbeat') }, async (message, { metrics }) => {
  const isOpen = (await beat(message, dependencies())) === 'open';
  if (isOpen) metrics.addMetric('OpenSockets', MetricUnit.Count, 1);
});
