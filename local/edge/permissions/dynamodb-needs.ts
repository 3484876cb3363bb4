import type { AwsCall, CloudModel } from '../../ports.ts';
import { arnFor, asList, asRecord, asText } from '../arn.ts';
import { type Need, UnknownNeedError } from './need.ts';

/** Operations on items of one table: the partition key is in `Key`, `Item` or the key condition. */
const ITEM_OPERATIONS = new Set(['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'Scan']);
const TABLE_OPERATIONS = new Set(['DescribeTable', 'DescribeTimeToLive', 'DescribeContinuousBackups']);
const STREAM_OPERATIONS = new Set(['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams']);
const TRANSACTION_ACTIONS: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

const scalar = (value: unknown): string | undefined => {
  const { S, N, B } = asRecord(value);
  return asText(S) ?? asText(N) ?? asText(B);
};

function leadingKeysOf(table: string, items: readonly unknown[], partitionKeyOf: KeyOf): string[] {
  const partitionKey = partitionKeyOf(table) ?? '';
  return items.map((item) => scalar(asRecord(item)[partitionKey])).filter((value) => value !== undefined);
}

/** `#pk = :pk AND …`, `:pk = pk`: the value that the query's partition key is compared with. */
function queriedKey(input: AwsCall['input'], indexOrTableKey: string | undefined): string[] {
  const names = asRecord(input.ExpressionAttributeNames);
  const values = asRecord(input.ExpressionAttributeValues);
  for (const [, left = '', right = ''] of (asText(input.KeyConditionExpression) ?? '').matchAll(
    /([#:\w.-]+)\s*=\s*([#:\w.-]+)/g,
  )) {
    const [name, placeholder] = left.startsWith(':') ? [right, left] : [left, right];
    const attribute = asText(names[name]) ?? name;
    const value = scalar(values[placeholder]);
    if (value !== undefined && (indexOrTableKey === undefined || attribute === indexOrTableKey)) return [value];
  }
  return [];
}

/** Makes needs of one call's tables. */
interface Context {
  readonly call: AwsCall;
  readonly partitionKeyOf: KeyOf;
  need(action: string, table: string, keys: readonly string[], index?: string): Need;
}

type KeyOf = (tableName: string, indexName?: string) => string | undefined;

function itemNeeds({ call: { operation, input }, partitionKeyOf, need }: Context): readonly Need[] {
  const table = asText(input.TableName) ?? '';
  const index = asText(input.IndexName);
  const keys =
    operation === 'Query'
      ? queriedKey(input, partitionKeyOf(table, index))
      : leadingKeysOf(table, [input.Key ?? input.Item], partitionKeyOf);
  return [need(operation, table, keys, index)];
}

function transactionNeeds({ call: { input }, partitionKeyOf, need }: Context): readonly Need[] {
  return asList(input.TransactItems).flatMap((entry) =>
    Object.entries(asRecord(entry)).map(([kind, value]) => {
      const item = asRecord(value);
      const table = asText(item.TableName) ?? '';
      const action = TRANSACTION_ACTIONS[kind];
      if (action === undefined) throw new UnknownNeedError(`A transaction has no item of kind ${kind}`);
      return need(action, table, leadingKeysOf(table, [item.Key ?? item.Item], partitionKeyOf));
    }),
  );
}

function batchNeeds({ call: { operation, input }, partitionKeyOf, need }: Context): readonly Need[] {
  const itemsOf = (requests: unknown): readonly unknown[] =>
    operation === 'BatchGetItem'
      ? asList(asRecord(requests).Keys)
      : asList(requests).map((request) => {
          const { PutRequest, DeleteRequest } = asRecord(request);
          return asRecord(PutRequest).Item ?? asRecord(DeleteRequest).Key;
        });
  return Object.entries(asRecord(input.RequestItems)).map(([table, requests]) =>
    need(operation, table, leadingKeysOf(table, itemsOf(requests), partitionKeyOf)),
  );
}

/** What DynamoDB asks IAM before it performs the call. A transaction needs the actions of its items. */
export function dynamodbNeeds(call: AwsCall, model: CloudModel, partitionKeyOf: KeyOf): readonly Need[] {
  const { operation, input } = call;
  const tableArn = (name: string): string =>
    name.startsWith('arn:') ? name : arnFor(model, 'dynamodb', `table/${name === '' ? '*' : name}`);
  const need: Context['need'] = (action, table, keys, index) => ({
    action: `dynamodb:${action}`,
    resources: [index === undefined ? tableArn(table) : `${tableArn(table)}/index/${index}`],
    context: keys.length === 0 ? {} : { 'dynamodb:leadingkeys': keys },
  });
  const context = { call, partitionKeyOf, need };
  if (ITEM_OPERATIONS.has(operation)) return itemNeeds(context);
  if (operation === 'TransactWriteItems' || operation === 'TransactGetItems') return transactionNeeds(context);
  if (operation === 'BatchGetItem' || operation === 'BatchWriteItem') return batchNeeds(context);
  if (TABLE_OPERATIONS.has(operation)) return [need(operation, asText(input.TableName) ?? '', [])];
  if (STREAM_OPERATIONS.has(operation)) {
    return [{ action: `dynamodb:${operation}`, resources: [asText(input.StreamArn) ?? '*'], context: {} }];
  }
  throw new UnknownNeedError(`The local cloud does not know what DynamoDB's ${operation} needs`);
}
