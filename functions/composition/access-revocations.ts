import type { Clock } from '../../shared/clock/clock.ts';
import type { RevocationReader } from '../../shared/security/access-revocations.ts';
import { dynamoRevocationReader } from '../../shared/store/dynamo-access-revocations.ts';
import { documentClient } from './clients/dynamodb.ts';
import { systemBackoff, systemClock } from './system.ts';

/** A request is refused so long after the revocation, at most: what it saves is a read for nearly every request. */
const CACHED_MILLISECONDS = 10_000;
const MAX_CACHED_USERS = 1_000;

type Found = Awaited<ReturnType<RevocationReader['revokedUntil']>>;

/** Keeps what was read of each user for ten seconds. */
export const cachedRevocations = (reader: RevocationReader, clock: Clock): RevocationReader => {
  const cache = new Map<string, { readonly readAt: number; readonly found: Found }>();
  const readOne = async (userId: string): Promise<Found> => {
    const now = clock.now().getTime();
    const cached = cache.get(userId);
    if (cached && Math.abs(now - cached.readAt) < CACHED_MILLISECONDS) return cached.found;
    const found = await reader.revokedUntil([userId]);
    if (cache.size >= MAX_CACHED_USERS) cache.clear();
    cache.set(userId, { readAt: now, found });
    return found;
  };
  return {
    revokedUntil: async (userIds) => {
      const found = await Promise.all(userIds.map(readOne));
      return new Map(found.flatMap((each) => [...each]));
    },
  };
};

export const systemRevocations = (tableName: string): RevocationReader =>
  dynamoRevocationReader(documentClient(), tableName, systemBackoff);

/** For requests over HTTP. */
export const requestRevocations = (tableName: string): RevocationReader =>
  cachedRevocations(systemRevocations(tableName), systemClock);
