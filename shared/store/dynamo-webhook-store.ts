import { gzipSync } from 'node:zlib';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { WebhookStore } from '../carriers/webhook-store.ts';
import { ITEM_IS_NEW } from './conditions.ts';
import { isConditionFailed } from './errors.ts';
import { secondsAfter } from './item.ts';
import { keys } from './keys.ts';

/** Raw events of carriers and payment providers, once each; a body is compressed, for each kilobyte is paid twice. */
export const dynamoWebhookStore = (client: DynamoDBDocumentClient, tableName: string): WebhookStore => ({
  store: async ({ retainUntil, body, ...webhook }) => {
    const key = keys.webhook(webhook.source, webhook.eventId);
    const expiresAt = secondsAfter(new Date(retainUntil), 0);
    try {
      await client.send(
        new PutCommand({
          TableName: tableName,
          Item: { ...webhook, bodyGzip: gzipSync(body), ...key, entity: 'webhook', state: 'received', expiresAt },
          ConditionExpression: ITEM_IS_NEW,
        }),
      );
      return 'new';
    } catch (error) {
      if (!isConditionFailed(error)) throw error;
      const { Item } = await client.send(
        new GetCommand({
          TableName: tableName,
          Key: { ...key },
          ConsistentRead: true,
          ProjectionExpression: '#state',
          ExpressionAttributeNames: { '#state': 'state' },
        }),
      );
      return Item?.state === 'applied' ? 'applied' : 'received';
    }
  },
  markApplied: async (source, eventId, outcome, at) => {
    await client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { ...keys.webhook(source, eventId) },
        UpdateExpression: 'SET #state = :applied, #outcome = :outcome, #appliedAt = :at',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#state': 'state', '#outcome': 'outcome', '#appliedAt': 'appliedAt' },
        ExpressionAttributeValues: { ':applied': 'applied', ':outcome': outcome, ':at': at },
      }),
    );
  },
});
