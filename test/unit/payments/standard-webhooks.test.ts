import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { verifyStandardWebhook } from '../../../shared/payments/standard-webhooks.ts';
import type { AcceptedBy } from '../../../shared/webhooks/webhook-request.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const AT = new Date('2026-03-01T10:00:00Z');
const SECONDS = String(AT.getTime() / 1000);
const BODY = '{"type":"payment.confirmed","orderId":"ord_1","occurredAt":"2026-03-01T09:59:00Z"}';

const accepting =
  (...secrets: readonly string[]): AcceptedBy =>
  async (check) =>
    secrets.some(check);

const headersFor = (signature: string, id = 'msg_1', timestamp = SECONDS) => ({
  'webhook-id': id,
  'webhook-timestamp': timestamp,
  'webhook-signature': signature,
});
const verify = (
  headers: Readonly<Record<string, string | undefined>>,
  { body = BODY, now = AT, acceptedBy = accepting(SECRET) } = {},
) => verifyStandardWebhook({ headers, rawBody: Buffer.from(body) }, acceptedBy, now);

const signed = new Webhook(SECRET).sign('msg_1', AT, BODY);

describe('verifyStandardWebhook', () => {
  it('accepts what the reference library signs, whatever the message', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.stringMatching(/^[A-Za-z0-9_.-]{1,60}$/),
        fc.json(),
        fc.uint8Array({ minLength: 24, maxLength: 64 }),
        async (id, body, key) => {
          const secret = `whsec_${Buffer.from(key).toString('base64')}`;
          const headers = headersFor(new Webhook(secret).sign(id, AT, body), id);
          expect(await verify(headers, { body, acceptedBy: accepting(secret) })).toEqual({ ok: true, messageId: id });
        },
      ),
    );
  });

  it('accepts a known vector', async () => {
    const headers = headersFor(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
      'msg_p5jXN8AQM9LWM0D4loKWxJek',
      '1614265330',
    );
    const options = { body: '{"test": 2432232314}', now: new Date(1_614_265_330_000) };
    expect(await verify(headers, options)).toMatchObject({ ok: true });
  });

  it('accepts headers with blanks around them', async () => {
    const headers = Object.entries(headersFor(signed)).map(([name, value]) => [name, ` ${value} `]);
    expect(await verify(Object.fromEntries(headers))).toEqual({ ok: true, messageId: 'msg_1' });
    for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature']) {
      expect(await verify({ ...headersFor(signed), [name]: ' ' })).toEqual({ ok: false, reason: 'missing' });
    }
  });

  it('accepts a secret that was pasted with a line break', async () => {
    expect(await verify(headersFor(signed), { acceptedBy: accepting(`${SECRET}\n`) })).toMatchObject({ ok: true });
  });

  it.each(['whsec_', 'whsec_****', 'whsec_c2hvcnQ='])(
    'takes nothing that the guessable key %s has signed',
    async (secret) => {
      const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
      const signature = createHmac('sha256', key).update(`msg_1.${SECONDS}.${BODY}`).digest('base64');
      const verdict = await verify(headersFor(`v1,${signature}`), { acceptedBy: accepting(secret) });
      expect(verdict).toEqual({ ok: false, reason: 'mismatch' });
    },
  );

  it('accepts a secret that is plain text', async () => {
    const secret = 'aPlainSecretOfLettersAndDigits0123456789';
    const headers = headersFor(new Webhook(secret, { format: 'raw' }).sign('msg_1', AT, BODY));
    for (const pasted of [secret, `${secret}\n`, ` ${secret}`]) {
      expect(await verify(headers, { acceptedBy: accepting(pasted) })).toMatchObject({ ok: true });
    }
  });

  it('accepts the previous secret, and one good signature among several', async () => {
    expect(await verify(headersFor(signed), { acceptedBy: accepting('whsec_bmV3', SECRET) })).toMatchObject({
      ok: true,
    });
    expect(await verify(headersFor(`v1,AAAA v1a,x ${signed}`))).toMatchObject({ ok: true });
  });

  it.each([
    [0, undefined],
    [300, undefined],
    [301, 'too_old'],
    [-300, undefined],
    [-301, 'too_new'],
  ])('%i seconds of age: %s', async (age, reason) => {
    const verdict = await verify(headersFor(signed), { now: new Date(AT.getTime() + age * 1000) });
    expect(verdict).toEqual(reason === undefined ? { ok: true, messageId: 'msg_1' } : { ok: false, reason });
  });

  it.each([
    [{}, 'missing'],
    [{ ...headersFor(signed), 'webhook-id': '' }, 'missing'],
    [headersFor('v2,AAAA'), 'malformed'],
    [headersFor(signed, 'msg 1'), 'malformed'],
    [headersFor(signed, 'm'.repeat(201)), 'malformed'],
    [headersFor(signed, 'msg_1', '1e9'), 'malformed'],
    [headersFor('v1,AAAA'), 'mismatch'],
    [headersFor(signed, 'msg_2'), 'mismatch'],
    [headersFor(signed, 'msg_1', String(Number(SECONDS) + 1)), 'mismatch'],
  ])('refuses %j as %s', async (headers, reason) => {
    expect(await verify(headers)).toEqual({ ok: false, reason });
  });

  it('refuses a body with any one byte changed', async () => {
    const body = Buffer.from(BODY);
    await fc.assert(
      fc.asyncProperty(fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 }), async (at, difference) => {
        const rawBody = Buffer.from(body);
        rawBody[at] = (rawBody[at] ?? 0) ^ difference;
        const verdict = await verifyStandardWebhook({ headers: headersFor(signed), rawBody }, accepting(SECRET), AT);
        expect(verdict).toEqual({ ok: false, reason: 'mismatch' });
      }),
    );
  });
});
