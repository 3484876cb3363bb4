import { type DynamoDBDocumentClient, GetCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { CarrierReport, CarrierState, CarrierStateStore, LeaseResult } from '../polling/carrier-state.ts';
import { CARRIER_MAY_BE_ASKED } from './conditions.ts';
import { isConditionFailed } from './errors.ts';
import { contentOf, type Item } from './item.ts';
import { keys } from './keys.ts';

interface Stored extends CarrierState {
  readonly leaseUntil?: string;
}

const storedOf = (item: Item): Stored => contentOf(item) as unknown as Stored;

const stateOf = ({ leaseUntil: _leaseUntil, ...state }: Stored): CarrierState => state;

const whyNot = ({ disabled, retryAt, paused }: Stored, now: string): LeaseResult => {
  if (disabled !== undefined) return { kind: 'disabled' };
  if (retryAt === undefined || retryAt <= now) return { kind: 'taken' };
  return { kind: 'waiting', until: retryAt, isPaused: paused !== undefined };
};

/** What a worker may have found, and every one of them that it did not find any more is removed. */
const REPORTED: readonly (keyof CarrierReport)[] = [
  'retryAt',
  'backOffs',
  'paused',
  'succeededAt',
  'failed',
  'freshness',
  'hours',
];

const reporting = (
  report: CarrierReport,
): Pick<UpdateCommandInput, 'UpdateExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'> => {
  const found = REPORTED.filter((name) => report[name] !== undefined);
  const gone = ['leaseUntil', ...REPORTED.filter((name) => report[name] === undefined)];
  return {
    UpdateExpression: [
      ...(found.length > 0 ? [`SET ${found.map((name) => `#${name} = :${name}`).join(', ')}`] : []),
      `REMOVE ${gone.map((name) => `#${name}`).join(', ')}`,
    ].join(' '),
    ExpressionAttributeNames: Object.fromEntries([...found, ...gone].map((name) => [`#${name}`, name])),
    ...(found.length > 0 && {
      ExpressionAttributeValues: Object.fromEntries(found.map((name) => [`:${name}`, report[name]])),
    }),
  };
};

type Update = Omit<UpdateCommandInput, 'TableName' | 'Key'>;

const named = (...names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [`#${name}`, name]));

const leaseInput = (carrier: string, now: Date, until: Date): Update => ({
  UpdateExpression: 'SET #leaseUntil = :until, #entity = :entity, #carrier = :carrier',
  ConditionExpression: CARRIER_MAY_BE_ASKED,
  ExpressionAttributeNames: named('leaseUntil', 'entity', 'carrier', 'disabled', 'retryAt'),
  ExpressionAttributeValues: {
    ':until': until.toISOString(),
    ':now': now.toISOString(),
    ':entity': 'carrier_state',
    ':carrier': carrier,
  },
  ReturnValues: 'ALL_NEW',
});

const ENDED_BY_ENABLING = ['disabled', 'retryAt', 'backOffs', 'paused', 'leaseUntil'];

const enableInput = (carrier: string): Update => ({
  UpdateExpression: `SET #entity = :entity, #carrier = :carrier REMOVE ${ENDED_BY_ENABLING.map((name) => `#${name}`).join(', ')}`,
  ExpressionAttributeNames: named('entity', 'carrier', ...ENDED_BY_ENABLING),
  ExpressionAttributeValues: { ':entity': 'carrier_state', ':carrier': carrier },
});

/** Sets one attribute, and makes the item where there is none. */
const settingInput = (carrier: string, name: string, value: unknown): Update => ({
  UpdateExpression: 'SET #entity = :entity, #carrier = :carrier, #name = :value',
  ExpressionAttributeNames: { ...named('entity', 'carrier'), '#name': name },
  ExpressionAttributeValues: { ':entity': 'carrier_state', ':carrier': carrier, ':value': value },
});

/** The state of each carrier that is asked, as one small item. */
export const dynamoCarrierStateStore = (client: DynamoDBDocumentClient, tableName: string): CarrierStateStore => {
  const find = async (carrier: string): Promise<Stored | undefined> => {
    const { Item: found } = await client.send(
      new GetCommand({ TableName: tableName, Key: { ...keys.carrierState(carrier) }, ConsistentRead: true }),
    );
    return found && storedOf(found);
  };
  const update = (carrier: string, input: Update) =>
    client.send(new UpdateCommand({ TableName: tableName, Key: { ...keys.carrierState(carrier) }, ...input }));
  return {
    get: async (carrier) => {
      const found = await find(carrier);
      return found && stateOf(found);
    },
    lease: async (carrier, now, until) => {
      try {
        const { Attributes = {} } = await update(carrier, leaseInput(carrier, now, until));
        return { kind: 'leased', state: stateOf(storedOf(Attributes)) };
      } catch (error) {
        if (!isConditionFailed(error)) throw error;
        const found = await find(carrier);
        return found === undefined ? { kind: 'taken' } : whyNot(found, now.toISOString());
      }
    },
    release: async (carrier, report) => {
      await update(carrier, reporting(report));
    },
    enable: async (carrier) => {
      await update(carrier, enableInput(carrier));
    },
    disable: async (carrier, by, at) => {
      await update(carrier, settingInput(carrier, 'disabled', { by, at }));
    },
    noteWebhook: async (carrier, at) => {
      await update(carrier, settingInput(carrier, 'webhookAt', at));
    },
  };
};
