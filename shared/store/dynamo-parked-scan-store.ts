import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ParkedScan, ParkedScanStore } from '../carriers/parked-scan-store.ts';
import type { Backoff } from '../clock/backoff.ts';
import type { Scan } from '../orders/model/order.ts';
import { deleteAll } from './batch-write.ts';
import { contentOf, secondsAfter } from './item.ts';
import { AFTER_ALL, type Key, keys } from './keys.ts';
import { putIfAbsent } from './put-if-absent.ts';
import { queryAll } from './table.ts';

const keyOf = (scan: Scan): Key => keys.parkedScan(scan.trackingNumber, scan.occurredAt, scan.scanId);

/** Scans of parcels that nobody has registered yet. */
export const dynamoParkedScanStore = (
  client: DynamoDBDocumentClient,
  tableName: string,
  backoff: Backoff,
): ParkedScanStore => ({
  park: async (parked) => {
    await Promise.all(
      parked.map((one) =>
        client.send(
          new UpdateCommand(
            putIfAbsent(tableName, keyOf(one.scan), {
              ...one,
              entity: 'parked_scan',
              expiresAt: secondsAfter(new Date(one.retainUntil), 0),
            }),
          ),
        ),
      ),
    );
  },
  find: async (trackingNumber) => {
    const items = await queryAll(
      { client, tableName },
      {
        // In the number's partition claims come before what is parked, with an owner for each carrier between them.
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
        ExpressionAttributeValues: {
          ':pk': keys.tracking(trackingNumber),
          ':first': keys.trackingClaimPrefix,
          ':last': `${keys.parkedScanPrefix}${AFTER_ALL}`,
        },
        ConsistentRead: true,
      },
    );
    const parked = items.filter(({ entity }) => entity === 'parked_scan');
    const claims = items.filter(({ sk }) => String(sk).startsWith(keys.trackingClaimPrefix));
    return {
      parked: parked.map((item) => contentOf(item) as unknown as ParkedScan),
      claimants: claims.map(({ orderId }) => String(orderId)),
    };
  },
  remove: (scans) => deleteAll({ client, tableName, backoff }, scans.map(keyOf)),
});
