import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import {
  type Claim,
  type ClaimResult,
  type IdempotencyStore,
  LEASE_SECONDS,
  RETENTION_SECONDS,
} from '../orders/use-cases/idempotency.ts';
import { CLAIM_IS_FREE, CLAIM_IS_HELD } from './conditions.ts';
import { conditionHolds, ifConditionHolds } from './errors.ts';
import { isExpired, secondsAfter, secondsOf } from './item.ts';
import { keys } from './keys.ts';
import { completeClaim } from './order-transaction.ts';
import { type PackedResponse, unpacked } from './packed-response.ts';

interface IdempotencyRecord {
  readonly claimId: string;
  readonly requestDigest: string;
  readonly state: 'in_progress' | 'completed';
  readonly leaseUntil?: string;
  readonly response?: PackedResponse;
}

/** A record may go, expire or be released between a refused claim and the look at why; then it is claimed once more. */
const MAX_ATTEMPTS = 3;

const putClaim = (tableName: string, claim: Claim): PutCommand =>
  new PutCommand({
    TableName: tableName,
    Item: {
      ...keys.idempotency(claim.scope, claim.key),
      entity: 'idempotency',
      state: 'in_progress',
      claimId: claim.claimId,
      requestDigest: claim.requestDigest,
      leaseUntil: new Date(claim.now.getTime() + LEASE_SECONDS * 1000).toISOString(),
      expiresAt: secondsAfter(claim.now, RETENTION_SECONDS),
    },
    ConditionExpression: CLAIM_IS_FREE,
    ExpressionAttributeNames: {
      '#expiresAt': 'expiresAt',
      '#state': 'state',
      '#leaseUntil': 'leaseUntil',
      '#requestDigest': 'requestDigest',
    },
    ExpressionAttributeValues: {
      ':nowSeconds': secondsOf(claim.now),
      ':now': claim.now.toISOString(),
      ':inProgress': 'in_progress',
      ':requestDigest': claim.requestDigest,
    },
  });

/** `undefined` where the record no longer stands in the way. */
const refusalBy = (record: IdempotencyRecord, claim: Claim): ClaimResult | undefined => {
  // The response to our own claim was lost, and a retry of the client met it.
  if (record.claimId === claim.claimId) return { kind: 'claimed', claimId: claim.claimId };
  if (record.requestDigest !== claim.requestDigest) return { kind: 'mismatch' };
  if (record.response !== undefined) return { kind: 'replay', response: unpacked(record.response) };
  const millisecondsLeft = Date.parse(record.leaseUntil ?? '') - claim.now.getTime();
  if (!(millisecondsLeft > 0)) return undefined;
  return { kind: 'in_progress', retryAfterSeconds: Math.ceil(millisecondsLeft / 1000) };
};

/** The records of `Idempotency-Key`s. */
export const dynamoIdempotencyStore = (client: DynamoDBDocumentClient, tableName: string): IdempotencyStore => {
  const read = async ({ scope, key, now }: Claim): Promise<IdempotencyRecord | undefined> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: { ...keys.idempotency(scope, key) }, ConsistentRead: true }),
    );
    return Item === undefined || isExpired(Item, now) ? undefined : (Item as unknown as IdempotencyRecord);
  };

  const tryClaim = async (claim: Claim): Promise<ClaimResult | undefined> => {
    if (await conditionHolds(client.send(putClaim(tableName, claim))))
      return { kind: 'claimed', claimId: claim.claimId };
    const record = await read(claim);
    return record === undefined ? undefined : refusalBy(record, claim);
  };

  return {
    claim: async (claim) => {
      for (let tried = 0; tried < MAX_ATTEMPTS; tried += 1) {
        const result = await tryClaim(claim);
        if (result !== undefined) return result;
      }
      return { kind: 'in_progress', retryAfterSeconds: 1 };
    },
    complete: (completion) => conditionHolds(client.send(new UpdateCommand(completeClaim(tableName, completion)))),
    release: async (scope, key, claimId) => {
      // Completed, or taken over: then it is no longer ours to release.
      await ifConditionHolds(
        client.send(
          new DeleteCommand({
            TableName: tableName,
            Key: { ...keys.idempotency(scope, key) },
            ConditionExpression: CLAIM_IS_HELD,
            ExpressionAttributeNames: { '#claimId': 'claimId', '#state': 'state' },
            ExpressionAttributeValues: { ':claimId': claimId, ':inProgress': 'in_progress' },
          }),
        ),
      );
    },
  };
};
