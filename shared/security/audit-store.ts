import type { AuditEntry } from './audit.ts';

/** Entries are appended and read, never changed; those of an order's change go into its own transaction. */
export interface AuditStore {
  append(entry: AuditEntry): Promise<void>;
  /** The entries of a day (`2026-03-01`, UTC), newest first. `after` is the last entry's id of the page before. */
  list(
    day: string,
    options: { readonly limit: number; readonly after?: string },
  ): Promise<{ readonly entries: readonly AuditEntry[]; readonly next?: string }>;
}
