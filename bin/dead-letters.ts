import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** A queue of dead letters, and the queue whose they are. */
export interface DeadLetters {
  readonly name: string;
  readonly url: string;
  readonly sourceUrl: string;
  readonly isFifo: boolean;
  /** As SQS counts: approximately. */
  readonly messages: number;
}

const nameOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1);

const queueUrls = async (client: SQSClient, prefix: string): Promise<readonly string[]> => {
  const urls: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new ListQueuesCommand({ QueueNamePrefix: prefix, MaxResults: 1_000, ...(NextToken && { NextToken }) }),
    );
    urls.push(...(page.QueueUrls ?? []));
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  return urls;
};

interface Description {
  readonly url: string;
  readonly arn: string;
  readonly deadLetterArn: string | undefined;
  readonly messages: number;
}

const describe = async (client: SQSClient, QueueUrl: string): Promise<Description> => {
  const { Attributes = {} } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  const { deadLetterTargetArn } = JSON.parse(Attributes.RedrivePolicy ?? '{}') as { deadLetterTargetArn?: string };
  return {
    url: QueueUrl,
    arn: Attributes.QueueArn ?? '',
    deadLetterArn: deadLetterTargetArn,
    messages: Number(Attributes.ApproximateNumberOfMessages ?? 0),
  };
};

/** The dead letters of every queue whose name begins with the prefix. */
export const deadLettersOf = async (client: SQSClient, prefix: string): Promise<readonly DeadLetters[]> => {
  const queues = await Promise.all((await queueUrls(client, prefix)).map((url) => describe(client, url)));
  return queues.flatMap(({ url: sourceUrl, deadLetterArn }) => {
    const dead = queues.find(({ arn }) => arn === deadLetterArn);
    if (dead === undefined) return [];
    const { url, messages } = dead;
    return [{ name: nameOf(url), url, sourceUrl, isFifo: url.endsWith('.fifo'), messages }];
  });
};

/** A new deduplication id: the queue may remember the one under which the message came the first time. */
const fifoOf = ({ Attributes = {}, MessageId }: Message) => ({
  MessageGroupId: Attributes.MessageGroupId ?? MessageId,
  MessageDeduplicationId: `redrive-${MessageId}`,
});

const moveOne = async (client: SQSClient, { url, sourceUrl, isFifo }: DeadLetters, message: Message): Promise<void> => {
  const { Body, MessageAttributes, ReceiptHandle } = message;
  await client.send(
    new SendMessageCommand({
      QueueUrl: sourceUrl,
      MessageBody: Body,
      ...(MessageAttributes && { MessageAttributes }),
      ...(isFifo && fifoOf(message)),
    }),
  );
  await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
};

/**
 * Moves dead letters back to the queue that they come from. A message is deleted when the other queue has it: an end in
 * between leaves it in both, and consumers take doubles without harm.
 *
 * @param limit What fails anew comes back here: no more are moved than were there at the beginning.
 * @returns how many were moved.
 */
export const moveBack = async (
  client: SQSClient,
  letters: DeadLetters,
  limit: number = letters.messages,
): Promise<number> => {
  let moved = 0;
  while (moved < limit) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: letters.url,
        MaxNumberOfMessages: Math.min(10, limit - moved),
        WaitTimeSeconds: 1,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) return moved;
    for (const message of Messages) await moveOne(client, letters, message);
    moved += Messages.length;
  }
  return moved;
};
