import { type DynamoDBDocumentClient, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { SECONDS_A_DAY } from '../calendar/durations.ts';
import type { Clock } from '../clock/clock.ts';
import type { TransitHistoryStore } from '../delays/transit-history.ts';
import {
  mergedTimes,
  NO_TIMES,
  STAGES,
  type Stage,
  TRANSIT_MEASURES,
  type TransitMeasure,
  type TransitTimes,
} from '../delays/transit-times.ts';
import { ITEM_IS_NEW } from './conditions.ts';
import { isConditionFailed } from './errors.ts';
import { type Item, secondsAfter } from './item.ts';
import { keys } from './keys.ts';

/** What is usual is what was usual in that many months. */
const MONTHS = 6;
/** A month's counts go once nobody reads them any more, and a parcel's claim once no message of it can come again. */
const RETENTION_SECONDS = 240 * SECONDS_A_DAY;
const CLAIM_SECONDS = 60 * SECONDS_A_DAY;

/** Short, for an item has a few hundred of them, and each is paid for by the byte. */
const MEASURE_CODES: Readonly<Record<TransitMeasure, string>> = { silence: 's', remaining: 'r' };
const STAGE_CODES: Readonly<Record<Stage, string>> = {
  label_created: 'l',
  picked_up: 'p',
  in_transit: 't',
  arrived_at_facility: 'f',
  customs: 'c',
  out_for_delivery: 'o',
  delivery_attempted: 'a',
};

const monthOf = (at: Date): string => at.toISOString().slice(0, 7);
const firstMonth = (now: Date): string =>
  monthOf(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - MONTHS + 1)));

/** `st12`: silences in transit, bucket 12. */
const countersOf = (times: TransitTimes): readonly (readonly [string, number])[] =>
  TRANSIT_MEASURES.flatMap((measure) =>
    STAGES.flatMap((stage) =>
      [...(times[measure][stage] ?? [])].map(
        ([bucket, count]) => [`${MEASURE_CODES[measure]}${STAGE_CODES[stage]}${bucket}`, count] as const,
      ),
    ),
  );

const timesOf = (item: Item): TransitTimes => {
  const sketchOf = (measure: TransitMeasure, stage: Stage): ReadonlyMap<number, number> => {
    const prefix = `${MEASURE_CODES[measure]}${STAGE_CODES[stage]}`;
    return new Map(
      Object.entries(item).flatMap(([name, count]) =>
        name.startsWith(prefix) && typeof count === 'number' && /^\d+$/.test(name.slice(prefix.length))
          ? [[Number(name.slice(prefix.length)), count]]
          : [],
      ),
    );
  };
  const stagesOf = (measure: TransitMeasure) =>
    Object.fromEntries(
      STAGES.map((stage) => [stage, sketchOf(measure, stage)] as const).filter(([, sketch]) => sketch.size > 0),
    );
  return { silence: stagesOf('silence'), remaining: stagesOf('remaining') };
};

const additionOf = (times: TransitTimes, at: Date) => {
  const counters = countersOf(times);
  return {
    UpdateExpression: `SET #entity = :entity, #expiresAt = :expiresAt ADD ${counters.map((_, i) => `#c${i} :c${i}`).join(', ')}`,
    ExpressionAttributeNames: {
      '#entity': 'entity',
      '#expiresAt': 'expiresAt',
      ...Object.fromEntries(counters.map(([name], i) => [`#c${i}`, name])),
    },
    ExpressionAttributeValues: {
      ':entity': 'transit_times',
      ':expiresAt': secondsAfter(at, RETENTION_SECONDS),
      ...Object.fromEntries(counters.map(([, count], i) => [`:c${i}`, count])),
    },
  };
};

/** Counters by group and month, added to without being read: carriers' busiest groups are written by many at once. */
export const dynamoTransitHistory = (
  client: DynamoDBDocumentClient,
  tableName: string,
  clock: Clock,
): TransitHistoryStore => ({
  find: async (group) => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: '#pk = :pk AND #sk >= :from',
        ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk' },
        ExpressionAttributeValues: {
          ':pk': keys.transitTimes(group, '').pk,
          ':from': keys.transitTimes(group, firstMonth(clock.now())).sk,
        },
      }),
    );
    return Items.map(timesOf).reduce(mergedTimes, NO_TIMES);
  },
  add: async (groups, times, at) => {
    const addition = additionOf(times, at);
    await Promise.all(
      groups.map((group) =>
        client.send(
          new UpdateCommand({ TableName: tableName, Key: { ...keys.transitTimes(group, monthOf(at)) }, ...addition }),
        ),
      ),
    );
  },
  claim: async (orderId, trackingNumber, at) => {
    try {
      await client.send(
        new PutCommand({
          TableName: tableName,
          Item: {
            ...keys.learntParcel(orderId, trackingNumber),
            entity: 'learnt_parcel',
            expiresAt: secondsAfter(at, CLAIM_SECONDS),
          },
          ConditionExpression: ITEM_IS_NEW,
        }),
      );
      return true;
    } catch (error) {
      if (isConditionFailed(error)) return false;
      throw error;
    }
  },
});
