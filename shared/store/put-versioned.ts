import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { IS_AT_EXPECTED_VERSION, ITEM_IS_NEW } from './conditions.ts';
import { conditionHolds } from './errors.ts';
import type { Item } from './item.ts';
import type { Table } from './table.ts';

/**
 * Puts an item whose `version` counts its changes. `false` where it is no longer as it was read.
 *
 * @param before As it was read; `undefined` where there was none.
 */
export const putVersioned = (
  { client, tableName }: Pick<Table, 'client' | 'tableName'>,
  item: Item,
  before: { readonly version: number } | undefined,
): Promise<boolean> => {
  const condition =
    before === undefined
      ? { ConditionExpression: ITEM_IS_NEW }
      : {
          ConditionExpression: IS_AT_EXPECTED_VERSION,
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':expectedVersion': before.version },
        };
  return conditionHolds(client.send(new PutCommand({ TableName: tableName, Item: { ...item }, ...condition })));
};
