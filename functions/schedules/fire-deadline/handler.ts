import * as z from 'zod';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { fireWithHistory } from '../../../shared/delays/fire-with-history.ts';
import { once } from '../../../shared/made-on-demand.ts';
import { decide } from '../../../shared/orders/commands/decide.ts';
import { dynamoOrderStore } from '../../../shared/store/dynamo-order-store.ts';
import { dynamoStandingChoice } from '../../../shared/store/dynamo-standing-choice.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { systemBackoff, systemClock, systemIds } from '../../composition/system.ts';
import { transitHistory } from '../../composition/transit-history.ts';
import { systemWorkflows } from '../../composition/workflows.ts';
import { askForPostponement } from '../../consumers/schedule-releases.ts';
import { scheduled } from '../../consumers/scheduled.ts';

const dependencies = once(() => {
  const { TABLE_NAME, SCHEDULE_QUEUE_URL } = readEnvironment(ENVIRONMENTS.FireDeadline);
  return {
    store: dynamoOrderStore(documentClient(), TABLE_NAME, systemBackoff),
    workflows: systemWorkflows(TABLE_NAME),
    history: transitHistory(TABLE_NAME),
    decide,
    clock: systemClock,
    ids: systemIds,
    backoff: systemBackoff,
    scheduleQueueUrl: SCHEDULE_QUEUE_URL,
    standingChoiceOf: dynamoStandingChoice(documentClient(), TABLE_NAME),
  };
});

const text = () => z.string().min(1);
const input = once(() => z.object({ orderId: text(), rule: text(), dueAt: text() }));

/** A deadline came. What it does is decided on the order as it is now: late, or twice, it does nothing twice. */
export const handler = scheduled({ name: 'fire-deadline', input }, async (deadline, { logger }) => {
  const { orderId, rule } = deadline;
  const { result, postponement } = await fireWithHistory(dependencies(), deadline);
  if (postponement) {
    await askForPostponement(postponement, dependencies().scheduleQueueUrl);
    logger.info('A deadline is not due yet', { ...postponement });
  } else if (result.ok) {
    logger.info('A deadline came', { orderId, rule, changed: result.changed });
  } else if (result.code === 'VERSION_CONFLICT') {
    throw new Error(`Deadline ${rule} of order ${orderId} lost every race for it`);
  } else {
    logger.warn('A deadline came to nothing', { orderId, rule, code: result.code });
  }
});
