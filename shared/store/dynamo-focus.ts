import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { FocusReader, FocusWriter } from '../realtime/focus.ts';
import { secondsOf } from './item.ts';
import { keys } from './keys.ts';
import { queryAll } from './table.ts';
import { TABLE_SHAPE } from './table-shape.ts';

/** By the subscriptions of a topic, in which its connections say until when somebody looks at them, and what clients without one say. */
export const dynamoFocusReader = (client: DynamoDBDocumentClient, tableName: string): FocusReader => ({
  isInFocus: async (audience, now) => {
    const { pk, sk } = keys.focus(audience);
    const items = await queryAll(
      { client, tableName },
      {
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
        ExpressionAttributeValues: { ':pk': pk, ':first': keys.subscriptionPrefix, ':last': sk },
        ProjectionExpression: '#focus',
        ExpressionAttributeNames: { '#focus': 'focusedUntil' },
      },
    );
    return items.some(({ focusedUntil = '' }) => String(focusedUntil) > now.toISOString());
  },
});

/** One item for all clients of a topic that have no connection. */
export const dynamoFocusWriter = (client: DynamoDBDocumentClient, tableName: string): FocusWriter => ({
  setFocus: async (audience, until) => {
    await client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { ...keys.focus(audience) },
        UpdateExpression: 'SET #focus = :until, #expiresAt = :expiresAt, #entity = :entity',
        ExpressionAttributeNames: {
          '#focus': 'focusedUntil',
          '#expiresAt': TABLE_SHAPE.timeToLive,
          '#entity': 'entity',
        },
        ExpressionAttributeValues: {
          ':until': until.toISOString(),
          ':expiresAt': secondsOf(until),
          ':entity': 'focus',
        },
      }),
    );
  },
});
