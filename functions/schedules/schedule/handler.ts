import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { fromQueue } from '../../../shared/events/messages.ts';
import { eventBridgeScheduler } from '../../../shared/schedules/eventbridge-scheduler.ts';
import { reconcileDeadlines, scheduleAfter } from '../../../shared/schedules/reconcile-deadlines.ts';
import { dynamoOrderStore } from '../../../shared/store/dynamo-order-store.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { schedulerClient } from '../../composition/clients/scheduler.ts';
import { once, systemBackoff, systemClock } from '../../composition/system.ts';
import { systemWorkflows } from '../../composition/workflows.ts';
import { forEachOrder } from '../../consumers/each-order.ts';
import { timeOfMessage } from '../../consumers/paginated-job.ts';
import { queueConsumer } from '../../consumers/queue-consumer.ts';
import { sweepOpenOrders } from '../sweep-open-orders.ts';

const dependencies = once(() => {
  const environment = readEnvironment(ENVIRONMENTS.Schedule);
  return {
    orders: dynamoOrderStore(documentClient(), environment.TABLE_NAME, systemBackoff),
    workflows: systemWorkflows(environment.TABLE_NAME),
    scheduler: eventBridgeScheduler(schedulerClient(), {
      groupName: environment.SCHEDULE_GROUP_NAME,
      targetArn: environment.DEADLINE_TARGET_ARN,
      roleArn: environment.DEADLINE_ROLE_ARN,
      deadLetterArn: environment.DEADLINE_DEAD_LETTER_ARN,
    }),
    clock: systemClock,
    queueUrl: environment.SCHEDULE_QUEUE_URL,
  };
});

/** Makes, moves and removes the schedules of deadlines. */
export const handler = queueConsumer({ name: 'schedule', ...fromQueue('schedule') }, async (message, { logger }) => {
  if (message.kind === 'event') {
    await scheduleAfter(message.event, dependencies());
  } else if (message.kind === 'reconcile') {
    await forEachOrder(message.reconcile.orderIds, (orderId) => reconcileDeadlines(orderId, 'all', dependencies()));
  } else {
    const millisecondsLeft = timeOfMessage(systemClock);
    await sweepOpenOrders(message.sweep, { ...dependencies(), millisecondsLeft, logger });
  }
});
