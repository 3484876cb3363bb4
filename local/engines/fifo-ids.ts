import { asList, asRecord } from '../edge/arn.ts';
import type { QueueEngine, QueueResponse } from './fauxqs.ts';

/**
 * What SQS takes as a group's or a deduplication id: up to 128 letters, digits and punctuation of ASCII.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
const FIFO_ID = /^[\x21-\x7e]{1,128}$/;
const FIFO_IDS = ['MessageGroupId', 'MessageDeduplicationId'] as const;

const refusedId = (entry: Readonly<Record<string, unknown>>): string | undefined =>
  FIFO_IDS.find((name) => entry[name] !== undefined && !FIFO_ID.test(String(entry[name])));

const reason = (name: string): string =>
  `Value for parameter ${name} is invalid. Reason: ${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`;

async function callBatch(engine: QueueEngine, input: Readonly<Record<string, unknown>>): Promise<QueueResponse> {
  const entries = asList(input.Entries).map(asRecord);
  const refused = entries.flatMap((entry) => {
    const name = refusedId(entry);
    return name === undefined ? [] : [{ entry, name }];
  });
  if (refused.length === 0) return engine.call('SendMessageBatch', input);
  const Failed = refused.map(({ entry, name }) => ({
    Id: entry.Id,
    SenderFault: true,
    Code: 'InvalidParameterValue',
    Message: reason(name),
  }));
  const taken = entries.filter((entry) => refused.every((each) => each.entry !== entry));
  if (taken.length === 0) return { status: 200, headers: {}, output: { Successful: [], Failed } };
  const response = await engine.call('SendMessageBatch', { ...input, Entries: taken });
  const output = asRecord(response.output);
  return response.status >= 400
    ? response
    : { ...response, output: { ...output, Failed: [...asList(output.Failed), ...Failed] } };
}

/** Refuses ids that SQS refuses and the engine takes. */
export async function callWithFifoIds(
  engine: QueueEngine,
  operation: string,
  input: Readonly<Record<string, unknown>>,
): Promise<QueueResponse> {
  if (operation === 'SendMessageBatch') return callBatch(engine, input);
  const name = operation === 'SendMessage' ? refusedId(input) : undefined;
  if (name === undefined) return engine.call(operation, input);
  const code = 'InvalidParameterValue';
  return {
    status: 400,
    headers: { 'x-amzn-query-error': `${code};Sender` },
    output: { __type: `com.amazonaws.sqs#${code}`, message: reason(name) },
  };
}
