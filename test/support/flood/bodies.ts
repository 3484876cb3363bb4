import { createHmac } from 'node:crypto';
import { CARRIER_WIRES } from '../../../local/simulators/register.ts';
import type { SimulatedEvent } from '../../../local/simulators/shared/parcel.ts';
import { keyOfSource } from '../../../shared/security/signature.ts';

export const FLOOD_KINDS = ['good', 'repeated', 'forged', 'stale', 'oversized', 'malformed'] as const;
export type FloodKind = (typeof FLOOD_KINDS)[number];

/** A parcel that is registered with an order. */
export interface FloodedParcel {
  readonly carrier: string;
  readonly trackingNumber: string;
}

export interface FloodRequest {
  readonly kind: FloodKind;
  readonly carrier: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Of a good one: whose scan it is. */
  readonly trackingNumber?: string;
}

export type Secrets = Readonly<Record<string, { readonly current: string }>>;

const MINUTE = 60_000;
const OVERSIZED_BYTES = 300 * 1_024;
const EVENTS: readonly SimulatedEvent[] = ['departed', 'arrived'];
const wireOf = (id: string) => {
  const wire = CARRIER_WIRES.find((one) => one.id === id);
  if (wire === undefined) throw new Error(`no simulator of ${id}`);
  return wire;
};

/** What a flood is made of, in its own order: of ten, six good ones, one of them again, and one of each bad kind in turn. */
const kindOf = (index: number): FloodKind => {
  const place = index % 10;
  if (place < 6) return 'good';
  if (place === 6) return 'repeated';
  const bad = ['forged', 'stale', 'oversized', 'malformed'] as const;
  return place === 7 ? 'forged' : (bad[Math.floor(index / 10) % bad.length] ?? 'forged');
};

export interface FloodSource {
  readonly parcels: readonly FloodedParcel[];
  readonly secrets: Secrets;
  readonly now: Date;
}

const secretOf = ({ secrets }: FloodSource, carrier: string): string => secrets[`carriers/${carrier}`]?.current ?? '';

const goodOne = (source: FloodSource, index: number): FloodRequest => {
  const parcel = source.parcels[index % source.parcels.length];
  if (parcel === undefined) throw new Error('no parcels');
  const { carrier, trackingNumber } = parcel;
  const wire = wireOf(carrier);
  // Each scan of a parcel a minute before the last: whatever order they come in, all are its own.
  const round = Math.floor(index / source.parcels.length);
  const at = new Date(Math.floor(source.now.getTime() / MINUTE) * MINUTE - (round + 1) * MINUTE);
  const scan = { at, event: EVENTS[round % EVENTS.length] ?? 'arrived', city: 'MADRID' } as const;
  const body = JSON.stringify(wire.push({ trackingNumber, scans: [scan] }, scan));
  return { kind: 'good', carrier, body, headers: wire.proofOf(body, secretOf(source, carrier)), trackingNumber };
};

const staleOne = (source: FloodSource): FloodRequest => {
  const body = JSON.stringify({ trackingNumber: 'PG00000001', carrier: 'pigeon', status: 'in_transit' });
  const seconds = Math.floor(source.now.getTime() / 1_000) - 3_600;
  const key = keyOfSource(secretOf(source, 'generic'), 'pigeon');
  const signature = createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex');
  const headers = { 'x-wismo-source': 'pigeon', 'x-wismo-signature': `t=${seconds},v1=${signature}` };
  return { kind: 'stale', carrier: 'generic', body, headers };
};

const proven = (kind: FloodKind, carrier: string, body: string, secret: string): FloodRequest => ({
  kind,
  carrier,
  body,
  headers: wireOf(carrier).proofOf(body, secret),
});

/** The requests of a flood: the same for the same parcels and time. */
export const floodOf = (source: FloodSource, count: number): readonly FloodRequest[] => {
  const requests: FloodRequest[] = [];
  let good = 0;
  for (let index = 0; index < count; index += 1) {
    const kind = kindOf(index);
    const one = goodOne(source, kind === 'good' ? good : Math.max(0, good - 1));
    if (kind === 'good') good += 1;
    const { carrier, body } = one;
    if (kind === 'good') requests.push(one);
    else if (kind === 'repeated') requests.push({ ...one, kind });
    else if (kind === 'stale') requests.push(staleOne(source));
    else if (kind === 'forged') requests.push(proven(kind, carrier, body, 'wismo:NotTheSecretThatWasAgreed0000'));
    else {
      const text = kind === 'malformed' ? `${body.slice(0, -3)}` : body.padEnd(OVERSIZED_BYTES, ' ');
      requests.push(proven(kind, carrier, text, secretOf(source, carrier)));
    }
  }
  return requests;
};
