import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { LANE_OF_MANY, queueVariable } from '../../../shared/contract/destinations.ts';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { fromQueue } from '../../../shared/events/messages.ts';
import { once } from '../../../shared/made-on-demand.ts';
import { runBulkSend } from '../../../shared/notifications/run-bulk-send.ts';
import type { WrittenMessage } from '../../../shared/notifications/written-message.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import { dynamoBulkSendStore } from '../../../shared/store/dynamo-bulk-send-store.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { systemBackoff, systemClock } from '../../composition/system.ts';
import { queueConsumer } from '../../consumers/queue-consumer.ts';
import { askForPage } from '../bulk-send-queue.ts';
import { planWrittenAbout } from '../plan-written-message.ts';
import { planningDependencies, recordAndHandOver } from '../planning.ts';

const dependencies = once(() => {
  const environment = readEnvironment(ENVIRONMENTS.BulkSend);
  return {
    ...planningDependencies(environment),
    bulkSendJobs: dynamoBulkSendStore(documentClient(), environment.TABLE_NAME, systemBackoff),
    // Its messages are of low priority, which has one lane.
    laneUrl: () => environment[queueVariable(LANE_OF_MANY)],
    queueUrl: environment.BULK_SENDS_QUEUE_URL,
  };
});

/** Plans, records and hands over the messages of one person. */
const send = async (written: WrittenMessage, order: Order): Promise<number> => {
  const deps = dependencies();
  const planned = await planWrittenAbout(order, written, deps);
  await recordAndHandOver(planned, { sellerId: order.sellerId, version: order.version }, deps);
  return planned.length;
};

const goOn = (jobId: string, step: number): Promise<void> => askForPage(dependencies().queueUrl, jobId, step);

/** Carries out a message to many, page by page, apart from what events ask for: nobody's delivery waits behind it. */
export const handler = queueConsumer({ name: 'bulk-send', ...fromQueue('bulkSends') }, async (message, { metrics }) => {
  await runBulkSend(message, { ...dependencies(), send, goOn, now: () => systemClock.now() });
  metrics.addMetric('BulkPagesRun', MetricUnit.Count, 1);
});
