import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifySignature } from '../../../shared/carriers/verify-signature.ts';
import type { CarrierId } from '../../../shared/contract/carrier-registry.ts';
import type { AcceptedBy } from '../../../shared/webhooks/webhook-request.ts';
import { carrierWithWebhook } from '../../support/carriers.ts';

const TOKEN = 'Zq7TestSecurityToken0123456789';
const BODY = '{"output":{"completeTrackResults":[{"trackingNumber":"122816215025810","trackResults":[]}]}}';
const SIGNATURE = 'LJ0Y9fLr6FXvY+OXf46sn5aZokP6u8WDu4E4OTpLS+U=';

const accepting =
  (...secrets: readonly string[]): AcceptedBy =>
  async (check) =>
    secrets.some(check);

type Headers = Readonly<Record<string, string | undefined>>;

const verifyOf = (id: CarrierId, headers: Headers, body: string | Uint8Array, acceptedBy: AcceptedBy) =>
  verifySignature(carrierWithWebhook(id).webhook.scheme, { headers, rawBody: Buffer.from(body) }, acceptedBy);

const verify = (signature: string | undefined, body: string | Uint8Array = BODY, acceptedBy = accepting(TOKEN)) =>
  verifyOf('fedex', { 'fdx-signature': signature }, body, acceptedBy);

describe('an HMAC of the raw body', () => {
  it('accepts the base64 of the HMAC over the raw body', async () => {
    expect(await verify(SIGNATURE)).toEqual({ ok: true, scheme: 'base64' });
  });

  it('accepts the same HMAC in hex, in either case, and says so', async () => {
    const hex = Buffer.from(SIGNATURE, 'base64').toString('hex');
    expect(await verify(hex)).toEqual({ ok: true, scheme: 'hex' });
    expect(await verify(hex.toUpperCase())).toEqual({ ok: true, scheme: 'hex' });
  });

  it('accepts the previous secret while it is being rotated, and no other', async () => {
    expect(await verify(SIGNATURE, BODY, accepting('new-token', TOKEN))).toMatchObject({ ok: true });
    expect(await verify(SIGNATURE, BODY, accepting('new-token'))).toEqual({ ok: false, reason: 'mismatch' });
  });

  it.each([
    [undefined, 'missing'],
    ['', 'missing'],
    ['  ', 'missing'],
    ['abc', 'malformed'],
    [`${SIGNATURE}${SIGNATURE}`, 'malformed'],
    ['ñ'.repeat(44), 'malformed'],
  ])('refuses %j as %s', async (signature, reason) => {
    expect(await verify(signature)).toEqual({ ok: false, reason });
  });

  it('covers bytes, not text: a body that is no UTF-8 is signed like any other', async () => {
    const body = Uint8Array.of(0xff, 0xfe, 0x00, 0x80);
    expect(await verify(createHmac('sha256', TOKEN).update(body).digest('base64'), body)).toMatchObject({ ok: true });
  });

  it('refuses a body with any one byte changed', async () => {
    const body = Buffer.from(BODY);
    await fc.assert(
      fc.asyncProperty(fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 }), async (at, difference) => {
        const changed = Buffer.from(body);
        changed[at] = (changed[at] ?? 0) ^ difference;
        expect(await verify(SIGNATURE, changed)).toEqual({ ok: false, reason: 'mismatch' });
      }),
    );
  });

  it('refuses a signature with any one character changed, spare bits of base64 included', async () => {
    const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    await fc.assert(
      fc.asyncProperty(fc.nat(42), fc.constantFrom(...characters), async (at, character) => {
        fc.pre(SIGNATURE[at] !== character);
        const changed = `${SIGNATURE.slice(0, at)}${character}${SIGNATURE.slice(at + 1)}`;
        expect(await verify(changed)).toEqual({ ok: false, reason: 'mismatch' });
      }),
    );
  });
});

/** The vector of Uber's documentation. */
const UBER = {
  key: 'c5c26d5a-70d6-46c7-a652-d7c09825ad29',
  body: '{"kind": "event.courier_update", "location": {"lat": 37.7974109, "lng": -122.424145}}',
  signature: 'cdff8133fb065f8d37a2c1c94c3331b6a82766d14e7ea4faacc4886558cedd65',
};

describe('an HMAC under either of two headers', () => {
  const verifyUber = (headers: Headers) => verifyOf('uber', headers, UBER.body, accepting(UBER.key));

  it.each(['x-uber-signature', 'x-postmates-signature'])('accepts %s', async (header) => {
    expect(await verifyUber({ [header]: UBER.signature })).toEqual({ ok: true, scheme: 'hex' });
  });

  it('accepts a good one beside a bad one, and refuses two bad ones', async () => {
    const bad = 'a'.repeat(64);
    const both = (uber: string, postmates: string) => ({
      'x-uber-signature': uber,
      'x-postmates-signature': postmates,
    });
    expect(await verifyUber(both(bad, UBER.signature))).toMatchObject({ ok: true });
    expect(await verifyUber(both(bad, bad))).toEqual({ ok: false, reason: 'mismatch' });
  });

  it('refuses an encoding that the scheme does not have', async () => {
    const base64 = Buffer.from(UBER.signature, 'hex').toString('base64');
    expect(await verifyUber({ 'x-uber-signature': base64 })).toEqual({ ok: false, reason: 'malformed' });
  });
});

describe('a shared value', () => {
  it.each([
    ['ups', 'credential'],
    ['ups', 'x-api-key'],
    ['dhl', 'x-dhl-hook-key'],
    ['correos', 'x-correos-key'],
  ] as const)('%s sends it as %s', async (id, header) => {
    const verifyValue = (headers: Headers, ...secrets: readonly string[]) =>
      verifyOf(id, headers, '{}', accepting(...secrets));
    expect(await verifyValue({ [header]: ' s3cret ' }, 's3cret')).toEqual({ ok: true, scheme: 'shared_value' });
    expect(await verifyValue({ [header]: 's3cret' }, 'new', 's3cret')).toMatchObject({ ok: true });
    expect(await verifyValue({}, 's3cret')).toEqual({ ok: false, reason: 'missing' });
    expect(await verifyValue({ [header]: '' }, 's3cret')).toEqual({ ok: false, reason: 'missing' });
    for (const wrong of ['s3cre', 's3cret1', 'S3CRET', '*', 'ñ']) {
      expect(await verifyValue({ [header]: wrong }, 's3cret')).toEqual({ ok: false, reason: 'mismatch' });
    }
    expect(await verifyValue({ authorization: 's3cret' }, 's3cret')).toEqual({ ok: false, reason: 'missing' });
  });
});

describe('Basic authentication', () => {
  const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;
  const verifyBasic = (authorization: string | undefined, ...secrets: readonly string[]) =>
    verifyOf('doordash', { authorization }, '{}', accepting(...secrets));

  it('accepts user and password, whatever case the scheme is written in', async () => {
    expect(await verifyBasic(basic('user:pässword'), 'user:pässword')).toEqual({ ok: true, scheme: 'basic' });
    expect(await verifyBasic(basic('user:p').replace('Basic', 'BASIC'), 'user:p')).toMatchObject({ ok: true });
    expect(await verifyBasic(basic('user:p'), 'new:p', 'user:p')).toMatchObject({ ok: true });
  });

  it.each([
    [undefined, 'missing'],
    ['Basic', 'malformed'],
    ['Basic ', 'malformed'],
    ['Basic user:p', 'malformed'],
    [basic('user:p').replace('Basic', 'Bearer'), 'malformed'],
    [`${basic('user:p')}, ${basic('user:p')}`, 'malformed'],
    [basic('user:'), 'mismatch'],
    [basic('user:p2'), 'mismatch'],
    [basic('user'), 'mismatch'],
  ])('refuses %j as %s', async (authorization, reason) => {
    expect(await verifyBasic(authorization, 'user:p')).toEqual({ ok: false, reason });
  });
});
