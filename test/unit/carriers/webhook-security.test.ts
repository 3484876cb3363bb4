import { beforeEach, describe, expect, it } from 'vitest';
import { type CarrierConnection, receiveCarrierWebhook } from '../../../shared/carriers/receive-webhook.ts';
import { verifySignature } from '../../../shared/carriers/verify-signature.ts';
import { sourceList } from '../../../shared/webhooks/source-list.ts';
import { carrierWithWebhook } from '../../support/carriers.ts';
import { type WebhookWorld, webhookWorld } from '../../support/webhook-fixtures.ts';
import { JOURNEY_WIRES, type JourneyWire, parcelOf } from './support/journey-wires.ts';
import { adapterNamed } from './support/read.ts';

const CURRENT = 'wismo:aCurrentSecretOfTheStage01';
const PREVIOUS = 'wismo:thePreviousSecret00000001';
const FORGED = 'wismo:somebodyElsesSecret000001';
const ADDRESS = '203.0.113.7';

let world: WebhookWorld;
beforeEach(() => {
  world = webhookWorld();
  world.clock.set('2026-03-06T10:00:00Z');
});

/** While a secret is rotated both are accepted. */
const connectionOf = ({ id }: JourneyWire, more: Partial<CarrierConnection> = {}): CarrierConnection => ({
  carrier: carrierWithWebhook(id),
  adapter: adapterNamed(id),
  acceptedBy: async (check) => [CURRENT, PREVIOUS].some(check),
  ...more,
});

const bodyOf = (wire: JourneyWire): string => {
  const parcel = parcelOf(wire, 'delivered', Date.parse('2026-03-04T08:00:00Z'), 'ord_1234567');
  const [first, second] = parcel.scans;
  return JSON.stringify((first && wire.push(parcel, first)) ?? (second && wire.push(parcel, second)));
};

const send = (
  wire: JourneyWire,
  headers: Readonly<Record<string, string>>,
  body = bodyOf(wire),
  connection = connectionOf(wire),
) => receiveCarrierWebhook(world, connection, { headers, rawBody: Buffer.from(body), sourceIp: ADDRESS });

const prove = (wire: JourneyWire, secret: string, body = bodyOf(wire)) => wire.proofOf(body, secret);

const expectNothingStored = (reason: string, id: string): void => {
  expect(world.audit.entries).toMatchObject([
    { action: 'webhook.signature_refused', subject: id, reason, details: { sourceIp: ADDRESS } },
  ]);
  expect(world.telemetry.counts).toEqual({ WebhookRefused: 1 });
  expect(world.parked.waiting()).toEqual([]);
  expect(JSON.stringify([world.audit.entries, world.telemetry.lines])).not.toContain('Secret');
};

describe.each(JOURNEY_WIRES)('a webhook of $id', (wire) => {
  it.each([
    ['current', CURRENT],
    ['previous', PREVIOUS],
  ])('is taken under the %s secret, and once', async (_name, secret) => {
    expect(await send(wire, prove(wire, secret))).toBe('parked');
    expect(await send(wire, prove(wire, secret))).toBe('duplicate');
    expect(world.audit.entries).toEqual([]);
  });

  it.each([
    ['mismatch', () => prove(wire, FORGED)],
    ['missing', () => ({})],
    ['missing', () => Object.fromEntries(Object.keys(prove(wire, CURRENT)).map((name) => [name, ' ']))],
  ])('is refused where its proof is a %s, and written down', async (reason, headers) => {
    await expect(send(wire, headers())).rejects.toMatchObject({ code: 'SIGNATURE_REFUSED' });
    expectNothingStored(reason, wire.id);
  });

  it('is refused where one byte of a signed body is another', async () => {
    const { scheme } = carrierWithWebhook(wire.id).webhook;
    const body = bodyOf(wire);
    const changed = `${body.slice(0, -1)} }`;
    const sent = send(wire, prove(wire, CURRENT, body), changed);
    if (scheme.kind === 'hmac_sha256') await expect(sent).rejects.toMatchObject({ code: 'SIGNATURE_REFUSED' });
    // Who sends the secret itself proves nothing of the bytes: TLS does.
    else expect(await sent).toBe('parked');
  });

  it('is refused from an address that is not on the list, before its body is looked at', async () => {
    const listed = connectionOf(wire, { sources: sourceList(['198.51.100.0/24']) });
    await expect(send(wire, prove(wire, CURRENT), '{', listed)).rejects.toMatchObject({ code: 'SIGNATURE_REFUSED' });
    expectNothingStored('source_address', wire.id);
    const open = connectionOf(wire, { sources: sourceList([`${ADDRESS}/32`]) });
    expect(await send(wire, prove(wire, CURRENT), undefined, open)).toBe('parked');
  });

  it('waits its turn where there are too many', async () => {
    world.limitRate(7);
    await expect(send(wire, prove(wire, CURRENT))).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      extras: { retryAfterSeconds: 7 },
    });
  });

  it.each([
    ['{', 'MALFORMED_JSON'],
    ['', 'MALFORMED_JSON'],
    ['"text"', 'VALIDATION_FAILED'],
    ['{}', 'VALIDATION_FAILED'],
  ])('with the body %j is refused as %s', async (body, code) => {
    await expect(send(wire, prove(wire, CURRENT, body), body)).rejects.toMatchObject({ code });
    expect(world.parked.waiting()).toEqual([]);
  });

  it('is sent again by its carrier where the store fails, and is applied once', async () => {
    world.breakNext('findIdsByTrackingNumber', new Error('the table is away'));
    await expect(send(wire, prove(wire, CURRENT))).rejects.toThrow('the table is away');
    expect(await send(wire, prove(wire, CURRENT))).toBe('parked');
    expect(await send(wire, prove(wire, CURRENT))).toBe('duplicate');
  });
});

describe('the vectors of the schemes', () => {
  const accepted = async (id: 'fedex' | 'uber', header: string, value: string, body: string, secret: string) => {
    const { scheme } = carrierWithWebhook(id).webhook;
    const request = { headers: { [header]: value }, rawBody: Buffer.from(body) };
    return (await verifySignature(scheme, request, async (check) => check(secret))).ok;
  };

  it('of FedEx', async () => {
    const body = '{"output":{"completeTrackResults":[{"trackingNumber":"122816215025810","trackResults":[]}]}}';
    const signature = 'LJ0Y9fLr6FXvY+OXf46sn5aZokP6u8WDu4E4OTpLS+U=';
    expect(await accepted('fedex', 'fdx-signature', signature, body, 'Zq7TestSecurityToken0123456789')).toBe(true);
  });

  it.each(['x-uber-signature', 'x-postmates-signature'])('of Uber, under %s', async (header) => {
    const body = '{"kind": "event.courier_update", "location": {"lat": 37.7974109, "lng": -122.424145}}';
    const signature = 'cdff8133fb065f8d37a2c1c94c3331b6a82766d14e7ea4faacc4886558cedd65';
    expect(await accepted('uber', header, signature, body, 'c5c26d5a-70d6-46c7-a652-d7c09825ad29')).toBe(true);
    expect(await accepted('uber', header, signature, `${body} `, 'c5c26d5a-70d6-46c7-a652-d7c09825ad29')).toBe(false);
  });
});

describe('a handshake of DHL', () => {
  const wire = JOURNEY_WIRES.find(({ id }) => id === 'dhl') as JourneyWire;
  const body = JSON.stringify({
    scope: 'subscription.validate',
    self: 'https://api-eu.dhl.com/tracking/push/v1/subscription/8f1f',
    secret: 's3cret',
  });

  it('is confirmed, for whoever proves to be DHL', async () => {
    const confirmed: unknown[] = [];
    const connection = connectionOf(wire, {
      confirm: async (call) => {
        confirmed.push(call);
        return true;
      },
    });
    await expect(send(wire, prove(wire, FORGED), body, connection)).rejects.toThrow('SIGNATURE_REFUSED');
    expect(confirmed).toEqual([]);
    expect(await send(wire, prove(wire, CURRENT), body, connection)).toBe('recorded');
    expect(confirmed).toEqual([
      { path: '/tracking/push/v1/subscription/8f1f', headers: { 'DHL-API-Hook-Secret': 's3cret' } },
    ]);
    expect(JSON.stringify(world.telemetry.lines)).not.toContain('s3cret');
  });

  it('is asked for again where DHL does not take it', async () => {
    const connection = connectionOf(wire, { confirm: async () => false });
    await expect(send(wire, prove(wire, CURRENT), body, connection)).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
    });
  });
});
