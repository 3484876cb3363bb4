import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AcceptedBy } from '../../../shared/carriers/carrier.ts';
import { verifyFedexSignature } from '../../../shared/carriers/fedex/signature.ts';

const TOKEN = 'Zq7TestSecurityToken0123456789';
const BODY = '{"output":{"completeTrackResults":[{"trackingNumber":"122816215025810","trackResults":[]}]}}';
const SIGNATURE = 'LJ0Y9fLr6FXvY+OXf46sn5aZokP6u8WDu4E4OTpLS+U=';

const accepting =
  (...secrets: readonly string[]): AcceptedBy =>
  async (check) =>
    secrets.some(check);

const verify = (signature: string | undefined, body: string | Uint8Array = BODY, acceptedBy = accepting(TOKEN)) =>
  verifyFedexSignature({ headers: { 'fdx-signature': signature }, rawBody: Buffer.from(body) }, acceptedBy);

describe('verifyFedexSignature', () => {
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
