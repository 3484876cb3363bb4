import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { fromQueue } from '../../../shared/events/messages.ts';
import { once } from '../../../shared/made-on-demand.ts';
import { dynamoBulkJobStore } from '../../../shared/store/dynamo-bulk-job-store.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { commandParts } from '../../composition/command-parts.ts';
import { systemClock } from '../../composition/system.ts';
import { queueConsumer } from '../../consumers/queue-consumer.ts';
import { carryOutPortion } from './process-portion.ts';

const dependencies = once(() => {
  const { TABLE_NAME } = readEnvironment(ENVIRONMENTS.BulkMove);
  return {
    ...commandParts(TABLE_NAME),
    bulkJobs: dynamoBulkJobStore(documentClient(), TABLE_NAME),
    clock: systemClock,
  };
});

/** Carries out one portion of a large job; the portions of a job run side by side. */
export const handler = queueConsumer({ name: 'bulk-move', ...fromQueue('bulkMoves') }, (message, context) =>
  carryOutPortion(dependencies(), message, context),
);
