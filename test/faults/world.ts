import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { connectionTo, type QueueState, type Stage } from './stage.ts';

export type TableItem = Readonly<Record<string, unknown>> & {
  readonly pk: string;
  readonly sk: string;
  readonly entity?: string;
};

export interface DeadlineSchedule {
  readonly group: string;
  readonly name: string;
  readonly orderId: string;
  readonly rule: string;
}

/** Everything that there is, as it lies there. */
export interface World {
  readonly items: readonly TableItem[];
  readonly schedules: readonly DeadlineSchedule[];
  readonly mails: readonly { readonly orderId: string; readonly notificationId: string }[];
  readonly queues: readonly QueueState[];
  readonly denied: readonly Readonly<Record<string, string>>[];
}

/** Every item of the table. */
export const readTable = async ({
  tableName,
  ...edge
}: Pick<Stage, 'edge' | 'region' | 'tableName'>): Promise<readonly TableItem[]> => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(connectionTo(edge)));
  const items: TableItem[] = [];
  let after: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: tableName,
        ConsistentRead: true,
        ...(after === undefined ? {} : { ExclusiveStartKey: after }),
      }),
    );
    items.push(...((page.Items ?? []) as TableItem[]));
    after = page.LastEvaluatedKey;
  } while (after !== undefined);
  return items;
};

interface ShownSchedule {
  readonly group: string;
  readonly name: string;
  readonly definition: { readonly Target: { readonly Input?: string } };
}

/** The schedules of orders' deadlines. A name may be a digest: what a schedule is for is in what it hands on. */
export const readSchedules = async (stage: Stage): Promise<readonly DeadlineSchedule[]> =>
  (await stage.get<readonly ShownSchedule[]>('schedules')).flatMap(({ group, name, definition }) => {
    const input = JSON.parse(definition.Target.Input ?? '{}') as { readonly orderId?: string; readonly rule?: string };
    const { orderId, rule } = input;
    return orderId === undefined || rule === undefined ? [] : [{ group, name, orderId, rule }];
  });

export const readWorld = async (stage: Stage): Promise<World> => ({
  items: await readTable(stage),
  schedules: await readSchedules(stage),
  mails: await stage.get('outbox'),
  queues: await stage.queues(),
  denied: await stage.get('denied'),
});
