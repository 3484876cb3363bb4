import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { SECONDS_A_DAY } from '../calendar/durations.ts';
import type { BulkAdvance, BulkSend, BulkSendState, BulkSendStore } from '../notifications/bulk-send.ts';
import { BULK_PAGE_IS_NEXT, BULK_SEND_IS_IN_STATE, ITEM_IS_NEW, PERSON_IS_FREE } from './conditions.ts';
import { conditionHolds } from './errors.ts';
import { contentOf, secondsAfter } from './item.ts';
import { keys } from './keys.ts';

const RETENTION_SECONDS = 7 * SECONDS_A_DAY;

const advanceUpdate = (tableName: string, jobId: string, step: number, { counts, place, at }: BulkAdvance) =>
  new UpdateCommand({
    TableName: tableName,
    Key: { ...keys.bulkSend(jobId) },
    UpdateExpression:
      place === undefined
        ? 'SET #step = :next, #counts = :counts, #state = :done, #finishedAt = :at'
        : 'SET #step = :next, #counts = :counts, #place = :place',
    ConditionExpression: BULK_PAGE_IS_NEXT,
    ExpressionAttributeNames: {
      '#step': 'step',
      '#state': 'state',
      '#counts': 'counts',
      ...(place === undefined ? { '#finishedAt': 'finishedAt' } : { '#place': 'place' }),
    },
    ExpressionAttributeValues: {
      ':step': step,
      ':next': step + 1,
      ':counts': counts,
      ':running': 'running',
      ...(place === undefined ? { ':done': 'done', ':at': at } : { ':place': place }),
    },
  });

const stateUpdate = (
  tableName: string,
  jobId: string,
  change: { readonly from: readonly BulkSendState[]; readonly to: BulkSendState; readonly at: string },
) => {
  const { from, to, at } = change;
  const [first, second = first] = from;
  return new UpdateCommand({
    TableName: tableName,
    Key: { ...keys.bulkSend(jobId) },
    UpdateExpression: to === 'cancelled' ? 'SET #state = :to, #finishedAt = :at' : 'SET #state = :to',
    ConditionExpression: BULK_SEND_IS_IN_STATE,
    ExpressionAttributeNames: { '#state': 'state', ...(to === 'cancelled' && { '#finishedAt': 'finishedAt' }) },
    ExpressionAttributeValues: {
      ':to': to,
      ':first': first,
      ':second': second,
      ...(to === 'cancelled' && { ':at': at }),
    },
  });
};

/** A job is one item; beside it one for each person who has had its message. */
export const dynamoBulkSendStore = (client: DynamoDBDocumentClient, tableName: string): BulkSendStore => ({
  create: async (job) => {
    const expiresAt = secondsAfter(new Date(job.startedAt), RETENTION_SECONDS);
    const Item = { ...job, ...keys.bulkSend(job.jobId), entity: 'bulk_send', expiresAt };
    const put = client.send(new PutCommand({ TableName: tableName, Item, ConditionExpression: ITEM_IS_NEW }));
    return (await conditionHolds(put)) ? 'created' : 'exists';
  },
  get: async (jobId) => {
    const Key = { ...keys.bulkSend(jobId) };
    const { Item } = await client.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
    return Item === undefined ? undefined : (contentOf(Item) as unknown as BulkSend);
  },
  claimPerson: ({ jobId, startedAt }, person, orderId) =>
    conditionHolds(
      client.send(
        new PutCommand({
          TableName: tableName,
          Item: {
            ...keys.bulkSendPerson(jobId, person),
            entity: 'bulk_send_person',
            orderId,
            expiresAt: secondsAfter(new Date(startedAt), RETENTION_SECONDS),
          },
          ConditionExpression: PERSON_IS_FREE,
          ExpressionAttributeNames: { '#orderId': 'orderId' },
          ExpressionAttributeValues: { ':orderId': orderId },
        }),
      ),
    ),
  advance: (jobId, step, advance) => conditionHolds(client.send(advanceUpdate(tableName, jobId, step, advance))),
  setState: (jobId, from, to, at) => conditionHolds(client.send(stateUpdate(tableName, jobId, { from, to, at }))),
});
