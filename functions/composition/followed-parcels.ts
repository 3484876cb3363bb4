import type { FollowDependencies } from '../../shared/polling/follow-parcel.ts';
import { dynamoParcelPollStore } from '../../shared/store/dynamo-parcel-poll-store.ts';
import { documentClient } from './clients/dynamodb.ts';
import { systemBackoff, systemClock, systemRandom } from './system.ts';

/** What functions begin to follow parcels with. */
export const followParts = (tableName: string, polledCarriers: readonly string[]): FollowDependencies => ({
  polls: dynamoParcelPollStore({ client: documentClient(), tableName, backoff: systemBackoff }),
  clock: systemClock,
  random: systemRandom,
  polledCarriers,
});
