import type { DynamoDBBatchResponse, DynamoDBStreamEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { QUEUES } from '../../../shared/contract/destinations.ts';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { fromQueue } from '../../../shared/events/messages.ts';
import { once } from '../../../shared/made-on-demand.ts';
import { sqsClient } from '../../composition/clients/sqs.ts';
import type { LambdaHandler } from '../../composition/lambda-handler.ts';
import { systemBackoff, systemClock } from '../../composition/system.ts';
import { queueConsumer, UnprocessableMessageError } from '../../consumers/queue-consumer.ts';
import { changeOf, streamConsumer } from '../../consumers/stream-consumer.ts';
import { parkRecords, recordIn } from '../parked-records.ts';
import { routeOnward } from '../route-onward.ts';
import { settleUndelivered } from '../settle-undelivered.ts';

const parking = once(() => ({
  client: sqsClient(),
  queueUrl: readEnvironment(ENVIRONMENTS.FanOut)[QUEUES.redrive.parkingVariable],
  backoff: systemBackoff,
}));

const fromStream = streamConsumer(
  { name: 'fan-out', park: (records) => parkRecords(parking(), records, systemClock.now()) },
  async (changes, context) => settleUndelivered(changes, await routeOnward(changes, context), systemClock.now()),
);

/** A parked record that a person has moved back: what did not get it then gets it now, or it is parked again. */
const fromRedrive = queueConsumer({ name: 'redrive', ...fromQueue('redrive') }, async (parked, context) => {
  const change = changeOf(await recordIn(parked));
  const { destinations } = parked;
  const isWanted = (destination: string): boolean =>
    destinations === undefined || destinations.some((name) => name === destination);
  const { undelivered, unreadable } = await routeOnward([change], context, isWanted);
  const [first] = [...unreadable, ...undelivered.filter(({ kind }) => kind === 'invalid')];
  if (first) throw new UnprocessableMessageError(first.reason);
  const [another] = undelivered;
  if (another) throw new Error(`${another.destination} did not take the record: ${another.reason}`);
});

const isRedrive = (event: DynamoDBStreamEvent | SQSEvent): event is SQSEvent =>
  event.Records.some((record) => 'messageId' in record);

/** Only routes: what follows from a change is the business of the consumers behind the queues. */
export const handler: LambdaHandler<DynamoDBStreamEvent | SQSEvent, DynamoDBBatchResponse | SQSBatchResponse> = (
  event,
  context,
) => (isRedrive(event) ? fromRedrive(event, context) : fromStream(event, context));
