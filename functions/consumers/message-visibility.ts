import { ChangeMessageVisibilityBatchCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { sqsClient } from '../composition/clients/sqs.ts';

export interface VisibilityChange {
  readonly receiptHandle: string;
  /** From now on; 0 to 43,200. */
  readonly seconds: number;
}

const BATCH = 10;
const MAX_SECONDS = 12 * 60 * 60;
const urls = new Map<string, string>();

/** `arn:aws:sqs:<region>:<account>:<name>` */
const urlOf = async (queueArn: string): Promise<string> => {
  const known = urls.get(queueArn);
  if (known !== undefined) return known;
  const [, , , , QueueOwnerAWSAccountId, QueueName] = queueArn.split(':');
  const { QueueUrl } = await sqsClient().send(new GetQueueUrlCommand({ QueueName, QueueOwnerAWSAccountId }));
  if (QueueUrl === undefined) throw new Error(`${queueArn} has no URL`);
  urls.set(queueArn, QueueUrl);
  return QueueUrl;
};

/**
 * Says when messages that were received and not deleted are handed out again. The role of an event source mapping has
 * the rights for it.
 */
export const changeVisibility = async (queueArn: string, changes: readonly VisibilityChange[]): Promise<void> => {
  const QueueUrl = await urlOf(queueArn);
  for (let from = 0; from < changes.length; from += BATCH) {
    const Entries = changes.slice(from, from + BATCH).map(({ receiptHandle, seconds }, index) => ({
      Id: String(index),
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: Math.min(Math.max(Math.ceil(seconds), 0), MAX_SECONDS),
    }));
    await sqsClient().send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
  }
};
