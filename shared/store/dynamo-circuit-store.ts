import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { CircuitStore, OpenCircuit } from '../notifications/providers/circuit-store.ts';
import { conditionHolds } from './errors.ts';
import { contentOf, secondsAfter } from './item.ts';
import { keys } from './keys.ts';

/** `#openUntil`, `:now`: it is not open at that time. */
const IS_NOT_OPEN = 'attribute_not_exists(#openUntil) OR #openUntil <= :now';
/** `#openUntil`, `#probeUntil`, `:now`: its time is over, and nobody is trying. */
const WAITS_FOR_A_PROBE = '#openUntil <= :now AND (attribute_not_exists(#probeUntil) OR #probeUntil <= :now)';

/** A provider whose record nobody has looked at for a day is tried anew. */
const RETENTION_SECONDS = 24 * 60 * 60;

/** Circuits as one small item for each provider that fails. */
export const dynamoCircuitStore = (client: DynamoDBDocumentClient, tableName: string): CircuitStore => {
  const update = (providerId: string, input: Omit<UpdateCommand['input'], 'TableName' | 'Key'>): Promise<boolean> =>
    conditionHolds(
      client.send(new UpdateCommand({ TableName: tableName, Key: { ...keys.circuit(providerId) }, ...input })),
    );
  return {
    get: async (providerId) => {
      const { Item } = await client.send(
        new GetCommand({ TableName: tableName, Key: { ...keys.circuit(providerId) }, ConsistentRead: true }),
      );
      return Item && (contentOf(Item) as unknown as OpenCircuit);
    },
    open: async (providerId, { openUntil, opens }, now) => {
      await update(providerId, {
        UpdateExpression:
          'SET #openUntil = :openUntil, #opens = :opens, #entity = :entity, #expiresAt = :expiresAt REMOVE #probeUntil',
        ConditionExpression: IS_NOT_OPEN,
        ExpressionAttributeNames: {
          '#openUntil': 'openUntil',
          '#opens': 'opens',
          '#entity': 'entity',
          '#expiresAt': 'expiresAt',
          '#probeUntil': 'probeUntil',
        },
        ExpressionAttributeValues: {
          ':openUntil': openUntil,
          ':opens': opens,
          ':entity': 'circuit',
          ':expiresAt': secondsAfter(new Date(openUntil), RETENTION_SECONDS),
          ':now': now,
        },
      });
    },
    takeProbe: (providerId, probeUntil, now) =>
      update(providerId, {
        UpdateExpression: 'SET #probeUntil = :probeUntil',
        ConditionExpression: WAITS_FOR_A_PROBE,
        ExpressionAttributeNames: { '#openUntil': 'openUntil', '#probeUntil': 'probeUntil' },
        ExpressionAttributeValues: { ':probeUntil': probeUntil, ':now': now },
      }),
    close: async (providerId) => {
      await client.send(new DeleteCommand({ TableName: tableName, Key: { ...keys.circuit(providerId) } }));
    },
  };
};
