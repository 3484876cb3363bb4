import type { Clock } from '../clock/clock.ts';
import type { CarrierAdapter } from './carrier.ts';
import type { CallOutcome, TrackReply } from './carrier-client.ts';
import type { HttpReply } from './http-call.ts';

/** A tracking reply in Wismo's words. Of one number, "not found" is an outcome; of several, an issue of the update. */
export const trackReplyOf = (
  adapter: Pick<CarrierAdapter, 'parse'>,
  { json, text, status }: HttpReply,
  clock: Clock,
  numbers: readonly string[],
): CallOutcome<TrackReply> => {
  if (json === undefined) return { kind: 'malformed', code: `Status${status}` };
  const update = adapter.parse(json, clock.now().toISOString());
  if (!update.ok) return { kind: 'malformed', code: update.errors[0]?.path ?? 'body' };
  const unknown = update.issues.find(({ kind }) => kind === 'not_found');
  const isEmpty = update.parcels.every(({ scans }) => scans.length === 0);
  if (numbers.length === 1 && isEmpty && unknown !== undefined) return { kind: 'notFound', code: unknown.code };
  return { kind: 'ok', value: { text, update } };
};
