import { isRecord, type JsonRecord, listAt, recordAt, stringAt } from '../assembly/json.ts';
import type { FunctionHost } from '../ports.ts';
import type { AwsJsonClient } from './aws-json.ts';
import { batchFailuresOf } from './batch-failures.ts';
import { EVERYTHING } from './filter.ts';
import type { Mapping } from './mapping.ts';
import type { QueueMappingDefinition } from './mapping-definition.ts';

export interface QueueMappingOptions {
  readonly definition: QueueMappingDefinition;
  readonly client: AwsJsonClient;
  readonly host: Pick<FunctionHost, 'invoke'>;
  readonly onError: (error: unknown) => void;
}

const RECEIVED_AT_ONCE = 10;
const LONG_POLL_SECONDS = 20;
const PAUSE_AFTER_ERROR_MILLISECONDS = 250;
const PAUSE_WHEN_THROTTLED_MILLISECONDS = 250;
const THROTTLED_TRIES = 40;

/**
 * Feeds a queue's messages to its function: long polls, up to the mapping's concurrency of batches at a time, deletes
 * what succeeded and leaves the rest to its visibility timeout, as Lambda does. The queue itself holds a FIFO group back
 * while one of its messages is under way.
 */
export class QueueMapping implements Mapping {
  readonly name: string;
  readonly #options: QueueMappingOptions;
  readonly #stopping = new AbortController();
  readonly #batches = new Set<Promise<void>>();
  #loop: Promise<void> = Promise.resolve();
  #gathering = 0;

  constructor(options: QueueMappingOptions) {
    this.name = options.definition.constructPath;
    this.#options = options;
  }

  start(): void {
    this.#loop = this.#run();
  }

  pending(): number {
    return this.#batches.size + this.#gathering;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
    await Promise.all(this.#batches);
  }

  async #run(): Promise<void> {
    const { maxConcurrency } = this.#options.definition;
    while (!this.#stopping.signal.aborted) {
      try {
        const messages = await this.#gather();
        if (messages.length > 0) this.#begin(messages);
        if (this.#batches.size >= maxConcurrency) await Promise.race(this.#batches);
      } catch (error) {
        if (this.#stopping.signal.aborted) return;
        this.#options.onError(error);
        await pause(PAUSE_AFTER_ERROR_MILLISECONDS);
      }
    }
  }

  /** One batch: what there is, or as much as comes within the batching window. */
  async #gather(): Promise<readonly JsonRecord[]> {
    const { batchSize, batchingWindowMilliseconds } = this.#options.definition;
    const messages = [...(await this.#receive(Math.min(RECEIVED_AT_ONCE, batchSize), LONG_POLL_SECONDS))];
    if (messages.length === 0 || batchingWindowMilliseconds === 0) return messages;
    const closesAt = performance.now() + batchingWindowMilliseconds;
    try {
      while (messages.length < batchSize && performance.now() < closesAt && !this.#stopping.signal.aborted) {
        this.#gathering = messages.length;
        const left = Math.ceil((closesAt - performance.now()) / 1000);
        messages.push(...(await this.#receive(Math.min(RECEIVED_AT_ONCE, batchSize - messages.length), left)));
      }
    } finally {
      this.#gathering = 0;
    }
    return messages;
  }

  async #receive(max: number, waitSeconds: number): Promise<readonly JsonRecord[]> {
    const { client, definition } = this.#options;
    const response = await client.call(
      'ReceiveMessage',
      {
        QueueUrl: definition.queueUrl,
        MaxNumberOfMessages: max,
        WaitTimeSeconds: waitSeconds,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      },
      this.#stopping.signal,
    );
    return listAt(response, 'Messages').filter(isRecord);
  }

  #begin(messages: readonly JsonRecord[]): void {
    const batch = this.#process(messages)
      .catch((error: unknown) => this.#options.onError(error))
      .finally(() => this.#batches.delete(batch));
    this.#batches.add(batch);
  }

  async #process(messages: readonly JsonRecord[]): Promise<void> {
    const { definition } = this.#options;
    const wanted = await this.#passing(messages);
    if (wanted.length === 0) return;
    const result = await this.#invoke({ Records: wanted.map((message) => queueRecord(message, definition)) });
    const ids = new Set(wanted.map(idOf));
    const failures = batchFailuresOf(result, definition.reportsItemFailures, ids);
    if (failures.kind === 'all') return;
    await this.#delete(
      failures.kind === 'none' ? wanted : wanted.filter((message) => !failures.ids.has(idOf(message))),
    );
  }

  /** Those that the filter lets through; the others are deleted unseen. */
  async #passing(messages: readonly JsonRecord[]): Promise<readonly JsonRecord[]> {
    const { filter } = this.#options.definition;
    // A filter looks into the body, which is parsed for nobody else.
    if (filter === EVERYTHING) return messages;
    const wanted = messages.filter((message) => filter(filtered(message)));
    await this.#delete(messages.filter((message) => !wanted.includes(message)));
    return wanted;
  }

  async #invoke(event: object): ReturnType<FunctionHost['invoke']> {
    const { host, definition } = this.#options;
    for (let tries = 1; ; tries += 1) {
      const result = await host.invoke(definition.functionArn, event);
      if (result.ok || result.kind !== 'Throttled' || tries >= THROTTLED_TRIES) return result;
      await pause(PAUSE_WHEN_THROTTLED_MILLISECONDS);
    }
  }

  async #delete(messages: readonly JsonRecord[]): Promise<void> {
    const { client, definition } = this.#options;
    for (let from = 0; from < messages.length; from += RECEIVED_AT_ONCE) {
      await client.call('DeleteMessageBatch', {
        QueueUrl: definition.queueUrl,
        Entries: messages
          .slice(from, from + RECEIVED_AT_ONCE)
          .map((message, index) => ({ Id: String(index), ReceiptHandle: stringAt(message, 'ReceiptHandle') })),
      });
    }
  }
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const idOf = (message: JsonRecord): string => stringAt(message, 'MessageId') ?? '';

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
function queueRecord(message: JsonRecord, definition: QueueMappingDefinition): JsonRecord {
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: recordAt(message, 'Attributes'),
    messageAttributes: Object.fromEntries(
      Object.entries(recordAt(message, 'MessageAttributes')).map(([name, attribute]) => [
        name,
        lambdaAttribute(attribute),
      ]),
    ),
    md5OfBody: message.MD5OfBody,
    ...(message.MD5OfMessageAttributes === undefined ? {} : { md5OfMessageAttributes: message.MD5OfMessageAttributes }),
    eventSource: 'aws:sqs',
    eventSourceARN: definition.sourceArn,
    awsRegion: definition.region,
  };
}

function lambdaAttribute(attribute: unknown): JsonRecord {
  const { StringValue, BinaryValue, DataType } = isRecord(attribute) ? attribute : {};
  return {
    ...(StringValue === undefined ? {} : { stringValue: StringValue }),
    ...(BinaryValue === undefined ? {} : { binaryValue: BinaryValue }),
    stringListValues: [],
    binaryListValues: [],
    dataType: DataType,
  };
}

/** A filter sees the parsed body where it is JSON. */
function filtered(message: JsonRecord): JsonRecord {
  const body = stringAt(message, 'Body') ?? '';
  try {
    return { ...message, body: JSON.parse(body) };
  } catch (error) {
    if (error instanceof SyntaxError) return { ...message, body };
    throw error;
  }
}
