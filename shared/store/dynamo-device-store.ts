import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { definedFields } from '../defined-fields.ts';
import { type DigestKeys, deviceDigests } from '../notifications/contacts/contact-digest.ts';
import {
  type DeviceRegistration,
  type DeviceStore,
  MAX_DEVICES,
  type OwnedDevice,
} from '../notifications/contacts/contact-store.ts';
import { DEVICE_IS_NOBODY_ELSES, DEVICE_IS_STILL_THEIRS, ITEM_IS_NEW } from './conditions.ts';
import { StoreUnavailableError } from './errors.ts';
import type { Item } from './item.ts';
import { type Key, keys } from './keys.ts';
import { queryAll, type Table } from './table.ts';
import { type TransactItem, transact } from './transact.ts';

/** Somebody else registers the same device at the same time: it is read and tried again. */
const MAX_ROUNDS = 5;

const remove = ({ tableName }: Table, key: Key): TransactItem => ({
  Delete: { TableName: tableName, Key: { ...key } },
});

const put = ({ tableName }: Table, item: Item, more: object = {}): TransactItem => ({
  Put: { TableName: tableName, Item: item, ...more },
});

const stillTheirs = (ownerBefore: string | undefined) =>
  ownerBefore === undefined
    ? { ConditionExpression: ITEM_IS_NEW }
    : {
        ConditionExpression: DEVICE_IS_STILL_THEIRS,
        ExpressionAttributeNames: { '#ownerId': 'ownerId' },
        ExpressionAttributeValues: { ':ownerBefore': ownerBefore },
      };

const ownerOfDevice = async ({ client, tableName }: Table, digest: string): Promise<string | undefined> => {
  const { Item } = await client.send(
    new GetCommand({ TableName: tableName, Key: { ...keys.deviceOwner(digest) }, ConsistentRead: true }),
  );
  return Item === undefined ? undefined : String(Item.ownerId);
};

const digestIn = ({ sk }: Item): string => String(sk).slice(keys.device('', '').sk.length);

/** Registered side by side they can be more than there may be; a transaction has room for so many, and the next one for others. */
const MAX_SURPLUS = 20;

/** Those of one person, registered last, first. */
const devicesOf = async (table: Table, ownerId: string): Promise<readonly Item[]> => {
  const { pk, sk } = keys.device(ownerId, '');
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': pk, ':prefix': sk },
    ConsistentRead: true,
  });
  return items.toSorted((a, b) => String(b.registeredAt).localeCompare(String(a.registeredAt)));
};

/** The devices that have to go for one more, registered longest ago. */
const surplusIn = (items: readonly Item[], digest: string): readonly string[] =>
  items
    .filter((item) => digestIn(item) !== digest)
    .slice(MAX_DEVICES - 1)
    .slice(-MAX_SURPLUS)
    .map(digestIn);

/** Items of earlier versions say only when they were registered last. */
const createdAtOf = ({ createdAt, registeredAt }: Item): string => String(createdAt ?? registeredAt);

const ownedDevice = (item: Item): OwnedDevice =>
  definedFields({
    token: item.token,
    platform: item.platform,
    name: item.name,
    createdAt: createdAtOf(item),
    lastUsedAt: item.registeredAt,
  }) as unknown as OwnedDevice;

/** Somebody else may have taken it meanwhile: then it is read and tried again. */
const disown = ({ tableName }: Table, ownerId: string, digest: string): TransactItem => ({
  Delete: {
    TableName: tableName,
    Key: { ...keys.deviceOwner(digest) },
    ConditionExpression: DEVICE_IS_NOBODY_ELSES,
    ExpressionAttributeNames: { '#ownerId': 'ownerId' },
    ExpressionAttributeValues: { ':ownerBefore': ownerId },
  },
});

const registration = (
  table: Table,
  { ownerId, device, name, by, at }: DeviceRegistration,
  digest: string,
  before: { readonly ownerId: string | undefined; readonly own: Item | undefined; readonly surplus: readonly string[] },
): readonly TransactItem[] => [
  put(table, { ownerId, ...keys.deviceOwner(digest), entity: 'device_owner' }, stillTheirs(before.ownerId)),
  put(table, {
    ...device,
    ...definedFields({ by, name: name ?? before.own?.name }),
    createdAt: before.own === undefined ? at : createdAtOf(before.own),
    registeredAt: at,
    ...keys.device(ownerId, digest),
    entity: 'device',
  }),
  ...(before.ownerId === undefined || before.ownerId === ownerId
    ? []
    : [remove(table, keys.device(before.ownerId, digest))]),
  ...before.surplus.flatMap((old) => [remove(table, keys.device(ownerId, old)), disown(table, ownerId, old)]),
];

const register = async (table: Table, wanted: DeviceRegistration, digestKeys: DigestKeys): Promise<void> => {
  const [digest, ...earlier] = deviceDigests(wanted.device.token, digestKeys);
  for (const old of earlier) await removeDigest(table, old);
  for (let round = 1; ; round += 1) {
    const [ownerId, items] = await Promise.all([ownerOfDevice(table, digest), devicesOf(table, wanted.ownerId)]);
    const own = items.find((item) => digestIn(item) === digest);
    const before = { ownerId, own, surplus: surplusIn(items, digest) };
    const outcome = await transact(table.client, registration(table, wanted, digest, before), table.backoff);
    if (outcome.kind === 'done') return;
    if (round === MAX_ROUNDS)
      throw new StoreUnavailableError('The device is registered by many at once', { cause: outcome.kind });
    await table.backoff.pause(round);
  }
};

/** Nothing happens where there is no such device, or it is not the owner's. Whoever takes it in between keeps it. */
const removeDigest = async (table: Table, digest: string, ownerId?: string): Promise<void> => {
  const found = await ownerOfDevice(table, digest);
  if (found === undefined || (ownerId !== undefined && found !== ownerId)) return;
  const { tableName } = table;
  await transact(
    table.client,
    [
      { Delete: { TableName: tableName, Key: { ...keys.deviceOwner(digest) }, ...stillTheirs(found) } },
      remove(table, keys.device(found, digest)),
    ],
    table.backoff,
  );
};

/** Nobody's from now on. Nothing happens where no device has the token. */
export const removeDevice = async (table: Table, token: string, digestKeys: DigestKeys): Promise<void> => {
  for (const digest of deviceDigests(token, digestKeys)) await removeDigest(table, digest);
};

export const dynamoDeviceStore = (table: Table, digestKeys: () => Promise<DigestKeys>): DeviceStore => ({
  register: async (wanted) => register(table, wanted, await digestKeys()),
  unregister: async (ownerId, token) => {
    for (const digest of deviceDigests(token, await digestKeys())) await removeDigest(table, digest, ownerId);
  },
  list: async (ownerId) => (await devicesOf(table, ownerId)).slice(0, MAX_DEVICES).map(ownedDevice),
});
