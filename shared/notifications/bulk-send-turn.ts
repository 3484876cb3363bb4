/** Whether the messages of a job to many may still go: what was planned waits in a lane, or for the end of a night. */
import type { Clock } from '../clock/clock.ts';
import { BULK_SEND_ID, type BulkSendState, type BulkSendStore } from './bulk-send.ts';
import type { Notification } from './notification.ts';

/** A job that was paused or cancelled sends nothing after this time. */
const BULK_STATE_MAX_AGE_SECONDS = 5;

/** When messages of a paused job are looked at again. */
export const HELD_SECONDS = 5 * 60;

export const BULK_SEND_CANCELLED = 'bulk_send_cancelled';

/** `held`: its job is paused. */
export type BulkTurn = 'goes' | 'held' | 'cancelled';

/** Messages that are not of a job to many always go. */
export type BulkTurnOf = (notification: Pick<Notification, 'eventId' | 'isWritten'>) => Promise<BulkTurn>;

/** A job is stored for longer than any of its messages waits, unless it was paused for all that time. */
const turnOf = (state: BulkSendState | undefined): BulkTurn => {
  if (state === undefined || state === 'cancelled') return 'cancelled';
  return state === 'paused' ? 'held' : 'goes';
};

export const bulkTurns = (jobs: Pick<BulkSendStore, 'get'>, clock: Clock): BulkTurnOf => {
  let known: { readonly jobId: string; readonly readAt: number; readonly turn: BulkTurn } | undefined;
  return async ({ eventId, isWritten }) => {
    if (isWritten !== true || !eventId.startsWith(BULK_SEND_ID)) return 'goes';
    const now = clock.now().getTime();
    const age = known?.jobId === eventId ? now - known.readAt : Number.POSITIVE_INFINITY;
    if (known !== undefined && age >= 0 && age < BULK_STATE_MAX_AGE_SECONDS * 1000) return known.turn;
    const turn = turnOf((await jobs.get(eventId))?.state);
    known = { jobId: eventId, readAt: now, turn };
    return turn;
  };
};
