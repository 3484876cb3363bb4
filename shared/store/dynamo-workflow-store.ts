import { isDeepStrictEqual } from 'node:util';
import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Backoff } from '../clock/backoff.ts';
import type { NewWorkflowVersion, WorkflowStore, WorkflowSummary } from '../orders/use-cases/workflow-store.ts';
import type { WorkflowDefinition } from '../workflows/workflow.ts';
import { IS_THE_ACTIVE_VERSION, ITEM_IS_NEW } from './conditions.ts';
import { StoreUnavailableError } from './errors.ts';
import { contentOf } from './item.ts';
import { keys } from './keys.ts';
import { queryAll } from './table.ts';
import { type TransactItem, transact } from './transact.ts';

/** A definition is one attribute: nothing looks into it, and its names are the administrator's. */
const versionItems = (
  tableName: string,
  { definition, expectedActive, at, by }: NewWorkflowVersion,
): TransactItem[] => {
  const { id, version, title } = definition;
  const summary: WorkflowSummary = { id, title, activeVersion: version, updatedAt: at, updatedBy: by };
  const stamp = { entity: 'workflow', updatedAt: at, updatedBy: by };
  return [
    {
      Put: {
        TableName: tableName,
        Item: { ...keys.workflowVersion(id, version), ...stamp, definition },
        ConditionExpression: ITEM_IS_NEW,
      },
    },
    {
      Put: {
        TableName: tableName,
        Item: { ...keys.workflowActive(id), ...stamp, activeVersion: version },
        ...(expectedActive === undefined
          ? { ConditionExpression: ITEM_IS_NEW }
          : {
              ConditionExpression: IS_THE_ACTIVE_VERSION,
              ExpressionAttributeNames: { '#activeVersion': 'activeVersion' },
              ExpressionAttributeValues: { ':expectedActive': expectedActive },
            }),
      },
    },
    { Put: { TableName: tableName, Item: { ...keys.workflowCatalog(id), ...summary, entity: 'workflow' } } },
  ];
};

/** Whether this very version is there: it was stored, and only the response to that was lost. */
const wentThrough = async (
  client: DynamoDBDocumentClient,
  tableName: string,
  { definition, at, by }: NewWorkflowVersion,
): Promise<boolean> => {
  const { id, version } = definition;
  const { Item } = await client.send(
    new GetCommand({ TableName: tableName, Key: { ...keys.workflowVersion(id, version) }, ConsistentRead: true }),
  );
  return (
    Item?.updatedAt === at && isDeepStrictEqual(Item.updatedBy, by) && isDeepStrictEqual(Item.definition, definition)
  );
};

/** Workflows that administrators made or changed. */
export const dynamoWorkflowStore = (
  client: DynamoDBDocumentClient,
  tableName: string,
  backoff: Backoff,
): WorkflowStore => ({
  getVersion: async (id, version) => {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: { ...keys.workflowVersion(id, version) }, ConsistentRead: true }),
    );
    return Item?.definition as WorkflowDefinition | undefined;
  },
  getActiveVersion: async (id) => {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: { ...keys.workflowActive(id) }, ConsistentRead: true }),
    );
    return Item?.activeVersion as number | undefined;
  },
  versions: async (id) => {
    const items = await queryAll(
      { client, tableName },
      {
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': keys.workflowActive(id).pk, ':prefix': keys.workflowVersionPrefix },
        ScanIndexForward: false,
        ConsistentRead: true,
      },
    );
    return items.map((item) => item.definition as WorkflowDefinition);
  },
  list: async () => {
    const items = await queryAll(
      { client, tableName },
      {
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': keys.workflowCatalogPartition },
        ConsistentRead: true,
      },
    );
    return items.map((item) => contentOf(item) as unknown as WorkflowSummary);
  },
  putVersion: async (version) => {
    const outcome = await transact(client, versionItems(tableName, version), backoff);
    if (outcome.kind === 'contended') {
      throw new StoreUnavailableError('The workflow is being changed', { cause: outcome.cause });
    }
    if (outcome.kind === 'done') return 'stored';
    return (await wentThrough(client, tableName, version)) ? 'stored' : 'conflict';
  },
});
