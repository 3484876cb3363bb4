import { CARRIER_WIRES } from '../../local/simulators/register.ts';
import { type FloodedParcel, type FloodKind, floodOf, type Secrets } from '../../test/support/flood/bodies.ts';
import { countsOf, flood, repeatHeldBack } from '../../test/support/flood/flood.ts';
import type { BenchClient } from '../client.ts';

export interface FloodFigures {
  readonly offeredPerSecond: number;
  readonly requests: number;
  readonly seconds: number;
  readonly counts: Readonly<Record<FloodKind, Readonly<Record<number, number>>>>;
  readonly milliseconds: readonly number[];
  readonly heldBack: number;
  readonly heldBackWithoutTime: number;
  readonly good: number;
  readonly recorded: number;
}

const CARRIERS = ['fedex', 'ups', 'dhl', 'correos'] as const;

/** Of FedEx most: what is offered of it is more than one sender may send. */
const parcelsOf = (count: number): readonly FloodedParcel[] =>
  Array.from({ length: count }, (_, index) => {
    const carrier = index % 10 < 7 ? CARRIERS[0] : (CARRIERS[(index % 3) + 1] ?? CARRIERS[1]);
    const wire = CARRIER_WIRES.find(({ id }) => id === carrier);
    return { carrier, trackingNumber: wire?.numberOf(String(40_000_000_000 + index)) ?? '' };
  });

const ship = async (client: BenchClient, { carrier, trackingNumber }: FloodedParcel): Promise<string> => {
  const orderId = await client.createOrder(`flood-${trackingNumber}`);
  for (const status of ['confirmed', 'processing']) await client.putStatus(orderId, status);
  await client.call('POST', `/api/orders/${orderId}/shipments`, { trackingNumber, carrier });
  return orderId;
};

const scansOf = async (client: BenchClient, orderId: string): Promise<number> => {
  let cursor: string | null = null;
  let found = 0;
  do {
    const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: {
      readonly timeline: readonly { readonly type: string }[];
      readonly pagination: { readonly nextCursor: string | null };
    } = await client.call('GET', `/api/orders/${orderId}/timeline?limit=100${query}`);
    found += page.timeline.filter(({ type }) => type === 'scan').length;
    cursor = page.pagination.nextCursor;
  } while (cursor !== null);
  return found;
};

/** Good webhooks of several carriers among bad ones, offered at a pace that no response slows down. */
export const measureFlood = async (
  { api, client, drain }: { readonly api: string; readonly client: BenchClient; readonly drain: () => Promise<void> },
  {
    perSecond,
    seconds,
    parcels: count,
  }: { readonly perSecond: number; readonly seconds: number; readonly parcels: number },
): Promise<FloodFigures> => {
  const parcels = parcelsOf(count);
  const orderIds: string[] = [];
  for (const parcel of parcels) orderIds.push(await ship(client, parcel));
  await drain();
  const secrets = (await (await fetch(`${api}/_local/secrets`)).json()) as Secrets;
  const requests = floodOf({ parcels, secrets, now: new Date() }, perSecond * seconds);
  const begun = performance.now();
  const responses = await flood(api, requests, perSecond);
  const took = (performance.now() - begun) / 1_000;
  const { heldBack, withoutTime } = await repeatHeldBack(api, requests, responses);
  await drain();
  let recorded = 0;
  for (const orderId of orderIds) recorded += await scansOf(client, orderId);
  return {
    offeredPerSecond: perSecond,
    requests: requests.length,
    seconds: took,
    counts: countsOf(responses),
    milliseconds: responses.map(({ milliseconds }) => milliseconds),
    heldBack,
    heldBackWithoutTime: withoutTime,
    good: requests.filter(({ kind }) => kind === 'good').length,
    recorded,
  };
};
