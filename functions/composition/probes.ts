import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../shared/store/keys.ts';
import { documentClient } from './clients/dynamodb.ts';
import { sqsClient } from './clients/sqs.ts';

/** What is asked, by name: rejects where it cannot be reached. */
export type Probes = Readonly<Record<string, (patience: AbortSignal) => Promise<unknown>>>;

/** The table by a read that finds nothing, each queue by its own ARN: neither is changed, and nothing is learnt. */
export const probesOf = (tableName: string, queueUrls: Readonly<Record<string, string>>): Probes => ({
  table: (abortSignal) =>
    documentClient().send(new GetCommand({ TableName: tableName, Key: keys.health() }), { abortSignal }),
  ...Object.fromEntries(
    Object.entries(queueUrls).map(([name, QueueUrl]) => [
      name,
      (abortSignal: AbortSignal) =>
        sqsClient().send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }), { abortSignal }),
    ]),
  ),
});
