import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';

export type TableItem = Readonly<Record<string, unknown>> & {
  readonly pk: string;
  readonly sk: string;
  readonly entity?: string;
};

/** Where the edge is, and the region whose names it knows. */
export interface EdgeAddress {
  readonly endpoint: string;
  readonly region: string;
}

const connection = ({ endpoint, region }: EdgeAddress) => ({
  endpoint,
  region,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

/** Every item of the table. */
export const readTable = async (edge: EdgeAddress, tableName: string): Promise<readonly TableItem[]> => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(connection(edge)));
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

/** Names of every schedule. */
export const readSchedules = async (edge: EdgeAddress): Promise<readonly string[]> => {
  const client = new SchedulerClient(connection(edge));
  const names: string[] = [];
  let token: string | undefined;
  do {
    const page = await client.send(new ListSchedulesCommand(token === undefined ? {} : { NextToken: token }));
    names.push(...(page.Schedules ?? []).flatMap((schedule) => (schedule.Name === undefined ? [] : [schedule.Name])));
    token = page.NextToken;
  } while (token !== undefined);
  return names;
};
