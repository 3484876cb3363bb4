import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLocalClock } from '../../../local/clock.ts';
import { type Simulator, type SimulatorContext, SimulatorInputError } from '../../../local/control/simulators.ts';
import { expressNumber, fedexWire } from '../../../local/simulators/fedex/wire.ts';
import { createCarrierSimulator } from '../../../local/simulators/shared/carrier-simulator.ts';
import { detectCarriers } from '../../../shared/carriers/detect-carrier.ts';
import { parseFedex } from '../../../shared/carriers/fedex/parse.ts';
import { verifySignature } from '../../../shared/carriers/verify-signature.ts';
import { carrierWithWebhook } from '../../support/carriers.ts';
import { eventually } from '../../support/eventually.ts';

const SECRET = 'aSecurityTokenOfTheLocalStage01';
const NUMBER = expressNumber('12345678901');

interface Received {
  readonly path: string;
  readonly signature: string | undefined;
  readonly body: Buffer;
}

interface Script {
  readonly trackingNumber: string;
  readonly deliveries: readonly { readonly status: number; readonly attempts: number }[];
}

let server: Server;
let received: Received[];
/** Responses to the next webhooks; 200 after that. */
let responses: number[];
let simulator: Simulator;
let context: SimulatorContext;

beforeEach(async () => {
  received = [];
  responses = [];
  simulator = createCarrierSimulator(fedexWire);
  server = createServer(async (request, response) => {
    if (request.url?.startsWith('/fedex/')) return simulator.handle?.(request, response, context);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const signature = request.headers['fdx-signature'];
    received.push({ path: request.url ?? '', signature: String(signature), body: Buffer.concat(chunks) });
    response.writeHead(responses.shift() ?? 200, { 'content-type': 'application/json' });
    response.end('{"received":true,"outcome":"applied"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  context = {
    api,
    clock: createLocalClock(),
    secrets: () => ({ 'carriers/fedex': { current: SECRET } }),
    record: () => {},
  };
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const script = (input: object) =>
  simulator.script({ trackingNumber: NUMBER, retryMilliseconds: 1, ...input }, context) as Promise<Script>;

const milestonesOf = ({ body }: Received): readonly string[] => {
  const update = parseFedex(JSON.parse(body.toString()), '2026-01-01T00:00:00.000Z');
  return update.ok ? (update.parcels[0]?.scans.map(({ milestone }) => milestone) ?? []) : [];
};
const verdictOf = ({ signature, body }: Received) =>
  verifySignature(
    carrierWithWebhook('fedex').webhook.scheme,
    { headers: { 'fdx-signature': signature }, rawBody: body },
    async (check) => check(SECRET),
  );

describe('webhooks', () => {
  it('sends a whole journey, each step with all before it, signed as FedEx signs', async () => {
    const { deliveries } = await script({ journey: 'delivered' });
    expect(deliveries.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(received.map(({ path }) => path)).toEqual(Array(6).fill('/api/webhooks/carriers/fedex'));
    const last = received.at(-1) as Received;
    expect(milestonesOf(last)).toEqual([
      'label_created',
      'picked_up',
      'in_transit',
      'arrived_at_facility',
      'out_for_delivery',
      'delivered',
    ]);
    expect(await Promise.all(received.map(verdictOf))).toEqual(Array(6).fill({ ok: true, scheme: 'base64' }));
  });

  it('shows a return as FedEx does: derived as delivered, with the status of an exception', async () => {
    await script({ journey: 'returning' });
    const { trackResults } = JSON.parse(String(received.at(-1)?.body)).output.completeTrackResults[0];
    expect(trackResults[0].scanEvents[0]).toMatchObject({
      eventType: 'RS',
      derivedStatusCode: 'DL',
      exceptionCode: '060G',
    });
    expect(trackResults[0].latestStatusDetail).toMatchObject({ code: 'DE', ancillaryDetails: [{ reason: '060G' }] });
    expect(milestonesOf(received.at(-1) as Received).at(-1)).toBe('returning');
  });

  it('retries three times, with a body that counts the attempts, and then stops', async () => {
    responses = [500, 503, 500, 500];
    const { deliveries } = await script({ event: 'PU' });
    expect(deliveries).toMatchObject([{ status: 500, attempts: 4 }]);
    const attempts = received.map(({ body }) => JSON.parse(body.toString()).outputMetaData[0].attempt);
    expect(attempts).toEqual(['1', '2', '3', '4']);
  });

  it('stops trying once it was received', async () => {
    responses = [503];
    expect((await script({ event: 'PU' })).deliveries).toMatchObject([{ status: 200, attempts: 2 }]);
  });

  it('repeats the very same bytes', async () => {
    await script({ event: 'PU', repeat: 2 });
    expect(new Set(received.map(({ body }) => body.toString())).size).toBe(1);
    expect(received).toHaveLength(3);
  });

  it('signs with another token, and in hex, when asked', async () => {
    await script({ event: 'PU', badSignature: true });
    expect(await verdictOf(received[0] as Received)).toEqual({ ok: false, reason: 'mismatch' });
    await script({ event: 'OD', encoding: 'hex' });
    expect(await verdictOf(received.at(-1) as Received)).toEqual({ ok: true, scheme: 'hex' });
  });

  it('sends out of order, one scan each, and the pick-up late', async () => {
    await script({ journey: 'delivered', shuffled: true });
    expect(received.flatMap(milestonesOf)).toEqual([
      'delivered',
      'out_for_delivery',
      'arrived_at_facility',
      'in_transit',
      'picked_up',
      'label_created',
    ]);
    received.length = 0;
    await script({ trackingNumber: expressNumber('22345678901'), journey: 'delivered', late: true });
    expect(milestonesOf(received.at(-1) as Received)).toEqual(['picked_up']);
  });

  it('makes a right number for a parcel that nobody knows', async () => {
    const { trackingNumber } = (await simulator.script({ event: 'PU' }, context)) as Script;
    expect(detectCarriers(trackingNumber)[0]).toMatchObject({ carrier: 'fedex', checkDigit: 'fits' });
  });

  it('holds back during an outage and lets out after it', async () => {
    await script({ outage: true });
    expect(await script({ event: 'PU' })).toMatchObject({ started: true });
    expect(received).toEqual([]);
    await script({ outage: false });
    await eventually(() => expect(received).toHaveLength(1), { timeoutMs: 2_000, intervalMs: 5 });
  });

  it('shows its moods to a script that asks for nothing', async () => {
    const moods = { outage: false, rateLimit: null, wrongToken: false, slowMilliseconds: 0 };
    expect(await simulator.script({}, context)).toEqual(moods);
  });

  it.each([
    { event: 'ODX' },
    { event: 'OD', journey: 'delivered' },
    { journey: 'teleported' },
    { event: 'OD', unknown: 1 },
  ])('refuses the script %j', async (input) => {
    await expect(script(input)).rejects.toThrow(SimulatorInputError);
  });
});

describe('the API', () => {
  const post = async (path: string, body: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${context.api}/fedex/${path}`, { method: 'POST', body, headers });
    return { status: response.status, body: await response.json() };
  };
  const token = async (): Promise<string> => {
    const form = 'grant_type=client_credentials&client_id=id&client_secret=secret';
    const response = await post('oauth/token', form, { 'content-type': 'application/x-www-form-urlencoded' });
    expect(response.body).toMatchObject({ token_type: 'bearer', expires_in: 3599 });
    return response.body.access_token;
  };
  const track = async (...numbers: readonly string[]) =>
    post(
      'track/v1/trackingnumbers',
      JSON.stringify({ trackingInfo: numbers.map((trackingNumber) => ({ trackingNumberInfo: { trackingNumber } })) }),
      { authorization: `Bearer ${await token()}` },
    );
  const latestCodes = (body: {
    output: {
      completeTrackResults: { trackResults: { latestStatusDetail?: { code?: string }; error?: { code: string } }[] }[];
    };
  }) =>
    body.output.completeTrackResults.map(
      ({ trackResults: [result] }) => result?.latestStatusDetail?.code ?? result?.error?.code,
    );

  it('responds for its sandbox numbers as FedEx does', async () => {
    const numbers = [
      '122816215025810',
      '449044304137821',
      '231300687629630',
      '377101283611590',
      '076288115212522',
      '843119172384577',
      '61292701078443410536',
      '647719948679',
    ];
    const { status, body } = await track(...numbers);
    expect(status).toBe(200);
    expect(latestCodes(body)).toEqual(['DL', 'OC', 'OD', 'DE', 'DE', 'HL', 'IT', 'TRACKING.TRACKINGNUMBER.NOTFOUND']);
  });

  it('knows what it has sent', async () => {
    await script({ event: 'held' });
    expect(latestCodes((await track(NUMBER)).body)).toEqual(['HL']);
  });

  it('asks for a token that still counts', async () => {
    expect((await post('track/v1/trackingnumbers', '{}')).status).toBe(401);
    expect((await post('oauth/token', 'grant_type=client_credentials')).status).toBe(401);
  });

  it('refuses nothing to track, and more than thirty', async () => {
    expect((await track()).body.errors[0].code).toBe('TRACKING.TRACKINGNUMBER.EMPTY');
    expect((await track(...Array<string>(31).fill(NUMBER))).status).toBe(400);
  });

  it('has a limit and an outage', async () => {
    await script({ rateLimit: 1 });
    expect((await track(NUMBER)).status).toBe(200);
    expect((await track(NUMBER)).status).toBe(429);
    await script({ rateLimit: null });
    expect((await track(NUMBER)).status).toBe(200);
    await script({ outage: true });
    expect((await post('oauth/token', '')).status).toBe(503);
    await script({ outage: false });
  });
});
