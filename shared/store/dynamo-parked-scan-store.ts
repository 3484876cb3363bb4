import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ParkedScan, ParkedScanStore } from '../carriers/parked-scan-store.ts';
import type { Backoff } from '../clock/backoff.ts';
import type { Scan } from '../orders/model/order.ts';
import { deleteAll } from './batch-write.ts';
import { contentOf, secondsAfter } from './item.ts';
import { type Key, keys } from './keys.ts';
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
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': keys.tracking(trackingNumber), ':prefix': keys.parkedScanPrefix },
        ConsistentRead: true,
      },
    );
    return items.map((item) => contentOf(item) as unknown as ParkedScan);
  },
  remove: (scans) => deleteAll({ client, tableName, backoff }, scans.map(keyOf)),
});
