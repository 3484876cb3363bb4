import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Backoff } from '../../shared/clock/backoff.ts';
import { definedFields } from '../../shared/defined-fields.ts';
import { inBatches } from '../../shared/events/batches.ts';
import type { MessageBody } from '../../shared/events/message-body.ts';
import { type FailureKind, failureKindOfCall, failureKindOfEntry } from './queue-failures.ts';

export interface QueueMessage {
  readonly body: MessageBody;
  /** Of standard queues; 900 at most. */
  readonly delaySeconds?: number;
  readonly fifo?: { readonly groupId: string; readonly deduplicationId: string };
}

export interface Failure {
  readonly kind: FailureKind;
  readonly reason: string;
}

interface Failed<M> {
  readonly message: M;
  readonly failure: Failure;
}

export interface SendResult<M> {
  readonly failed: readonly Failed<M>[];
}

export interface Sender {
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly backoff: Backoff;
}

/** Of a message that SQS could not take for reasons of its own; a call that fails the SDK has tried three times itself. */
const MAX_TRIES = 3;

const callOnce = async <M extends QueueMessage>(
  { client, queueUrl }: Sender,
  batch: readonly M[],
): Promise<readonly Failed<M>[]> => {
  const response = await client.send(
    new SendMessageBatchCommand({
      QueueUrl: queueUrl,
      Entries: batch.map(({ body, delaySeconds, fifo }, index) => ({
        Id: String(index),
        MessageBody: body,
        ...definedFields({ DelaySeconds: delaySeconds }),
        ...(fifo && { MessageGroupId: fifo.groupId, MessageDeduplicationId: fifo.deduplicationId }),
      })),
    }),
  );
  return (response.Failed ?? []).flatMap(({ Id, Code, Message, SenderFault }) => {
    const message = batch[Number(Id)];
    const failure = { kind: failureKindOfEntry(Code, SenderFault), reason: `${Code ?? 'Unknown'}: ${Message ?? ''}` };
    return message ? [{ message, failure }] : [];
  });
};

/** Sends again what SQS could not take now, and nothing else. */
const sendBatch = async <M extends QueueMessage>(
  sender: Sender,
  batch: readonly M[],
): Promise<readonly Failed<M>[]> => {
  const ended: Failed<M>[] = [];
  let waiting = batch;
  for (let attempt = 1; ; attempt += 1) {
    const failed = await callOnce(sender, waiting);
    const again = failed.filter(({ failure }) => failure.kind === 'unavailable');
    ended.push(...failed.filter(({ failure }) => failure.kind !== 'unavailable'));
    if (again.length === 0 || attempt === MAX_TRIES) return [...ended, ...again];
    waiting = again.map(({ message }) => message);
    await sender.backoff.pause(attempt);
  }
};

const failureOfCall = (error: unknown): Failure => ({
  kind: failureKindOfCall(error),
  reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
});

const failedBy = <M>(failure: Failure, messages: readonly M[]): readonly Failed<M>[] =>
  messages.map((message) => ({ message, failure }));

/** A call that SQS refuses as a whole may be refused for one of its messages: each then goes by itself. */
const sendBatchOrEach = async <M extends QueueMessage>(
  sender: Sender,
  batch: readonly M[],
): Promise<readonly Failed<M>[]> => {
  try {
    return await sendBatch(sender, batch);
  } catch (error) {
    const failure = failureOfCall(error);
    if (failure.kind !== 'invalid') throw error;
    if (batch.length === 1) return failedBy(failure, batch);
    const failed: Failed<M>[] = [];
    for (const message of batch) failed.push(...(await sendBatchOrEach(sender, [message])));
    return failed;
  }
};

/**
 * Sends in as few calls as there can be, one after the other, so that a FIFO queue gets them in order. A queue that takes
 * nothing fails the messages of that call and all that would have followed. Failures are returned, not thrown, each with
 * its kind: `invalid` never will be taken, `refused` not before a person has acted, `unavailable` not now.
 */
export const sendMessages = async <M extends QueueMessage>(
  sender: Sender,
  messages: readonly M[],
): Promise<SendResult<M>> => {
  const failed: Failed<M>[] = [];
  const batches = inBatches(messages);
  for (const [index, batch] of batches.entries()) {
    try {
      failed.push(...(await sendBatchOrEach(sender, batch)));
    } catch (error) {
      failed.push(...failedBy(failureOfCall(error), batches.slice(index).flat()));
      break;
    }
  }
  return { failed };
};
