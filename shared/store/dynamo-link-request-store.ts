import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { LinkRequestStore } from '../notifications/link-request.ts';
import { secondsAfter } from './item.ts';
import { keys } from './keys.ts';

const RETENTION_SECONDS = 60 * 60;

/** Written for the stream alone: whoever carries a request out reads it there. */
export const dynamoLinkRequestStore = (client: DynamoDBDocumentClient, tableName: string): LinkRequestStore => ({
  put: async (request) => {
    // Its id is new each time: a retry of the same call writes the same item again.
    await client.send(
      new PutCommand({
        TableName: tableName,
        Item: {
          ...request,
          ...keys.linkRequest(request.requestId),
          entity: 'link_request',
          expiresAt: secondsAfter(new Date(request.requestedAt), RETENTION_SECONDS),
        },
      }),
    );
  },
});
