import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { SECONDS_A_DAY } from '../calendar/durations.ts';
import type { Backoff } from '../clock/backoff.ts';
import type { BulkAdvance, BulkSend, BulkSendState, BulkSendStore, Likeness } from '../notifications/bulk-send.ts';
import { BULK_PAGE_IS_NEXT, bulkSendIsIn, ITEM_IS_NEW, NO_JOB_LIKE_IT, PERSON_IS_FREE } from './conditions.ts';
import { conditionHolds } from './errors.ts';
import { contentOf, secondsAfter } from './item.ts';
import { keys } from './keys.ts';
import { type TransactItem, transact } from './transact.ts';

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
  return new UpdateCommand({
    TableName: tableName,
    Key: { ...keys.bulkSend(jobId) },
    UpdateExpression: to === 'cancelled' ? 'SET #state = :to, #finishedAt = :at' : 'SET #state = :to',
    ConditionExpression: bulkSendIsIn(from.length),
    ExpressionAttributeNames: { '#state': 'state', ...(to === 'cancelled' && { '#finishedAt': 'finishedAt' }) },
    ExpressionAttributeValues: {
      ':to': to,
      ...Object.fromEntries(from.map((state, index) => [`:from${index}`, state])),
      ...(to === 'cancelled' && { ':at': at }),
    },
  });
};

/** Says of jobs that are alike which one was begun last. */
const latestOf = (
  TableName: string,
  { jobId, startedAt }: BulkSend,
  { key, until, isRepeat }: Likeness,
): TransactItem => ({
  Put: {
    TableName,
    Item: {
      ...keys.bulkSendLatest(key),
      entity: 'bulk_send_latest',
      jobId,
      until,
      expiresAt: secondsAfter(new Date(until), SECONDS_A_DAY),
    },
    ...(!isRepeat && {
      ConditionExpression: NO_JOB_LIKE_IT,
      ExpressionAttributeNames: { '#until': 'until' },
      ExpressionAttributeValues: { ':at': startedAt },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    }),
  },
});

/** A job is one item; beside it one for each person who has had its message. */
export const dynamoBulkSendStore = (
  client: DynamoDBDocumentClient,
  tableName: string,
  backoff: Backoff,
): BulkSendStore => ({
  create: async (job, likeness) => {
    const expiresAt = secondsAfter(new Date(job.startedAt), RETENTION_SECONDS);
    const Item = { ...job, ...keys.bulkSend(job.jobId), entity: 'bulk_send', expiresAt };
    const put = { TableName: tableName, Item, ConditionExpression: ITEM_IS_NEW };
    const latest = likeness === undefined ? [] : [latestOf(tableName, job, likeness)];
    const done = await transact(client, [{ Put: put }, ...latest], backoff);
    if (done.kind === 'done') return { outcome: 'created' };
    if (done.kind === 'contended') throw done.cause;
    const jobId = done.failed.find(({ index }) => index === 1)?.stored?.jobId?.S;
    return jobId === undefined || jobId === job.jobId ? { outcome: 'exists' } : { outcome: 'repeated', jobId };
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
