import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { inBatches } from '../../shared/events/batches.ts';

export interface QueueMessage {
  readonly body: string;
  readonly fifo?: { readonly groupId: string; readonly deduplicationId: string };
}

interface Failure {
  readonly reason: string;
}

const sendBatch = async <M extends QueueMessage>(
  client: SQSClient,
  queueUrl: string,
  batch: readonly M[],
): Promise<readonly { readonly message: M; readonly failure: Failure }[]> => {
  const response = await client.send(
    new SendMessageBatchCommand({
      QueueUrl: queueUrl,
      Entries: batch.map(({ body, fifo }, index) => ({
        Id: String(index),
        MessageBody: body,
        ...(fifo && { MessageGroupId: fifo.groupId, MessageDeduplicationId: fifo.deduplicationId }),
      })),
    }),
  );
  return (response.Failed ?? []).flatMap(({ Id, Code, Message }) => {
    const message = batch[Number(Id)];
    return message ? [{ message, failure: { reason: `${Code ?? 'Unknown'}: ${Message ?? ''}` } }] : [];
  });
};

export interface SendResult<M> {
  readonly failed: readonly { readonly message: M; readonly failure: Failure }[];
}

/**
 * Sends in as few calls as there can be, one after the other, so that a FIFO queue gets them in order. A call that
 * fails as a whole fails its messages and all that would have followed; they are answered, not thrown.
 */
export const sendMessages = async <M extends QueueMessage>(
  client: SQSClient,
  queueUrl: string,
  messages: readonly M[],
): Promise<SendResult<M>> => {
  const failed: { readonly message: M; readonly failure: Failure }[] = [];
  const batches = inBatches(messages);
  for (const [index, batch] of batches.entries()) {
    try {
      failed.push(...(await sendBatch(client, queueUrl, batch)));
    } catch (error) {
      const failure = { reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
      failed.push(...batches.slice(index).flatMap((rest) => rest.map((message) => ({ message, failure }))));
      break;
    }
  }
  return { failed };
};
