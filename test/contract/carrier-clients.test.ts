import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLocalClock } from '../../local/clock.ts';
import type { Simulator, SimulatorContext } from '../../local/control/simulators.ts';
import { correosWire } from '../../local/simulators/correos/wire.ts';
import { dhlWire } from '../../local/simulators/dhl/wire.ts';
import { CARRIER_WIRES } from '../../local/simulators/register.ts';
import { createCarrierSimulator } from '../../local/simulators/shared/carrier-simulator.ts';
import { upsWire } from '../../local/simulators/ups/wire.ts';
import type { CarrierClient, DeliveryRequest, MakeCarrierClient } from '../../shared/carriers/carrier-client.ts';
import { makeClient as correos } from '../../shared/carriers/correos/client.ts';
import { makeClient as dhl } from '../../shared/carriers/dhl/client.ts';
import { makeClient as doordash, doordashToken } from '../../shared/carriers/doordash/client.ts';
import { makeClient as fedex } from '../../shared/carriers/fedex/client.ts';
import { fetchCall, type HttpCall } from '../../shared/carriers/http-call.ts';
import { makeClient as uber } from '../../shared/carriers/uber/client.ts';
import { makeClient as ups } from '../../shared/carriers/ups/client.ts';
import { manualClock, seededIds } from '../support/order-fixtures.ts';

const CREDENTIALS = {
  clientId: 'client',
  clientSecret: 'secret',
  customerId: 'customer',
  apiKey: 'key',
  developerId: 'developer',
  keyId: 'key',
  signingSecret: 'c2VjcmV0LWZvci10ZXN0cy1vbmx5LTMyLWJ5dGVzISE',
};

const CLIENTS: Readonly<Record<string, MakeCarrierClient>> = { correos, dhl, doordash, fedex, uber, ups };
const PROVIDERS = ['uber', 'doordash'];
const clock = createLocalClock();
let simulators: Readonly<Record<string, Simulator>>;
let server: Server;
let context: SimulatorContext;
let calls: string[];

const made = () => Object.fromEntries(CARRIER_WIRES.map((wire) => [wire.id, createCarrierSimulator(wire)]));

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const id = /^\/_local\/simulators\/([a-z]+)\//.exec(request.url ?? '')?.[1];
    if (id !== undefined) return simulators[id]?.handle?.(request, response, context);
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  context = { api, clock, secrets: () => ({ 'carriers/dhl': { current: 'value' } }), record: () => {} };
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  simulators = made();
  calls = [];
});

const counted: HttpCall = (request) => {
  calls.push(new URL(request.url).pathname);
  return fetchCall(request);
};

const clientOf = (id: string, http: HttpCall = counted): CarrierClient => {
  const url = `${context.api}/_local/simulators/${id}`;
  const make = CLIENTS[id];
  if (make === undefined) throw new Error(`no client of ${id}`);
  return make({
    urls: { api: url, auth: url },
    credentials: async () => CREDENTIALS,
    http,
    clock: { now: () => clock.now() },
    ids: seededIds(),
  });
};

const script = (id: string, input: object) => simulators[id]?.script(input, context);
const NUMBERS: Readonly<Record<string, string>> = {
  fedex: '122816215025810',
  ups: upsWire.numberOf('1'),
  dhl: dhlWire.numberOf('1'),
  correos: correosWire.numberOf('1'),
  uber: 'del_1',
  doordash: 'ord_1',
};
const numberOf = (id: string): string => NUMBERS[id] ?? '';

const known = async (id: string): Promise<string> => {
  const event = PROVIDERS.includes(id) ? 'assigned' : 'picked_up';
  // This FedEx knows the numbers of FedEx's sandbox.
  if (id !== 'fedex') await script(id, { trackingNumber: numberOf(id), orderId: 'ord_1', event, quiet: true });
  return numberOf(id);
};

const UNKNOWN: Readonly<Record<string, string>> = { ups: '1Z77777768030000', fedex: '647719948679' };

describe.each(Object.keys(CLIENTS))('the client of %s', (id) => {
  it('tracks a parcel, with one token for all calls', async () => {
    const number = await known(id);
    const client = clientOf(id);
    const outcomes = await Promise.all([client.track([number]), client.track([number])]);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ kind: 'ok', value: { text: expect.stringContaining('{') } });
      if (outcome.kind === 'ok') expect(outcome.value.update.parcels[0]?.scans.length).toBeGreaterThan(0);
    }
    await client.track([number]);
    expect(calls.filter((path) => /token/i.test(path)).length).toBeLessThanOrEqual(1);
  });

  it('says that nobody knows a number', async () => {
    expect(await clientOf(id).track([UNKNOWN[id] ?? 'UNKNOWN12345'])).toMatchObject({ kind: 'notFound' });
  });

  it('says when there were too many calls, and for how long', async () => {
    const client = clientOf(id);
    const number = await known(id);
    await client.track([number]);
    await script(id, { rateLimit: 0 });
    expect(await client.track([number])).toMatchObject({
      kind: 'throttled',
      retryAfterSeconds: expect.toSatisfy((seconds: number) => seconds >= 1 && seconds <= 3600),
    });
  });

  it('says that the carrier is away, also where nobody listens', async () => {
    const number = await known(id);
    await script(id, { outage: true });
    expect(await clientOf(id).track([number])).toEqual({ kind: 'unavailable', code: 'Status503' });
    const nobody: HttpCall = async () => ({ failure: 'ECONNREFUSED' });
    expect(await clientOf(id, nobody).track([number])).toEqual({ kind: 'unavailable', code: 'ECONNREFUSED' });
  });

  it('says that its reply is none', async () => {
    const number = await known(id);
    const strange: HttpCall = async (request) => {
      const reply = await fetchCall(request);
      return 'failure' in reply || /token/i.test(request.url) ? reply : { ...reply, text: '<html>', json: undefined };
    };
    expect(await clientOf(id, strange).track([number])).toMatchObject({ kind: 'malformed' });
  });
});

describe.each(Object.keys(CLIENTS))('the token of %s', (id) => {
  it('is fetched once more where it is refused, and no more than that', async () => {
    const number = await known(id);
    const client = clientOf(id);
    await client.track([number]);
    await script(id, { wrongToken: true });
    expect(await client.track([number])).toEqual({ kind: 'unauthorized' });
    expect(calls.filter((path) => /token/i.test(path)).length).toBeLessThanOrEqual(3);
    await script(id, { wrongToken: false });
    expect(await client.track([number])).toMatchObject({ kind: 'ok' });
  });
});

describe('subscriptions', () => {
  const hook = { url: 'https://wismo.example/api/webhooks/carriers/ups', secret: 'value' };

  it('of UPS end after two weeks, and are of its own numbers only', async () => {
    const outcome = await clientOf('ups').subscribe?.([numberOf('ups'), '123456789012'], hook);
    const endsAt = new Date(clock.now().getTime() + 14 * 86_400_000).toISOString().slice(0, 10);
    expect(outcome).toMatchObject({
      kind: 'ok',
      value: { accepted: [numberOf('ups')], refused: ['123456789012'], endsAt: expect.stringContaining(endsAt) },
    });
  });

  it('of DHL are asked for, and have to be confirmed', async () => {
    expect(await clientOf('dhl').subscribe?.([numberOf('dhl')], hook)).toMatchObject({ kind: 'ok' });
  });
});

const request = (reference: string, street = 'Calle Mayor 1'): DeliveryRequest => {
  const stop = { name: 'Ana', phone: '+34600111222', street, city: 'Madrid', postalCode: '28001', country: 'ES' };
  return {
    orderId: reference,
    reference,
    pickup: stop,
    dropoff: stop,
    items: [{ name: 'Milk', quantity: 1.5 }],
    valueInMinorUnits: 1250,
  };
};

describe.each(PROVIDERS)('deliveries of %s', (id) => {
  it('are quoted, made for an order, followed and cancelled', async () => {
    const client = clientOf(id);
    const quote = await client.quote?.(request('ord_9'));
    expect(quote).toMatchObject({ kind: 'ok', value: { currency: 'EUR', feeInMinorUnits: expect.any(Number) } });
    const created = await client.createDelivery?.(request('ord_9'));
    if (created?.kind !== 'ok') throw new Error(JSON.stringify(created));
    const [parcel] = created.value.update.parcels;
    expect(parcel?.delivery?.orderReference).toBe('ord_9');
    expect(created.value.trackingUrl).toMatch(/^https:/);
    const { deliveryId } = created.value;
    expect(await client.track([deliveryId])).toMatchObject({ kind: 'ok' });
    const cancelled = await client.cancelDelivery?.(deliveryId);
    if (cancelled?.kind !== 'ok') throw new Error(JSON.stringify(cancelled));
    expect(cancelled.value.update.parcels[0]?.scans.at(-1)?.milestone).toBe('cancelled');
    expect(await client.cancelDelivery?.(deliveryId)).toMatchObject({ kind: 'refused' });
    expect(await client.cancelDelivery?.('nobody')).toMatchObject({ kind: 'notFound' });
  });

  it('are refused with the provider’s reason where nobody goes', async () => {
    const quote = await clientOf(id).quote?.(request('ord_9', 'UNDELIVERABLE 1'));
    expect(quote).toMatchObject({ kind: 'refused', code: expect.stringMatching(/undeliverable|validation/) });
  });
});

describe('a token', () => {
  it('of DoorDash has the signature of the vector', async () => {
    const key = {
      developerId: '582e4f20-0f48-4bc2-99c2-e094675e2919',
      keyId: '585698aa-2aa6-4bb4-8b3f-dd9d3f47dc28',
      signingSecret: CREDENTIALS.signingSecret,
    };
    const token = await doordashToken(key, 1_636_463_841, 1_800);
    expect(token.split('.')[2]).toBe('x2K4atVQBA6joqgsjnGkxBOJqqEScq86hTYlTowOxLI');
  });

  it('is used until shortly before it ends, whoever asks', async () => {
    const now = manualClock();
    let fetched = 0;
    const http: HttpCall = async ({ url }) => {
      if (!url.includes('token')) return { status: 200, text: '{}', json: {}, header: () => undefined };
      fetched += 1;
      const json = { access_token: `t${fetched}`, expires_in: '3600' };
      return { status: 200, text: '', json, header: () => undefined };
    };
    const client = ups({ urls: {}, credentials: async () => CREDENTIALS, http, clock: now, ids: seededIds() });
    await Promise.all(Array.from({ length: 20 }, () => client.track(['1'])));
    expect(fetched).toBe(1);
    now.advance(3_299_000);
    await client.track(['1']);
    expect(fetched).toBe(1);
    now.advance(2_000);
    await client.track(['1']);
    expect(fetched).toBe(2);
  });
});
