/** Whether a parcel is still followed: to its end, or given up before. */
export const SYNC_STATUSES = ['active', 'completed', 'failed'] as const;
export type SyncStatus = (typeof SYNC_STATUSES)[number];
