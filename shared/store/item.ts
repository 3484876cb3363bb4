import { TABLE_SHAPE } from './table-shape.ts';

/** An item as the document client gives and takes it. */
export type Item = Readonly<Record<string, unknown>>;

const STORE_ATTRIBUTES: ReadonlySet<string> = new Set([
  TABLE_SHAPE.partitionKey,
  TABLE_SHAPE.sortKey,
  TABLE_SHAPE.timeToLive,
  'entity',
  ...Object.values(TABLE_SHAPE.indexes).flatMap((index) => [index.partitionKey, index.sortKey]),
]);

/** What the domain put into an item: everything but keys, index keys, entity and time to live. */
export const contentOf = (item: Item): Record<string, unknown> => {
  const content: Record<string, unknown> = {};
  // In place: of a page of items, lists of pairs of each took longer than all else that is done with it.
  for (const name in item) if (!STORE_ATTRIBUTES.has(name)) content[name] = item[name];
  return content;
};

/** Time to live is in whole seconds. */
export const secondsOf = (instant: Date): number => Math.floor(instant.getTime() / 1000);

export const secondsAfter = (instant: Date, seconds: number): number => secondsOf(instant) + seconds;

/** An item past its time may still be there for days: to a reader it is gone. */
export const isExpired = (item: Item, now: Date): boolean => {
  const expiresAt = item[TABLE_SHAPE.timeToLive];
  return typeof expiresAt === 'number' && expiresAt <= secondsOf(now);
};

/**
 * `metadata` is the caller's own and comes back as it came. As text, no number, depth or sequence of names in it can be
 * one that the table does not take or keep.
 */
export const withMetadataAsText = (content: { readonly metadata?: unknown }): Item =>
  content.metadata === undefined ? { ...content } : { ...content, metadata: JSON.stringify(content.metadata) };

export const withMetadataRead = (content: Item): Item =>
  typeof content.metadata === 'string' ? { ...content, metadata: JSON.parse(content.metadata) } : content;
