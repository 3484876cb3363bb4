import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { adapter as resend } from '../../../../shared/notifications/channels/email/resend/receipts.ts';
import { adapter as sendgrid } from '../../../../shared/notifications/channels/email/sendgrid/receipts.ts';
import { adapter as twilio } from '../../../../shared/notifications/channels/sms/twilio/receipts.ts';
import { adapter as whatsapp } from '../../../../shared/notifications/channels/whatsapp/whatsapp_cloud/receipts.ts';
import type { ReceiptAdapter } from '../../../../shared/notifications/receipts/receipt.ts';
import { holding, requestOf } from './requests.ts';

const NOW = new Date('2026-11-20T10:00:00.000Z');

interface Signed {
  readonly name: string;
  readonly adapter: ReceiptAdapter;
  readonly secret: string;
  readonly now: Date;
  readonly header: string;
  readonly signature: string;
  readonly request: Parameters<typeof requestOf>;
}

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publicKey = pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const sendgridBody = '[{"event":"delivered"}]\r\n';

/** Vectors of the providers' own documents and libraries; SendGrid's is made, for its private key is not given away. */
const SIGNED: readonly Signed[] = [
  {
    name: 'twilio',
    adapter: twilio,
    secret: 'AC1:12345',
    now: NOW,
    header: 'x-twilio-signature',
    signature: 'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
    request: [
      'CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212',
      { url: 'https://mycompany.com/myapp.php?foo=1&bar=2' },
    ],
  },
  {
    name: 'whatsapp',
    adapter: whatsapp,
    secret: 'meta-app-secret',
    now: NOW,
    header: 'x-hub-signature-256',
    signature: 'sha256=ee9f05f989bc0aa2693d85691a477f8b8403933cde7959a1c5c6be7ea85e8d3d',
    request: ['{"object":"whatsapp_business_account","entry":[]}'],
  },
  {
    name: 'resend',
    adapter: resend,
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    now: new Date(1_614_265_330_000),
    header: 'svix-signature',
    signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    request: [
      '{"test": 2432232314}',
      { headers: { 'svix-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek', 'svix-timestamp': '1614265330' } },
    ],
  },
  {
    name: 'sendgrid',
    adapter: sendgrid,
    secret: publicKey,
    now: NOW,
    header: 'x-twilio-email-event-webhook-signature',
    signature: sign('sha256', Buffer.from(`1700000000${sendgridBody}`), pair.privateKey).toString('base64'),
    request: [sendgridBody, { headers: { 'x-twilio-email-event-webhook-timestamp': '1700000000' } }],
  },
];

describe.each(SIGNED)(
  'a report of $name',
  ({ adapter, secret, now, header, signature, request: [body, more = {}] }) => {
    const signed = (given: string | undefined, text = body) =>
      requestOf(text, { ...more, headers: { ...more.headers, ...(given !== undefined && { [header]: given }) } });

    it('is believed by its signature, also while the secret is being rotated', async () => {
      expect((await adapter.verify(signed(signature), holding(secret), now)).ok).toBe(true);
      expect((await adapter.verify(signed(signature), holding('another', secret), now)).ok).toBe(true);
    });

    it('is refused without one, with another one, and with another body or secret', async () => {
      const reasonOf = async (given: string | undefined, text = body, held = secret) => {
        const verdict = await adapter.verify(signed(given, text), holding(held), now);
        return verdict.ok ? 'believed' : verdict.reason;
      };
      expect(await reasonOf(undefined)).toBe('missing');
      expect(await reasonOf(signature, `${body}&a=b`)).toBe('mismatch');
      expect(await reasonOf(signature, body, 'AC1:another')).toBe('mismatch');
      expect(await reasonOf('nonsense')).not.toBe('believed');
    });
  },
);

describe('the question of WhatsApp before its first report', () => {
  const ask = (query: Readonly<Record<string, string>>) => whatsapp.challenge?.(query, holding('meta-app-secret'));
  const question = { 'hub.mode': 'subscribe', 'hub.verify_token': 'meta-app-secret', 'hub.challenge': '1158201444' };

  it('is responded to with its challenge where the token is right', async () => {
    expect(await ask(question)).toBe('1158201444');
    expect(await ask({ ...question, 'hub.verify_token': 'wrong' })).toBeUndefined();
    expect(await ask({ ...question, 'hub.mode': 'unsubscribe' })).toBeUndefined();
  });
});
