import type { AuditEntry } from '../security/audit.ts';

/** Entries that stand by themselves; those of an order's change go into its own transaction. */
export interface AuditStore {
  append(entry: AuditEntry): Promise<void>;
}
