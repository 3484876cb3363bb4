import { brotliCompressSync, constants } from 'node:zlib';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { AppliedWebhook, RawWebhook, WebhookStore } from '../webhooks/webhook-store.ts';
import { ifConditionHolds } from './errors.ts';
import { type Item, secondsAfter } from './item.ts';
import { keys } from './keys.ts';

/** `#state`, `:applied`: not stored, or not carried to its end. */
const IS_UNFINISHED = 'attribute_not_exists(pk) OR #state <> :applied';

/** Takes as long as gzip and leaves a seventh less: most bodies then stay under a kilobyte, and each one is paid. */
const compress = (body: string): Buffer =>
  brotliCompressSync(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT },
  });

/** Whose event it is stands in the key. Bodies of earlier versions are in `bodyGzip`. */
const itemOf = (
  { source, eventId, body, receivedAt, retainUntil }: RawWebhook,
  applied: AppliedWebhook | undefined,
): Item => ({
  ...keys.webhook(source, eventId),
  entity: 'webhook',
  receivedAt,
  bodyBrotli: compress(body),
  ...(applied === undefined
    ? { state: 'received' }
    : { state: 'applied', outcome: applied.outcome, appliedAt: applied.at }),
  expiresAt: secondsAfter(new Date(retainUntil), 0),
});

/** Raw events of carriers and payment providers, once each. */
export const dynamoWebhookStore = (client: DynamoDBDocumentClient, tableName: string): WebhookStore => ({
  find: async (source, eventId) => {
    // What a moment's lag hides is carried out again, which changes nothing.
    const { Item: found } = await client.send(
      new GetCommand({
        TableName: tableName,
        Key: { ...keys.webhook(source, eventId) },
        ProjectionExpression: '#state',
        ExpressionAttributeNames: { '#state': 'state' },
      }),
    );
    return found && (found.state === 'applied' ? 'applied' : 'received');
  },
  store: async (webhook, applied) => {
    await ifConditionHolds(
      client.send(
        new PutCommand({
          TableName: tableName,
          Item: itemOf(webhook, applied),
          ConditionExpression: IS_UNFINISHED,
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: { ':applied': 'applied' },
        }),
      ),
    );
  },
});
