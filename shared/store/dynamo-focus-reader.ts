import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { FocusReader } from '../realtime/focus.ts';
import { keys } from './keys.ts';
import { childrenOf } from './table.ts';

/** By the subscriptions of a topic, in which its connections say until when somebody looks at them. */
export const dynamoFocusReader = (client: DynamoDBDocumentClient, tableName: string): FocusReader => ({
  isInFocus: async (audience, now) => {
    const { pk } = keys.subscription(audience, '');
    const items = await childrenOf({ client, tableName }, pk, keys.subscriptionPrefix, ['focusedUntil']);
    return items.some(({ focusedUntil = '' }) => String(focusedUntil) > now.toISOString());
  },
});
