import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { once } from '../../../shared/made-on-demand.ts';
import { dynamoOrderStore } from '../../../shared/store/dynamo-order-store.ts';
import { dynamoScheduledNotifications } from '../../../shared/store/dynamo-scheduled-notifications.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { lambdaHandler } from '../../composition/lambda-handler.ts';
import { logger } from '../../composition/observability.ts';
import { systemBackoff } from '../../composition/system.ts';
import { sweepOpenOrders } from '../sweep-open-orders.ts';
import { sweepScheduled } from '../sweep-scheduled.ts';

const dependencies = once(() => {
  const { TABLE_NAME, SCHEDULE_QUEUE_URL } = readEnvironment(ENVIRONMENTS.Sweep);
  const table = { client: documentClient(), tableName: TABLE_NAME, backoff: systemBackoff };
  return {
    orders: dynamoOrderStore(documentClient(), TABLE_NAME, systemBackoff),
    scheduled: dynamoScheduledNotifications(table),
    queueUrl: SCHEDULE_QUEUE_URL,
  };
});

/** Once a day: has the schedules of every open order and waiting notification made again, so that a lost one is back. */
export const handler = lambdaHandler<unknown, void>('sweep').handler(async (_event, context) => {
  await sweepScheduled(dependencies());
  await sweepOpenOrders(undefined, {
    ...dependencies(),
    millisecondsLeft: () => context.getRemainingTimeInMillis(),
    logger: logger(),
  });
});
