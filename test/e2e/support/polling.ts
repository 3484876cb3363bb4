/** Parcels of simulated carriers that only their APIs know of, and time that passes. */
import { expect } from 'vitest';
import { call, drain, local, outbox } from './api.ts';
import { createOrder, newParties, type Parties, putStatus, statusOf } from './orders.ts';

export const simulate = <T = { readonly trackingNumber: string }>(carrier: string, script: object): Promise<T> =>
  local<T>('POST', `simulators/${carrier}`, script);

/** Time passes, and everything that is due is done; first what goes on, for a leap would outlast its leases. */
export const pass = async (duration: string): Promise<void> => {
  await drain();
  await local('POST', 'clock', { advance: duration });
  await drain();
};

/** Known to the carrier's API only: no webhook is ever sent of it. */
export const silentNumber = async (carrier: string): Promise<string> =>
  (await simulate(carrier, { event: 'label', quiet: true })).trackingNumber;

export const register = async (
  orderId: string,
  parties: Parties,
  trackingNumber: string,
  carrier: string,
): Promise<void> => {
  const body = { trackingNumber, carrier };
  const response = await call('POST', `/api/orders/${orderId}/shipments`, { token: parties.seller, body });
  expect(response.status, response.text).toBe(201);
};

export const processing = async (): Promise<{ readonly orderId: string; readonly parties: Parties }> => {
  const parties = await newParties();
  const { id: orderId } = await createOrder(parties);
  for (const status of ['confirmed', 'processing'])
    expect((await putStatus(orderId, parties.seller, status)).status).toBe(200);
  return { orderId, parties };
};

export const silentParcel = async (carrier: string) => {
  const { orderId, parties } = await processing();
  const trackingNumber = await silentNumber(carrier);
  await register(orderId, parties, trackingNumber, carrier);
  await drain();
  return { orderId, parties, trackingNumber };
};

export const statusNow = async (orderId: string, { buyer }: Parties): Promise<string> =>
  (await statusOf(orderId, buyer)).status;

export const subjectsOf = async (orderId: string): Promise<readonly (string | undefined)[]> =>
  (await outbox(orderId)).filter(({ channel }) => channel === 'email').map(({ subject }) => subject);

/** Every carrier is well, and may be asked at once. */
export const carriersAreWell = async (carriers: readonly string[]): Promise<void> => {
  const { admin } = await newParties();
  for (const carrier of carriers) {
    await simulate(carrier, { outage: false, rateLimit: null, wrongToken: false });
    const body = { enabled: true };
    expect((await call('PUT', `/api/admin/carriers/${carrier}`, { token: admin, body })).status).toBe(200);
  }
};
