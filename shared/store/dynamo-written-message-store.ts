import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { SECONDS_A_DAY } from '../calendar/durations.ts';
import type { WrittenMessageStore } from '../notifications/written-message.ts';
import { ITEM_IS_NEW } from './conditions.ts';
import { ifConditionHolds } from './errors.ts';
import { secondsAfter } from './item.ts';
import { keys } from './keys.ts';

/** Messages that somebody wrote: the stream hands each to who plans notifications. */
export const dynamoWrittenMessageStore = (client: DynamoDBDocumentClient, tableName: string): WrittenMessageStore => ({
  put: async (message) => {
    const Item = {
      ...message,
      ...keys.writtenMessage(message.messageId),
      entity: 'written_message',
      expiresAt: secondsAfter(new Date(message.requestedAt), SECONDS_A_DAY),
    };
    await ifConditionHolds(
      client.send(new PutCommand({ TableName: tableName, Item, ConditionExpression: ITEM_IS_NEW })),
    );
  },
});
