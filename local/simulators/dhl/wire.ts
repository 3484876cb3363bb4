import { randomUUID } from 'node:crypto';
import { digitsOf, madridAhead, wallClock } from '../shared/digits.ts';
import { PARCEL_JOURNEYS } from '../shared/journeys.ts';
import { type SimulatedEvent, type SimulatedParcel, type SimulatedScan, scansUntil } from '../shared/parcel.ts';
import { type ApiCall, type ApiReply, type ApiWorld, type CarrierWire, jsonOf } from '../shared/wire.ts';

interface Words {
  readonly statusCode: string;
  readonly description: string;
}

const WORDS: Readonly<Partial<Record<SimulatedEvent, Words>>> = {
  label: { statusCode: 'pre-transit', description: 'The instruction data for this shipment have been provided' },
  picked_up: { statusCode: 'transit', description: 'Shipment picked up' },
  departed: { statusCode: 'transit', description: 'Shipment has departed from a DHL facility' },
  arrived: { statusCode: 'transit', description: 'Arrived at DHL facility' },
  out_for_delivery: { statusCode: 'transit', description: 'Shipment is out with courier: with delivery courier' },
  attempted: { statusCode: 'failure', description: 'Delivery attempted; recipient not home' },
  delayed: { statusCode: 'transit', description: 'Shipment is delayed because of severe weather' },
  damaged: { statusCode: 'failure', description: 'The shipment has been damaged' },
  held: { statusCode: 'transit', description: 'The shipment is ready for collection at the service point' },
  lost: { statusCode: 'failure', description: 'The shipment is lost' },
  returning: { statusCode: 'transit', description: 'The shipment is being returned to sender' },
  returned: { statusCode: 'delivered', description: 'Returned to shipper' },
  delivered: { statusCode: 'delivered', description: 'Delivered - signed for by: RUIZ' },
};

/** With its offset and a fraction of nine digits, as some divisions write it. */
const timestamp = (at: Date): string => {
  const ahead = madridAhead(at);
  const { year, month, day, time } = wallClock(at, ahead);
  const fraction = String(at.getUTCMilliseconds()).padStart(3, '0');
  return `${year}-${month}-${day}T${time}.${fraction}000000+0${ahead}:00`;
};

const eventOf = (scan: SimulatedScan) => {
  const { statusCode, description } = WORDS[scan.event] ?? { statusCode: 'unknown', description: scan.event };
  return {
    timestamp: timestamp(scan.at),
    location: {
      address: { countryCode: 'ES', postalCode: '28001', addressLocality: scan.city },
      ...(scan.event === 'held' && { servicePoint: { label: 'Estanco Mayor', url: 'https://www.dhl.com/' } }),
    },
    statusCode,
    status: statusCode.toUpperCase(),
    description,
  };
};

const shipmentOf = (parcel: SimulatedParcel, scans: readonly SimulatedScan[]) => {
  const events = scans.toReversed().map(eventOf);
  const isDelivered = scans.at(-1)?.event === 'delivered';
  return {
    id: parcel.trackingNumber,
    service: 'express',
    destination: { address: { countryCode: 'ES', postalCode: '28001', addressLocality: 'MADRID' } },
    status: events[0],
    ...(parcel.estimatedDelivery !== undefined &&
      !isDelivered && { estimatedTimeOfDelivery: parcel.estimatedDelivery.toISOString() }),
    serviceUrl: `https://www.dhl.com/es-es/home/tracking.html?tracking-id=${parcel.trackingNumber}`,
    details: {
      product: { productName: 'EXPRESS DOMESTIC' },
      totalNumberOfPieces: 1,
      references: { number: 'YZ3892406173', type: 'customer-reference' },
      ...(isDelivered && { proofOfDelivery: { signed: { name: 'RUIZ' } } }),
    },
    events,
  };
};

/** The reply of Shipment Tracking Unified for a parcel. */
export const dhlReply = (parcel: SimulatedParcel) => ({
  url: `/shipments?trackingNumber=${parcel.trackingNumber}`,
  shipments: [shipmentOf(parcel, parcel.scans)],
});

const problem = (
  status: number,
  title: string,
  detail: string,
  headers?: Readonly<Record<string, string>>,
): ApiReply => ({
  status,
  body: { status, title, detail },
  ...(headers && { headers }),
});

const refusal: CarrierWire['refusal'] = (status) => {
  if (status === 401) return problem(401, 'Unauthorized', 'Unauthorized for given resource.');
  if (status === 429)
    return problem(429, 'Too Many Requests', 'Too many requests within defined time period, please try again later.');
  return problem(503, 'Service Unavailable', 'The service is temporarily unavailable.');
};

const SUBSCRIPTIONS = '/tracking/push/v1/subscription';
const secrets = new Map<string, string>();
const active = new Set<string>();

/** Answers at once; the handshake comes to the webhook, which calls back with the secret. */
const subscribe = (call: ApiCall, world: ApiWorld): ApiReply => {
  const type = jsonOf(call.body)?.type;
  if (type !== 'Shipment' && type !== 'Account') return problem(400, 'Bad Request', 'type: Shipment or Account');
  const [id, secret] = [randomUUID(), randomUUID()];
  secrets.set(id, secret);
  const self = `https://api-eu.dhl.com${SUBSCRIPTIONS}/${id}`;
  world.push({
    scope: 'subscription.validate',
    self,
    secret,
    expires: new Date(call.now.getTime() + 3_600_000).toISOString(),
  });
  return { status: 201, body: { self } };
};

const activate = (call: ApiCall, world: ApiWorld, id: string): ApiReply => {
  if (call.headers['dhl-api-hook-secret'] !== secrets.get(id)) return refusal(401);
  active.add(id);
  world.push({ scope: 'subscription.ready', self: `https://api-eu.dhl.com${SUBSCRIPTIONS}/${id}` });
  return { status: 204 };
};

const api: CarrierWire['api'] = (call, world) => {
  const key = call.headers['dhl-api-key'] ?? '';
  // A key does not end: the mood that refuses tokens refuses it as well.
  world.giveToken(key, 60);
  if (key === '' || !world.isToken(key)) return refusal(401);
  if (call.path === SUBSCRIPTIONS && call.method === 'POST') return subscribe(call, world);
  const id = call.path.startsWith(`${SUBSCRIPTIONS}/`) ? call.path.slice(SUBSCRIPTIONS.length + 1) : undefined;
  if (id !== undefined && call.method === 'POST') return activate(call, world, id);
  if (call.path !== '/track/shipments') return undefined;
  const number = call.query.get('trackingNumber') ?? '';
  const parcel = world.parcel(number);
  if (parcel !== undefined) return { status: 200, body: dhlReply(parcel) };
  const notFound = problem(404, 'No result found', 'No shipment with given tracking number found.');
  return { ...notFound, body: { ...(notFound.body as object), instance: `/shipment/${number}` } };
};

/** Express: ten digits, the last the rest of the others by seven. */
const numberOf = (serial: string): string => {
  const body = digitsOf(serial, 9).replace(/^0/, '3');
  return `${body}${Number(body) % 7}`;
};

export const dhlWire: CarrierWire = {
  id: 'dhl',
  journeys: PARCEL_JOURNEYS,
  numberOf,
  proofOf: (_body, secret) => ({ 'x-dhl-hook-key': secret }),
  push: (parcel, scan) => ({
    scope: 'subscription.push',
    self: `https://api-eu.dhl.com${SUBSCRIPTIONS}/local`,
    shipments: [shipmentOf(parcel, scansUntil(parcel, scan.at))],
  }),
  api,
  refusal,
  status: () => ({ subscriptions: [...active] }),
};
