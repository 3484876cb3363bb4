/** How what lies in the table, and a way to ask for it, is described. */
import type { Key } from './keys.ts';
import type { IndexName } from './table-shape.ts';

export interface ItemDescription {
  readonly what: string;
  readonly key: Key;
  readonly indexes?: Readonly<Partial<Record<IndexName, Key>>>;
  /** How long it stays; for ever unless said. */
  readonly stored?: string;
}

export interface AccessPattern {
  readonly question: string;
  readonly by: IndexName | 'table';
  readonly range: string;
  /** Every read of the table itself sees every write before it; an index is a moment behind. */
  readonly eventual?: boolean;
}

export const under = (key: Key, prefix: string): string => `\`${key.pk}\`, sort key begins with \`${prefix}\``;
export const exactly = (key: Key): string => `\`${key.pk}\` \`${key.sk}\``;
