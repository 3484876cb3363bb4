import type { CarrierUpdate, TrackingUpdate } from '../../../../shared/carriers/carrier.ts';
import { parseFedex } from '../../../../shared/carriers/fedex/parse.ts';
import { payload, type ResultGiven, trackResult } from '../fedex-payloads.ts';

export const NUMBER = '122816215025810';
export const RECORDED_AT = '2026-05-01T10:00:00.000Z';

/** What a body says that must not be refused. */
export const update = (body: unknown): Extract<CarrierUpdate, { ok: true }> => {
  const read = parseFedex(body, RECORDED_AT);
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  return read;
};

/** The one parcel of a body. */
export const parcel = (given: ResultGiven): TrackingUpdate => {
  const [only] = update(payload({ number: NUMBER, results: [trackResult(given)] })).parcels;
  if (only === undefined) throw new Error('no parcel');
  return only;
};
