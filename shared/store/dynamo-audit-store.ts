import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { definedFields } from '../defined-fields.ts';
import type { AuditEntry } from '../security/audit.ts';
import type { AuditStore } from '../security/audit-store.ts';
import { ITEM_IS_NEW } from './conditions.ts';
import { ifConditionHolds } from './errors.ts';
import { contentOf, type Item } from './item.ts';
import { AUDIT_SHARDS, keys } from './keys.ts';
import { auditItem } from './order-transaction.ts';

const newestFirst = (a: Item, b: Item): number => (String(a.sk) < String(b.sk) ? 1 : -1);

/** The audit trail. Ids are ULIDs with a prefix, so the entries of a day sort by them. */
export const dynamoAuditStore = (client: DynamoDBDocumentClient, tableName: string): AuditStore => {
  const readShard = async (partition: string, limit: number, after: string | undefined): Promise<readonly Item[]> => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: after === undefined ? 'pk = :pk' : 'pk = :pk AND sk < :after',
        ExpressionAttributeValues: { ':pk': partition, ...definedFields({ ':after': after }) },
        ScanIndexForward: false,
        Limit: limit,
      }),
    );
    return Items;
  };

  return {
    append: async (entry) => {
      // Ids are never reused: the entry is there already, and only the response to its first write was lost.
      await ifConditionHolds(
        client.send(
          new PutCommand({ TableName: tableName, Item: { ...auditItem(entry) }, ConditionExpression: ITEM_IS_NEW }),
        ),
      );
    },
    list: async (day, { limit, after }) => {
      const shards = Array.from({ length: AUDIT_SHARDS }, (_, shard) => keys.auditShard(day, shard));
      const read = await Promise.all(shards.map((shard) => readShard(shard, limit + 1, after)));
      const items = read.flat().sort(newestFirst);
      const entries = items.slice(0, limit).map((item) => contentOf(item) as unknown as AuditEntry);
      const next = items.length > limit ? entries.at(-1)?.auditId : undefined;
      return next === undefined ? { entries } : { entries, next };
    },
  };
};
