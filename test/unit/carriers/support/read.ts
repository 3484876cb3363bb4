import type { CarrierAdapter, CarrierUpdate, TrackingUpdate } from '../../../../shared/carriers/carrier.ts';
import { type CarrierId, WEBHOOK_CARRIERS } from '../../../../shared/contract/carrier-registry.ts';

const adapterOf = async (id: CarrierId): Promise<readonly [CarrierId, CarrierAdapter]> => {
  const { adapter }: { readonly adapter: CarrierAdapter } = await import(
    `../../../../shared/carriers/${id}/adapter.ts`
  );
  return [id, adapter];
};

/** Found by folder, as the functions find them: a carrier is registered in one place only. */
const ADAPTERS: ReadonlyMap<CarrierId, CarrierAdapter> = new Map(
  await Promise.all(WEBHOOK_CARRIERS.map(({ id }) => adapterOf(id))),
);

export const adapterNamed = (carrier: CarrierId): CarrierAdapter => {
  const adapter = ADAPTERS.get(carrier);
  if (adapter === undefined) throw new Error(`${carrier} sends no events`);
  return adapter;
};

export const READ_AT = '2026-03-06T10:00:00.000Z';

type Read = Extract<CarrierUpdate, { ok: true }>;

/** What a carrier's adapter makes of a payload that it must not refuse. */
export const read = (carrier: CarrierId, payload: unknown, at = READ_AT): Read => {
  const update = adapterNamed(carrier).parse(payload, at);
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
