import { nameInArn } from '../edge/arn.ts';
import type { QueueEngine } from '../engines/fauxqs.ts';

export interface MessageAttribute {
  readonly DataType: 'String' | 'Number';
  readonly StringValue: string;
}

/** Puts a message into a queue by ARN, as an AWS service does for a caller: past the edge. */
export async function sendToQueue(
  engine: QueueEngine,
  queueArn: string,
  body: string,
  more: {
    readonly attributes?: Readonly<Record<string, MessageAttribute>>;
    readonly groupId?: string | undefined;
    readonly deduplicationId?: string | undefined;
  } = {},
): Promise<void> {
  const { status, output } = await engine.call('SendMessage', {
    QueueUrl: `/${nameInArn(queueArn)}`,
    MessageBody: body,
    ...(more.attributes === undefined ? {} : { MessageAttributes: more.attributes }),
    ...(more.groupId === undefined ? {} : { MessageGroupId: more.groupId }),
    ...(more.deduplicationId === undefined ? {} : { MessageDeduplicationId: more.deduplicationId }),
  });
  if (status >= 400) throw new Error(`${queueArn}: ${JSON.stringify(output)}`);
}
