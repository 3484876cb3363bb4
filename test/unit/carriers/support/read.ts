import type { CarrierAdapter, CarrierUpdate, TrackingUpdate } from '../../../../shared/carriers/carrier.ts';
import { adapter as correos } from '../../../../shared/carriers/correos/adapter.ts';
import { adapter as dhl } from '../../../../shared/carriers/dhl/adapter.ts';
import { adapter as doordash } from '../../../../shared/carriers/doordash/adapter.ts';
import { adapter as fedex } from '../../../../shared/carriers/fedex/adapter.ts';
import { adapter as generic } from '../../../../shared/carriers/generic/adapter.ts';
import { adapter as uber } from '../../../../shared/carriers/uber/adapter.ts';
import { adapter as ups } from '../../../../shared/carriers/ups/adapter.ts';
import type { CarrierId } from '../../../../shared/contract/carrier-registry.ts';

export const ADAPTERS: Readonly<Record<CarrierId, CarrierAdapter>> = {
  correos,
  dhl,
  doordash,
  fedex,
  generic,
  uber,
  ups,
};

export const READ_AT = '2026-03-06T10:00:00.000Z';

type Read = Extract<CarrierUpdate, { ok: true }>;

/** What a carrier's adapter makes of a payload that it must not refuse. */
export const read = (carrier: CarrierId, payload: unknown, at = READ_AT): Read => {
  const update = ADAPTERS[carrier].parse(payload, at);
  if (!update.ok) throw new Error(JSON.stringify(update.errors));
  return update;
};

/** The first parcel of a payload. */
export const readParcel = (carrier: CarrierId, payload: unknown, at = READ_AT): TrackingUpdate => {
  const [first] = read(carrier, payload, at).parcels;
  if (first === undefined) throw new Error('no parcel');
  return first;
};

/** What its scans mean, oldest first. */
export const milestonesOf = ({ scans }: TrackingUpdate): readonly string[] =>
  scans.map(({ milestone, reason }) => (reason === undefined ? milestone : `${milestone} ${reason}`));
