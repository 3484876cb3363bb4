import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { newSecret, parseSecret, rotated, rotationEnded, secretDefinition } from '../../lib/secret-values.ts';
import { verifyStandardWebhook } from '../../shared/payments/standard-webhooks.ts';

const AT = new Date('2026-11-20T10:00:00Z');

describe('a new secret', () => {
  it('for Standard Webhooks is whsec_ and base64 of 32 bytes, with which the reference library signs', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.json(), async (bytes, body) => {
        const secret = newSecret('standard-webhooks', () => Buffer.from(bytes));
        expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
        const headers = {
          'webhook-id': 'msg_1',
          'webhook-timestamp': String(AT.getTime() / 1000),
          'webhook-signature': new Webhook(secret).sign('msg_1', AT, body),
        };
        const verdict = await verifyStandardWebhook(
          { headers, rawBody: Buffer.from(body) },
          async (ok) => ok(secret),
          AT,
        );
        expect(verdict).toMatchObject({ ok: true });
      }),
    );
  });

  it('as text has every kind of character that partners ask for', () => {
    for (let i = 0; i < 200; i += 1) {
      expect(newSecret('text')).toMatch(/^(?=.*[A-Z])(?=.*[a-z])(?=.*\d)[A-Za-z0-9]{48}$/);
    }
    expect(newSecret('text')).not.toBe(newSecret('text'));
  });
});

describe('a rotation', () => {
  it('keeps the value before, until it ends', () => {
    const value = rotated({ current: 'b', previous: 'a' }, 'c');
    expect(value).toEqual({ current: 'c', previous: 'b' });
    expect(rotationEnded(value)).toEqual({ current: 'c' });
    expect(parseSecret('{"current":"c","previous":"b"}')).toEqual(value);
    for (const text of ['{}', '{"current":""}', '{"current":7}'])
      expect(() => parseSecret(text)).toThrow('of the form');
  });

  it('is of a secret that there is', () => {
    expect(secretDefinition('payments').format).toBe('standard-webhooks');
    expect(secretDefinition('carriers/doordash').format).toBe('basic');
    expect(() => secretDefinition('stripe')).toThrow('it is one of link, contacts, origin, carriers/');
  });
});
