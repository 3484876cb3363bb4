import { DeleteCommand, PutCommand, QueryCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { SECONDS_A_DAY } from '../calendar/durations.ts';
import type { Instant } from '../calendar/instant.ts';
import type { DueParcel, FollowedParcel, ParcelPoll } from '../polling/parcel-poll.ts';
import type { ParcelPollStore } from '../polling/parcel-poll-store.ts';
import { batchGet } from './batch-get.ts';
import { contentOf, type Item, secondsAfter } from './item.ts';
import { AFTER_ALL, indexKeys, keys, orderIdOf } from './keys.ts';
import type { Table } from './table.ts';

/** Longer than a parcel is followed. */
const RETENTION_SECONDS = 120 * SECONDS_A_DAY;

const expiryOf = ({ registeredAt }: Pick<ParcelPoll, 'registeredAt'>): number =>
  secondsAfter(new Date(registeredAt), RETENTION_SECONDS);

const indexKeyOf = ({ carrier, trackingNumber, dueAt }: Pick<ParcelPoll, 'carrier' | 'trackingNumber' | 'dueAt'>) =>
  dueAt === undefined
    ? {}
    : { byPhasePk: indexKeys.parcelPolls(carrier), byPhaseSk: indexKeys.byTime(dueAt, trackingNumber) };

const itemOf = (poll: ParcelPoll): Item => ({
  ...keys.parcelPoll(poll.trackingNumber, poll.carrier),
  entity: 'parcel_poll',
  ...poll,
  ...indexKeyOf(poll),
  expiresAt: expiryOf(poll),
});

const dueOf = ({ byPhaseSk }: Item) => {
  const text = String(byPhaseSk);
  return { trackingNumber: orderIdOf(text), dueAt: indexKeys.instantOf(text) };
};

/** Sorts before every instant. */
const FIRST_OF_ALL = '0';

/** No tracking number has a space. */
const rightAfter = ({ dueAt, trackingNumber }: DueParcel): string => indexKeys.byTime(dueAt, `${trackingNumber} `);

const START = [
  'SET #entity = :entity, #carrier = :carrier, #trackingNumber = :trackingNumber, #registeredAt = :registeredAt',
  '#dueAt = :dueAt, #indexPk = :indexPk, #indexSk = :indexSk, #expiresAt = :expiresAt REMOVE #stopped, #digest',
].join(', ');

const START_NAMES = {
  ...Object.fromEntries(
    ['entity', 'carrier', 'trackingNumber', 'registeredAt', 'dueAt', 'expiresAt', 'stopped', 'digest'].map((name) => [
      `#${name}`,
      name,
    ]),
  ),
  '#indexPk': 'byPhasePk',
  '#indexSk': 'byPhaseSk',
};

const startInput = (parcel: FollowedParcel, dueAt: Instant): Omit<UpdateCommandInput, 'TableName' | 'Key'> => ({
  UpdateExpression: START,
  ExpressionAttributeNames: START_NAMES,
  ExpressionAttributeValues: {
    ':entity': 'parcel_poll',
    ':carrier': parcel.carrier,
    ':trackingNumber': parcel.trackingNumber,
    ':registeredAt': parcel.registeredAt,
    ':dueAt': dueAt,
    ':indexPk': indexKeys.parcelPolls(parcel.carrier),
    ':indexSk': indexKeys.byTime(dueAt, parcel.trackingNumber),
    ':expiresAt': expiryOf(parcel),
  },
});

/** Each followed parcel beside the claims of its number, with an index entry while it waits for its time. */
export const dynamoParcelPollStore = ({ client, tableName, backoff }: Table): ParcelPollStore => ({
  start: async (parcel, dueAt) => {
    const Key = { ...keys.parcelPoll(parcel.trackingNumber, parcel.carrier) };
    await client.send(new UpdateCommand({ TableName: tableName, Key, ...startInput(parcel, dueAt) }));
  },
  due: async (carrier, until, limit, after) => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: 'byPhase',
        KeyConditionExpression: '#indexPk = :partition AND #indexSk BETWEEN :after AND :until',
        ExpressionAttributeNames: { '#indexPk': 'byPhasePk', '#indexSk': 'byPhaseSk' },
        ExpressionAttributeValues: {
          ':partition': indexKeys.parcelPolls(carrier),
          ':after': after === undefined ? indexKeys.byTime(FIRST_OF_ALL, '') : rightAfter(after),
          ':until': indexKeys.byTime(until, AFTER_ALL),
        },
        Limit: limit,
      }),
    );
    return Items.map(dueOf);
  },
  get: async (carrier, trackingNumbers) => {
    const wanted = trackingNumbers.map((number) => keys.parcelPoll(number, carrier));
    const items = await batchGet(client, tableName, wanted, backoff, false);
    return items.map((item) => contentOf(item) as unknown as ParcelPoll);
  },
  save: async (poll) => {
    await client.send(new PutCommand({ TableName: tableName, Item: itemOf(poll) }));
  },
  remove: async (carrier, trackingNumber) => {
    await client.send(
      new DeleteCommand({ TableName: tableName, Key: { ...keys.parcelPoll(trackingNumber, carrier) } }),
    );
  },
});
