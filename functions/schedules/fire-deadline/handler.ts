import * as z from 'zod';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { decide } from '../../../shared/orders/commands/decide.ts';
import { executeCommand } from '../../../shared/orders/use-cases/execute-command.ts';
import { dynamoOrderStore } from '../../../shared/store/dynamo-order-store.ts';
import { dynamoStandingChoice } from '../../../shared/store/dynamo-standing-choice.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { once, systemBackoff, systemClock, systemIds } from '../../composition/system.ts';
import { systemWorkflows } from '../../composition/workflows.ts';
import { scheduled } from '../../consumers/scheduled.ts';

const dependencies = once(() => {
  const { TABLE_NAME } = readEnvironment(ENVIRONMENTS.FireDeadline);
  return {
    store: dynamoOrderStore(documentClient(), TABLE_NAME, systemBackoff),
    workflows: systemWorkflows(TABLE_NAME),
    decide,
    clock: systemClock,
    ids: systemIds,
    backoff: systemBackoff,
    standingChoiceOf: dynamoStandingChoice(documentClient(), TABLE_NAME),
  };
});

const text = z.string().min(1);
const input = z.object({ orderId: text, rule: text, dueAt: text });

/** A deadline came. What it does is decided on the order as it is now: late, or twice, it does nothing twice. */
export const handler = scheduled({ name: 'fire-deadline', input }, async ({ orderId, rule, dueAt }, { logger }) => {
  const result = await executeCommand(dependencies(), {
    orderId,
    command: { type: 'fire_deadline', rule, dueAt },
    actor: { role: 'system' },
  });
  if (result.ok) {
    logger.info('A deadline came', { orderId, rule, changed: result.changed });
  } else if (result.code === 'VERSION_CONFLICT') {
    throw new Error(`Deadline ${rule} of order ${orderId} lost every race for it`);
  } else {
    logger.warn('A deadline came to nothing', { orderId, rule, code: result.code });
  }
});
