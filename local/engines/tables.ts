import { asList, asRecord, asText, nameInArn } from '../edge/arn.ts';
import type { CloudModel, Resource } from '../ports.ts';
import { engineHeaders } from './dynamodb.ts';
import type { EngineClient } from './http-client.ts';

type Json = Readonly<Record<string, unknown>>;

/** Calls the engine directly, past permissions, meter and faults. */
async function callEngine(client: EngineClient, operation: string, input: Json): Promise<Json> {
  const response = await client.send(
    'POST',
    '/',
    engineHeaders(`DynamoDB_20120810.${operation}`),
    Buffer.from(JSON.stringify(input)),
  );
  const output = asRecord(JSON.parse(response.body.toString('utf8')));
  if (response.status >= 400) {
    const error = new Error(asText(output.message) ?? asText(output.Message) ?? `${operation} failed`);
    error.name = (asText(output.__type) ?? 'Error').replace(/^.*#/, '');
    throw error;
  }
  return output;
}

const tableNameOf = (model: CloudModel, table: Resource): string => nameInArn(model.arnOf(table.logicalId));

export const tablesOf = (model: CloudModel): readonly Resource[] => [
  ...model.ofType('AWS::DynamoDB::GlobalTable'),
  ...model.ofType('AWS::DynamoDB::Table'),
];

function pick(value: unknown, keys: readonly string[]): Json {
  const record = asRecord(value);
  return Object.fromEntries(keys.filter((key) => record[key] !== undefined).map((key) => [key, record[key]]));
}

const INDEX_KEYS = ['IndexName', 'KeySchema', 'Projection'];

function createTableInput(name: string, { properties }: Resource): Json {
  const indexes = (list: unknown): readonly Json[] => asList(list).map((index) => pick(index, INDEX_KEYS));
  const global = indexes(properties.GlobalSecondaryIndexes);
  const local = indexes(properties.LocalSecondaryIndexes);
  const stream = asText(asRecord(properties.StreamSpecification).StreamViewType);
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    ...pick(properties, ['AttributeDefinitions', 'KeySchema']),
    ...(global.length > 0 ? { GlobalSecondaryIndexes: global } : {}),
    ...(local.length > 0 ? { LocalSecondaryIndexes: local } : {}),
    ...(stream === undefined ? {} : { StreamSpecification: { StreamEnabled: true, StreamViewType: stream } }),
  };
}

/** Keys and indexes in one comparable text: what a table cannot change while it keeps its items. */
function shapeOf(table: Json): string {
  const schema = (value: unknown): string =>
    asList(value)
      .map((part) => `${asText(asRecord(part).KeyType)}=${asText(asRecord(part).AttributeName)}`)
      .sort()
      .join();
  const projection = (value: unknown): string => {
    const { ProjectionType, NonKeyAttributes } = asRecord(value);
    return `${asText(ProjectionType)}(${asList(NonKeyAttributes).map(String).sort().join()})`;
  };
  const indexes = asList(table.GlobalSecondaryIndexes)
    .map(asRecord)
    .map((index) => `${asText(index.IndexName)}:${schema(index.KeySchema)}:${projection(index.Projection)}`);
  return [schema(table.KeySchema), ...indexes.sort()].join('\n');
}

async function existing(client: EngineClient, name: string): Promise<Json | undefined> {
  try {
    return asRecord((await callEngine(client, 'DescribeTable', { TableName: name })).Table);
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

/**
 * Makes the template's tables where they are absent. Backups and encryption have no meaning here and are left out.
 * @throws when a stored table has other keys or indexes than the template now says.
 */
export async function ensureTables(client: EngineClient, model: CloudModel): Promise<void> {
  for (const table of tablesOf(model)) {
    const name = tableNameOf(model, table);
    const wanted = createTableInput(name, table);
    const found = await existing(client, name);
    if (found !== undefined) {
      if (shapeOf(found) === shapeOf(wanted)) continue;
      throw new Error(
        `The table ${name} was stored by an earlier run and its keys or indexes have changed: start with --fresh.`,
      );
    }
    await callEngine(client, 'CreateTable', wanted);
    const timeToLive = asRecord(table.properties.TimeToLiveSpecification);
    const attribute = asText(timeToLive.AttributeName);
    if (attribute !== undefined && timeToLive.Enabled === true) {
      const TimeToLiveSpecification = { AttributeName: attribute, Enabled: true };
      await callEngine(client, 'UpdateTimeToLive', { TableName: name, TimeToLiveSpecification });
    }
  }
}

/** The most that one BatchWriteItem takes. */
const BATCH = 25;

async function emptyTable(client: EngineClient, name: string, keys: readonly string[]): Promise<void> {
  const names = Object.fromEntries(keys.map((key, index) => [`#k${index}`, key]));
  let start: unknown;
  do {
    const page = await callEngine(client, 'Scan', {
      TableName: name,
      ProjectionExpression: Object.keys(names).join(),
      ExpressionAttributeNames: names,
      ...(start === undefined ? {} : { ExclusiveStartKey: start }),
    });
    const items = asList(page.Items);
    for (let from = 0; from < items.length; from += BATCH) {
      const requests = items.slice(from, from + BATCH).map((Key) => ({ DeleteRequest: { Key } }));
      await callEngine(client, 'BatchWriteItem', { RequestItems: { [name]: requests } });
    }
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}

/** Deletes every item. The tables and their streams stay, so that whoever reads a stream keeps its place. */
export async function emptyTables(client: EngineClient, model: CloudModel): Promise<void> {
  for (const table of tablesOf(model)) {
    const keys = asList(table.properties.KeySchema).map((part) => asText(asRecord(part).AttributeName) ?? '');
    await emptyTable(client, tableNameOf(model, table), keys);
  }
}
