import { cachedTransitHistory, type TransitHistory } from '../../shared/delays/transit-history.ts';
import { dynamoTransitHistory } from '../../shared/store/dynamo-transit-history.ts';
import { documentClient } from './clients/dynamodb.ts';
import { systemClock } from './system.ts';

/** What is usual of each carrier, as it was a quarter of an hour ago at the latest. */
export const transitHistory = (tableName: string): TransitHistory =>
  cachedTransitHistory(dynamoTransitHistory(documentClient(), tableName, systemClock), systemClock);
