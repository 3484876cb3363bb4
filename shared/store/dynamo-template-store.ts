import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  type QueryCommandOutput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Backoff } from '../clock/backoff.ts';
import type { TemplateFailure } from '../notifications/templates/template.ts';
import type {
  DefaultTemplate,
  StoredVersion,
  TemplateChange,
  TemplateHead,
  TemplateStore,
  VersionPage,
} from '../notifications/templates/template-store.ts';
import { ITEM_IS_NEW, SLOT_USES_TEMPLATE, TEMPLATE_IS_AS_READ } from './conditions.ts';
import { StoreUnavailableError } from './errors.ts';
import { contentOf, type Item } from './item.ts';
import { type Key, keys } from './keys.ts';
import { queryAll, type Table } from './table.ts';
import { type TransactItem, transact } from './transact.ts';

const ENTITY = { entity: 'template' } as const;

const headItems = (tableName: string, head: TemplateHead): TransactItem[] => {
  const condition =
    head.revision === 1
      ? { ConditionExpression: ITEM_IS_NEW }
      : {
          ConditionExpression: TEMPLATE_IS_AS_READ,
          ExpressionAttributeNames: { '#revision': 'revision' },
          ExpressionAttributeValues: { ':expectedRevision': head.revision - 1 },
        };
  const { templateId } = head;
  return [
    { Put: { TableName: tableName, Item: { ...head, ...keys.templateActive(templateId), ...ENTITY }, ...condition } },
    { Put: { TableName: tableName, Item: { ...head, ...keys.templateCatalog(templateId), ...ENTITY } } },
  ];
};

const versionItems = (tableName: string, version: StoredVersion | undefined): TransactItem[] =>
  version === undefined
    ? []
    : [
        {
          Put: {
            TableName: tableName,
            Item: { ...version, ...keys.templateVersion(version.templateId, version.version), ...ENTITY },
            ConditionExpression: ITEM_IS_NEW,
          },
        },
      ];

/** One item is the slot: whoever writes it last is its default, and no other is. */
const slotItems = (tableName: string, { head, slot }: TemplateChange): TransactItem[] => {
  if (slot === undefined) return [];
  const { templateId, type, channel, language, activeVersion: version } = head;
  const key = keys.templateDefault(type, channel, language);
  const own = {
    ConditionExpression: SLOT_USES_TEMPLATE,
    ExpressionAttributeNames: { '#templateId': 'templateId' },
    ExpressionAttributeValues: { ':templateId': templateId },
  };
  if (slot === 'leave') return [{ Delete: { TableName: tableName, Key: { ...key }, ...own } }];
  const Item = { ...key, ...ENTITY, templateId, type, channel, language, version };
  return [{ Put: { TableName: tableName, Item, ...(slot === 'update' && own) } }];
};

const read = async ({ client, tableName }: Omit<Table, 'backoff'>, key: Key): Promise<Item | undefined> => {
  const { Item } = await client.send(new GetCommand({ TableName: tableName, Key: { ...key }, ConsistentRead: true }));
  return Item;
};

const readAs = async <T>(table: Omit<Table, 'backoff'>, key: Key): Promise<T | undefined> => {
  const item = await read(table, key);
  return item === undefined ? undefined : (contentOf(item) as unknown as T);
};

const change = async (table: Table, asked: TemplateChange): Promise<'stored' | 'conflict'> => {
  const { client, tableName, backoff } = table;
  const items = [
    ...headItems(tableName, asked.head),
    ...versionItems(tableName, asked.version),
    ...slotItems(tableName, asked),
  ];
  const outcome = await transact(client, items, backoff);
  if (outcome.kind === 'done') return 'stored';
  if (outcome.kind === 'contended') {
    throw new StoreUnavailableError('The template is being changed', { cause: outcome.cause });
  }
  // Stored by this very request, of which only the response was lost.
  const head = await readAs<TemplateHead>(table, keys.templateActive(asked.head.templateId));
  const { revision, updatedAt } = asked.head;
  return head?.revision === revision && head.updatedAt === updatedAt ? 'stored' : 'conflict';
};

const recordFailure = async (
  { client, tableName }: Table,
  templateId: string,
  { version, at, reason }: TemplateFailure,
): Promise<void> => {
  await client.send(
    new UpdateCommand({
      TableName: tableName,
      Key: { ...keys.templateFailure(templateId) },
      UpdateExpression: 'SET #entity = :entity, #version = :version, #at = :at, #reason = :reason',
      ExpressionAttributeNames: { '#entity': 'entity', '#version': 'version', '#at': 'at', '#reason': 'reason' },
      ExpressionAttributeValues: { ':entity': ENTITY.entity, ':version': version, ':at': at, ':reason': reason },
    }),
  );
};

const partition = async <T>(table: Table, pk: string, isConsistent: boolean): Promise<readonly T[]> => {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': pk },
    ConsistentRead: isConsistent,
  });
  return items.map((item) => contentOf(item) as unknown as T);
};

/** Some hundred KB each, so that one read of a megabyte may have fewer than are asked for. */
const versions = async (
  { client, tableName }: Table,
  templateId: string,
  { limit, before }: VersionPage,
): Promise<readonly StoredVersion[]> => {
  const items: Item[] = [];
  let start: Item | undefined = before === undefined ? undefined : { ...keys.templateVersion(templateId, before) };
  do {
    const page: QueryCommandOutput = await client.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: {
          ':pk': keys.templateActive(templateId).pk,
          ':prefix': keys.templateVersionPrefix,
        },
        ScanIndexForward: false,
        ConsistentRead: true,
        Limit: limit - items.length,
        ExclusiveStartKey: start,
      }),
    );
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start !== undefined && items.length < limit);
  return items.map((item) => contentOf(item) as unknown as StoredVersion);
};

/** Templates that administrators wrote. */
export const dynamoTemplateStore = (
  client: DynamoDBDocumentClient,
  tableName: string,
  backoff: Backoff,
): TemplateStore => {
  const table: Table = { client, tableName, backoff };
  return {
    change: (asked) => change(table, asked),
    getHead: (templateId) => readAs<TemplateHead>(table, keys.templateActive(templateId)),
    getVersion: (templateId, version) => readAs<StoredVersion>(table, keys.templateVersion(templateId, version)),
    versions: (templateId, page) => versions(table, templateId, page),
    list: () => partition<TemplateHead>(table, keys.templateCatalogPartition, true),
    defaults: () => partition<DefaultTemplate>(table, keys.templateDefaultPartition, false),
    getDefault: ({ type, channel, language }) =>
      readAs<DefaultTemplate>(table, keys.templateDefault(type, channel, language)),
    getFailure: (templateId) => readAs<TemplateFailure>(table, keys.templateFailure(templateId)),
    recordFailure: (templateId, failure) => recordFailure(table, templateId, failure),
  };
};
