import { ENVIRONMENTS, readEnvironment } from '../../shared/contract/environment.ts';
import { bulkMessage } from '../../shared/events/messages.ts';
import { dynamoBulkJobStore } from '../../shared/store/bulk-job-store.ts';
import { documentClient } from '../support/clients/dynamodb.ts';
import { commandParts } from '../support/command-parts.ts';
import { once, systemClock } from '../support/composition.ts';
import { queueConsumer } from '../support/queue-consumer.ts';
import { carryOutPortion } from './carry-out-portion.ts';

const dependencies = once(() => {
  const { TABLE_NAME } = readEnvironment(ENVIRONMENTS.BulkMove);
  return {
    ...commandParts(TABLE_NAME),
    bulkJobs: dynamoBulkJobStore(documentClient(), TABLE_NAME),
    clock: systemClock,
  };
});

/** Carries out one portion of a large job; the portions of a job run side by side. */
export const handler = queueConsumer({ name: 'bulk-move', message: bulkMessage }, (message, context) =>
  carryOutPortion(dependencies(), message, context),
);
