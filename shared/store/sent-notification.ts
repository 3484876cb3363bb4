import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { definedFields } from '../defined-fields.ts';
import type { Notification } from '../notifications/notification.ts';
import type { Item } from './item.ts';
import { type Key, keys } from './keys.ts';

/** What the record of a sent message says of it, which only its log shows: one attribute, two thirds of the size. */
const PACKED_FIELDS = ['message', 'preview', 'providerMessageId'] as const;
type PackedFields = Pick<Notification, (typeof PACKED_FIELDS)[number]>;

/** Nearly as small as it gets: it is done once for each message, and takes a fraction of a millisecond. */
const QUALITY = 9;
/** What is shorter would hardly become smaller. */
const MIN_CHARACTERS = 150;

const compress = (text: string): Buffer =>
  brotliCompressSync(text, {
    params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT },
  });

const USER = 'user:';

type Fields = Readonly<Record<string, unknown>>;

/** What an update sets and what it removes. */
export interface Change {
  readonly set: Fields;
  readonly remove: readonly string[];
}

const withPacked = (set: Fields): Change => {
  const text = JSON.stringify(PACKED_FIELDS.map((name) => set[name] ?? null));
  if (text.length < MIN_CHARACTERS) return { set, remove: ['packed'] };
  return { set: { ...without(set, PACKED_FIELDS), packed: compress(text) }, remove: PACKED_FIELDS };
};

const acceptedBy = (attempts: Notification['attempts'] = []): string | undefined =>
  attempts.findLast(({ outcome }) => outcome === 'accepted')?.provider;

/** A customer's messages are the buyer's; what others are sent of an order is not. */
const buyerIn = ({ audience, ownerId }: Pick<Notification, 'audience' | 'ownerId'>): string | undefined =>
  audience === 'customer' && ownerId?.startsWith(USER) ? ownerId.slice(USER.length) : undefined;

/** Attributes of a record that others of it say too, besides its ids, which stand in its key. */
const repeatedIn = (notification: Notification): readonly string[] => {
  const { type, templateId, buyerId, provider, attempts } = notification;
  return [
    ...(templateId === type ? ['templateId'] : []),
    ...(buyerId === buyerIn(notification) ? ['buyerId'] : []),
    ...(provider === acceptedBy(attempts) ? ['provider'] : []),
  ];
};

const without = (fields: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));

/** An entry of an inbox, which is delivered by being recorded, without what its other attributes say. */
export const withoutRepeated = (entry: Notification): Item => {
  const hasOwnId = entry.providerMessageId !== entry.notificationId;
  return without({ ...entry }, [...repeatedIn(entry), ...(hasOwnId ? [] : ['providerMessageId'])]);
};

/**
 * A message that was sent is stored in the least that says it all: a record above a kilobyte costs two units at each of
 * its writes, its receipts among them. Until then it stays as it was planned, for whoever sends it may be of the version
 * before.
 */
export const sentForm = (claimed: Notification, set: Fields): Change => {
  const repeated = ['orderId', 'notificationId', ...repeatedIn({ ...claimed, ...set })];
  const packed = withPacked(set);
  return { set: without(packed.set, repeated), remove: [...packed.remove, ...repeated] };
};

const unpacked = (packed: Uint8Array): Partial<PackedFields> => {
  const values = JSON.parse(brotliDecompressSync(packed).toString('utf8')) as readonly unknown[];
  return Object.fromEntries(
    PACKED_FIELDS.flatMap((name, index) => (values[index] === null ? [] : [[name, values[index]]])),
  );
};

/**
 * What `sentForm` or `withoutRepeated` left out; a record of an earlier version has all of it, and it counts.
 *
 * @param withTexts Also what is packed: for who shows the record.
 */
export const leftOut = (item: Item, withTexts: boolean): Partial<Notification> => {
  const { type, packed, ...record } = item as unknown as Notification & Key & { readonly packed?: Uint8Array };
  return {
    orderId: keys.orderIdOf(record),
    notificationId: keys.notificationIdOf(record),
    templateId: type,
    ...definedFields({ buyerId: buyerIn(record), provider: acceptedBy(record.attempts) }),
    ...(withTexts && packed !== undefined && unpacked(packed)),
  };
};
