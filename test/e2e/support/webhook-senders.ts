/** Webhooks of every carrier, and of the generic door, each proven by its own scheme. */
import { createHmac } from 'node:crypto';
import { expect } from 'vitest';
import { keyOfSource } from '../../../shared/security/signature.ts';
import { call, drain, local } from './api.ts';
import { readyGroceries } from './couriers.ts';
import { secret } from './fedex.ts';
import { unique } from './orders.ts';
import { processing, register, silentNumber } from './polling.ts';

export interface Sent {
  readonly status: number;
  readonly outcome?: string;
}

export interface Sender {
  readonly orderId: string;
  /** Of somebody who may read the order. */
  readonly token: string;
  readonly trackingNumber: () => string;
  /** The same event each time, once: as its carrier sends it, without the carrier's own repetitions. */
  readonly send: () => Promise<Sent>;
}

const instantNow = async (): Promise<Date> => new Date((await local<{ now: string }>('GET', 'clock')).now);

const PARCELS = ['fedex', 'ups', 'dhl', 'correos'];
const COURIERS = ['uber', 'doordash'];
export const SENDERS = [...PARCELS, ...COURIERS, 'generic'] as const;

interface Script {
  readonly trackingNumber: string;
  readonly deliveries: readonly (Sent & { readonly attempts: number })[];
}

/** The simulator repeats what was not received, at once; the last response counts. */
const simulated = async (carrier: string, script: object): Promise<Script> =>
  local<Script>('POST', `simulators/${carrier}`, { retryMilliseconds: 0, ...script });

const lastOf = ({ deliveries }: Script): Sent => {
  const [first] = deliveries;
  if (first === undefined) throw new Error('nothing was sent');
  return first;
};

const parcelSender = async (carrier: string): Promise<Sender> => {
  const { orderId, parties } = await processing();
  const trackingNumber = await silentNumber(carrier);
  await register(orderId, parties, trackingNumber, carrier);
  await drain();
  const at = (await instantNow()).toISOString();
  return {
    orderId,
    token: parties.seller,
    trackingNumber: () => trackingNumber,
    send: async () => lastOf(await simulated(carrier, { trackingNumber, event: 'out_for_delivery', at })),
  };
};

const courierSender = async (carrier: string): Promise<Sender> => {
  const { orderId, parties } = await readyGroceries();
  const at = (await instantNow()).toISOString();
  let number = '';
  return {
    orderId,
    token: parties.seller,
    trackingNumber: () => number,
    send: async () => {
      const script = await simulated(carrier, { orderId, event: 'assigned', at });
      number = script.trackingNumber.replace(/[^A-Za-z0-9]/g, '').toUpperCase();
      return lastOf(script);
    },
  };
};

/** Signed with the key of the source, as `npm run secret -- carriers/generic --show --source pigeon` prints it. */
export const sendGeneric = async (event: object): Promise<Sent> => {
  const body = JSON.stringify(event);
  const seconds = Math.floor((await instantNow()).getTime() / 1_000);
  const key = keyOfSource(await secret('carriers/generic'), 'pigeon');
  const signature = createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex');
  const headers = { 'x-wismo-source': 'pigeon', 'x-wismo-signature': `t=${seconds},v1=${signature}` };
  const response = await call<{ outcome?: string }>('POST', '/api/webhooks/carriers/generic', { body, headers });
  const { outcome } = response.body;
  return { status: response.status, ...(outcome !== undefined && { outcome }) };
};

const genericSender = async (): Promise<Sender> => {
  const { orderId, parties } = await processing();
  const trackingNumber = unique('PG').replaceAll('-', '').toUpperCase();
  await register(orderId, parties, trackingNumber, 'pigeon_post');
  await drain();
  const occurredAt = (await instantNow()).toISOString();
  const event = {
    trackingNumber,
    carrier: 'Pigeon Post',
    status: 'out_for_delivery',
    occurredAt,
    eventId: unique('evt'),
  };
  return { orderId, token: parties.seller, trackingNumber: () => trackingNumber, send: () => sendGeneric(event) };
};

export const senderOf = (carrier: string): Promise<Sender> => {
  if (carrier === 'generic') return genericSender();
  return COURIERS.includes(carrier) ? courierSender(carrier) : parcelSender(carrier);
};

/** How many scans of the parcel are on record. */
export const scansOf = async (trackingNumber: string): Promise<number> => {
  const tracked = await call<{ scans: readonly object[] }>('GET', `/api/orders/track/${trackingNumber}?limit=100`);
  expect([200, 404]).toContain(tracked.status);
  return tracked.status === 200 ? tracked.body.scans.length : 0;
};
