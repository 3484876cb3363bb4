import type { Clock } from '../clock/clock.ts';
import type { CarrierStateStore } from './carrier-state.ts';

/** Notes that a webhook of a carrier came. */
export type NoteWebhook = (carrier: string) => Promise<void>;

/** For people who look whether a carrier is heard of at all: a write for every webhook would be paid for by each parcel. */
const PAUSE_MILLISECONDS = 5 * 60_000;

/** Writes when a carrier was heard of last: once in five minutes from each instance. */
export const webhookNotes = (carriers: Pick<CarrierStateStore, 'noteWebhook'>, clock: Clock): NoteWebhook => {
  const notedAt = new Map<string, number>();
  return async (carrier) => {
    const now = clock.now();
    const last = notedAt.get(carrier);
    if (last !== undefined && Math.abs(now.getTime() - last) < PAUSE_MILLISECONDS) return;
    notedAt.set(carrier, now.getTime());
    await carriers.noteWebhook(carrier, now.toISOString());
  };
};
