import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { fromQueue, type MessageOf } from '../../../shared/events/messages.ts';
import { once } from '../../../shared/made-on-demand.ts';
import { followMissing } from '../../../shared/polling/follow-parcel.ts';
import { eventBridgeScheduler } from '../../../shared/schedules/eventbridge-scheduler.ts';
import {
  firingTime,
  postponeDeadline,
  reconcileDeadlines,
  scheduleAfter,
} from '../../../shared/schedules/reconcile-deadlines.ts';
import { releaseScheduleName } from '../../../shared/schedules/schedule-name.ts';
import type { ReleaseInput } from '../../../shared/schedules/scheduler.ts';
import { dynamoOrderStore } from '../../../shared/store/dynamo-order-store.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { schedulerClient } from '../../composition/clients/scheduler.ts';
import { followParts } from '../../composition/followed-parcels.ts';
import { systemBackoff, systemClock } from '../../composition/system.ts';
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
    releases: eventBridgeScheduler<ReleaseInput>(schedulerClient(), {
      groupName: environment.SCHEDULE_GROUP_NAME,
      targetArn: environment.RELEASE_TARGET_ARN,
      roleArn: environment.RELEASE_ROLE_ARN,
      deadLetterArn: environment.DEADLINE_DEAD_LETTER_ARN,
    }),
    ...followParts(environment.TABLE_NAME, environment.POLLED_CARRIERS),
    clock: systemClock,
    queueUrl: environment.SCHEDULE_QUEUE_URL,
  };
});

/** Made again where it is there, so that a lost one is back. */
const scheduleRelease = async (release: MessageOf<'release'>['release']): Promise<void> => {
  const { at, isExtra = false, ...reference } = release;
  const { releases, clock } = dependencies();
  await releases.set({
    name: releaseScheduleName(reference.notificationId, isExtra ? at : undefined),
    at: firingTime(at, clock.now()),
    input: reference,
  });
};

/** Makes again what an order should have: the schedules of its deadlines, and the entries of its parcels. */
const reconcile = async (orderId: string): Promise<void> => {
  const order = await reconcileDeadlines(orderId, 'all', dependencies());
  if (order !== undefined) await followMissing(dependencies(), order);
};

/** Makes, moves and removes the schedules of deadlines. */
export const handler = queueConsumer({ name: 'schedule', ...fromQueue('schedule') }, async (message, context) => {
  if (message.kind === 'event') {
    await scheduleAfter(message.event, dependencies());
  } else if (message.kind === 'reconcile') {
    await forEachOrder(message.reconcile.orderIds, reconcile);
  } else if (message.kind === 'postponement') {
    await postponeDeadline(message.postponement, dependencies());
  } else if (message.kind === 'release') {
    await scheduleRelease(message.release);
  } else {
    const millisecondsLeft = timeOfMessage(systemClock);
    await sweepOpenOrders(message.sweep, { ...dependencies(), millisecondsLeft, logger: context.logger });
  }
});
