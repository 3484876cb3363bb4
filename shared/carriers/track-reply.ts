import type { Clock } from '../clock/clock.ts';
import { definedFields } from '../defined-fields.ts';
import type { CarrierAdapter } from './carrier.ts';
import type { CallOutcome, ParcelReply, TrackReply } from './carrier-client.ts';
import type { HttpReply } from './http-call.ts';

const partsOf = (
  adapter: Pick<CarrierAdapter, 'parse'>,
  bodies: readonly unknown[],
  recordedAt: string,
): readonly ParcelReply[] =>
  bodies.flatMap((body) => {
    const update = adapter.parse(body, recordedAt);
    return update.ok && update.parcels.length > 0 ? [{ text: JSON.stringify(body), update }] : [];
  });

/**
 * A tracking reply in Wismo's words. Of one number, "not found" is an outcome; of several, an issue of the update.
 *
 * @param split a reply of several parcels as bodies of one each.
 */
export const trackReplyOf = (
  adapter: Pick<CarrierAdapter, 'parse'>,
  { json, text, status }: HttpReply,
  clock: Clock,
  numbers: readonly string[],
  split?: (json: unknown) => readonly unknown[],
): CallOutcome<TrackReply> => {
  if (status === 204) return { kind: 'notFound', code: 'Status204' };
  if (json === undefined) return { kind: 'malformed', code: `Status${status}` };
  const recordedAt = clock.now().toISOString();
  const update = adapter.parse(json, recordedAt);
  if (!update.ok) return { kind: 'malformed', code: update.errors[0]?.path ?? 'body' };
  const unknown = update.issues.find(({ kind }) => kind === 'not_found');
  const isEmpty = update.parcels.every(({ scans }) => scans.length === 0);
  const saysNothing = update.parcels.length + update.issues.length === 0;
  if (numbers.length === 1 && isEmpty && (saysNothing || unknown !== undefined))
    return { kind: 'notFound', code: unknown?.code ?? 'EmptyReply' };
  const parts = split === undefined || numbers.length < 2 ? undefined : partsOf(adapter, split(json), recordedAt);
  return { kind: 'ok', value: { text, update, ...definedFields({ parts }) } };
};
