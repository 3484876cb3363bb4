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

const whyNot = ({ disabled, retryAt }: Stored, now: string): LeaseResult => {
  if (disabled !== undefined) return { kind: 'disabled' };
  return retryAt !== undefined && retryAt > now ? { kind: 'waiting', until: retryAt } : { kind: 'taken' };
};

/** What a worker may have found, and every one of them that it did not find any more is removed. */
const REPORTED: readonly (keyof CarrierReport)[] = ['retryAt', 'backOffs', 'paused', 'succeededAt', 'failed', 'hours'];

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

/** The state of each carrier that is asked, as one small item. */
export const dynamoCarrierStateStore = (client: DynamoDBDocumentClient, tableName: string): CarrierStateStore => {
  const find = async (carrier: string): Promise<Stored | undefined> => {
    const { Item: found } = await client.send(
      new GetCommand({ TableName: tableName, Key: { ...keys.carrierState(carrier) }, ConsistentRead: true }),
    );
    return found && storedOf(found);
  };
  const update = (carrier: string, input: Omit<UpdateCommandInput, 'TableName' | 'Key'>) =>
    client.send(new UpdateCommand({ TableName: tableName, Key: { ...keys.carrierState(carrier) }, ...input }));
  return {
    get: async (carrier) => {
      const found = await find(carrier);
      return found && stateOf(found);
    },
    lease: async (carrier, now, until) => {
      try {
        const { Attributes = {} } = await update(carrier, {
          UpdateExpression: 'SET #leaseUntil = :until, #entity = :entity, #carrier = :carrier',
          ConditionExpression: CARRIER_MAY_BE_ASKED,
          ExpressionAttributeNames: {
            '#leaseUntil': 'leaseUntil',
            '#entity': 'entity',
            '#carrier': 'carrier',
            '#disabled': 'disabled',
            '#retryAt': 'retryAt',
          },
          ExpressionAttributeValues: {
            ':until': until.toISOString(),
            ':now': now.toISOString(),
            ':entity': 'carrier_state',
            ':carrier': carrier,
          },
          ReturnValues: 'ALL_NEW',
        });
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
      await update(carrier, {
        UpdateExpression:
          'SET #entity = :entity, #carrier = :carrier REMOVE #disabled, #retryAt, #backOffs, #paused, #leaseUntil',
        ExpressionAttributeNames: {
          '#entity': 'entity',
          '#carrier': 'carrier',
          '#disabled': 'disabled',
          '#retryAt': 'retryAt',
          '#backOffs': 'backOffs',
          '#paused': 'paused',
          '#leaseUntil': 'leaseUntil',
        },
        ExpressionAttributeValues: { ':entity': 'carrier_state', ':carrier': carrier },
      });
    },
    disable: async (carrier, by, at) => {
      await update(carrier, {
        UpdateExpression: 'SET #entity = :entity, #carrier = :carrier, #disabled = :disabled',
        ExpressionAttributeNames: { '#entity': 'entity', '#carrier': 'carrier', '#disabled': 'disabled' },
        ExpressionAttributeValues: { ':entity': 'carrier_state', ':carrier': carrier, ':disabled': { by, at } },
      });
    },
  };
};
