import type { Item } from './item.ts';
import type { Key } from './keys.ts';

/**
 * An update that puts where absent and leaves what is there as it is, and cannot fail: a plain put would replace the
 * first time of recording, a condition would refuse a whole transaction for a scan that was reported twice.
 */
export const putIfAbsent = (tableName: string, key: Key, content: Item) => {
  const attributes = Object.entries(content).filter(([, value]) => value !== undefined);
  return {
    TableName: tableName,
    Key: { ...key },
    UpdateExpression: `SET ${attributes.map((_, i) => `#a${i} = if_not_exists(#a${i}, :a${i})`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(attributes.map(([name], i) => [`#a${i}`, name])),
    ExpressionAttributeValues: Object.fromEntries(attributes.map(([, value], i) => [`:a${i}`, value])),
  };
};
