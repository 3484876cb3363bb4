import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { SECONDS_A_DAY } from '../calendar/durations.ts';
import type { BulkJob, BulkJobStore, BulkProgress, BulkResult } from '../orders/use-cases/bulk-job-store.ts';
import { ITEM_IS_NEW } from './conditions.ts';
import { conditionHolds } from './errors.ts';
import { contentOf, type Item, isExpired, secondsAfter } from './item.ts';
import { keys } from './keys.ts';
import { queryAll } from './table.ts';

const RETENTION_SECONDS = 7 * SECONDS_A_DAY;

/** The job as it was asked for, and what became of its orders so far. */
const progressOf = (items: readonly Item[], jobKey: string, now: Date): BulkProgress | undefined => {
  const item = items.find((one) => one.sk === jobKey);
  if (item === undefined || isExpired(item, now)) return undefined;
  const { finishedAt, ...job } = contentOf(item);
  return {
    job: job as unknown as BulkJob,
    results: items.filter((one) => one.sk !== jobKey).flatMap((one) => one.results as readonly BulkResult[]),
    ...(typeof finishedAt === 'string' ? { finishedAt } : {}),
  };
};

const create = async (
  client: DynamoDBDocumentClient,
  tableName: string,
  job: BulkJob,
): Promise<'created' | 'exists'> => {
  const expiresAt = secondsAfter(new Date(job.startedAt), RETENTION_SECONDS);
  const Item = { ...job, ...keys.bulkJob(job.jobId), entity: 'bulk_job', expiresAt };
  const isWritten = await conditionHolds(
    client.send(new PutCommand({ TableName: tableName, Item, ConditionExpression: ITEM_IS_NEW })),
  );
  return isWritten ? 'created' : 'exists';
};

/** A job and, as items of their own, the results of its portions: a thousand long results fit into no single item. */
export const dynamoBulkJobStore = (client: DynamoDBDocumentClient, tableName: string): BulkJobStore => ({
  create: (job) => create(client, tableName, job),
  record: async (jobId, portion, results, at) => {
    const expiresAt = secondsAfter(new Date(at), RETENTION_SECONDS);
    await client.send(
      new PutCommand({
        TableName: tableName,
        Item: { ...keys.bulkJobResults(jobId, portion), entity: 'bulk_results', results, expiresAt },
      }),
    );
  },
  isRecorded: async (jobId, portion) => {
    const { Item } = await client.send(
      new GetCommand({
        TableName: tableName,
        Key: { ...keys.bulkJobResults(jobId, portion) },
        ConsistentRead: true,
        ProjectionExpression: 'pk',
      }),
    );
    return Item !== undefined;
  },
  finish: async (jobId, at) => {
    await client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { ...keys.bulkJob(jobId) },
        UpdateExpression: 'SET #finishedAt = if_not_exists(#finishedAt, :at)',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#finishedAt': 'finishedAt' },
        ExpressionAttributeValues: { ':at': at },
      }),
    );
  },
  get: async (jobId, now) => {
    const { pk, sk } = keys.bulkJob(jobId);
    const items = await queryAll(
      { client, tableName },
      { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk }, ConsistentRead: true },
    );
    return progressOf(items, sk, now);
  },
});
