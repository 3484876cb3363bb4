/** How often a queue hands out a message before it becomes a dead letter. */
export const MAX_RECEIVES = 8;

/**
 * The same where a receive says nothing: a notification that somebody else is sending, or that its provider has no room
 * for, comes back without having failed. Its failures are counted in its own record.
 */
export const MAX_LANE_RECEIVES = 1_000;

/** Seconds until a message that failed is handed out again, by the times it was received. The last one holds on. */
const RETRY_SECONDS = [5, 15, 45, 90, 180] as const;

/** A passing fault costs seconds, and one that lasts ten minutes loses nothing. */
export const retrySeconds = (receiveCount: number): number =>
  RETRY_SECONDS[Math.min(Math.max(receiveCount, 1), RETRY_SECONDS.length) - 1] ?? 180;
