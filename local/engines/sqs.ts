import { asRecord, asText, nameInArn } from '../edge/arn.ts';
import { contentTypeOf } from '../edge/responses.ts';
import type { AwsService, CloudModel, LocalClock, Resource } from '../ports.ts';
import type { QueueDefinition, QueueEngine } from './fauxqs.ts';
import { callWithFifoIds } from './fifo-ids.ts';

/** Properties of `AWS::SQS::Queue` that are attributes of the same name. */
const ATTRIBUTES = [
  'VisibilityTimeout',
  'DelaySeconds',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
] as const;

const DEFAULT_MAX_BYTES = 262_144;

function definitionOf(queue: Resource, model: CloudModel, endpoint: string): QueueDefinition {
  const arn = model.arnOf(queue.logicalId);
  const name = nameInArn(arn);
  const attributes: Record<string, string> = {
    MaximumMessageSize: String(queue.properties.MaximumMessageSize ?? DEFAULT_MAX_BYTES),
  };
  for (const attribute of ATTRIBUTES) {
    const value = queue.properties[attribute];
    if (value !== undefined) attributes[attribute] = String(value);
  }
  const { deadLetterTargetArn, maxReceiveCount } = asRecord(queue.properties.RedrivePolicy);
  if (deadLetterTargetArn !== undefined) {
    attributes.RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: Number(maxReceiveCount) });
  }
  return { name, arn, url: `${endpoint}/${model.accountId}/${name}`, attributes };
}

export const queueDefinitions = (model: CloudModel, endpoint: string): readonly QueueDefinition[] =>
  model.ofType('AWS::SQS::Queue').map((queue) => definitionOf(queue, model, endpoint));

/** Names of queues that an event source mapping empties: in the others a message rests. */
function consumedQueues(model: CloudModel): readonly string[] {
  return model
    .ofType('AWS::Lambda::EventSourceMapping')
    .map(({ properties }) => asText(properties.EventSourceArn) ?? '')
    .filter((arn) => arn.startsWith('arn:aws:sqs:'))
    .map(nameInArn);
}

/** SQS behind the edge. Queues are found by the last part of their URL, whatever host it names. */
export function createSqsService(engine: QueueEngine, model: CloudModel, clock: LocalClock): AwsService {
  const consumed = consumedQueues(model);
  let offset = clock.offsetMilliseconds();
  const unsubscribe = clock.onChange(() => {
    const ahead = clock.offsetMilliseconds() - offset;
    offset += ahead;
    // A clock that is set back hides nothing that could be received a moment ago.
    if (ahead > 0) engine.advance(ahead);
  });
  return {
    name: 'sqs',
    handle: async ({ operation, input }) => {
      const { status, headers, output } = await callWithFifoIds(engine, operation, input);
      return {
        status,
        headers: { 'content-type': contentTypeOf('sqs'), ...headers },
        body: Buffer.from(JSON.stringify(output)),
      };
    },
    pending: () => consumed.reduce((sum, name) => sum + engine.visible(name), 0),
    hidden: () => consumed.map((name) => ({ name, ...engine.hidden(name) })).filter(({ messages }) => messages > 0),
    stop: async () => {
      unsubscribe();
      engine.stop();
    },
  };
}
