import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SendOutcome } from '../../../shared/notifications/channel.ts';
import { resendOutcome } from '../../../shared/notifications/channels/email/resend-provider.ts';
import { sendgridOutcome } from '../../../shared/notifications/channels/email/sendgrid-provider.ts';
import { fcmOutcome } from '../../../shared/notifications/channels/push/fcm-provider.ts';
import { isOfPushService, subscriptionIn } from '../../../shared/notifications/channels/push/subscription.ts';
import { webPushOutcome } from '../../../shared/notifications/channels/push/web-push-provider.ts';
import { twilioOutcome } from '../../../shared/notifications/channels/sms/twilio-provider.ts';
import { cloudOutcome } from '../../../shared/notifications/channels/whatsapp/cloud-provider.ts';
import type { HttpReply } from '../../../shared/notifications/providers/http.ts';
import { referenceIn, referenceText } from '../../../shared/notifications/providers/reference.ts';
import { outcomeOfSnsFailure } from '../../../shared/notifications/providers/sns-failures.ts';

const ADDRESS = 'ana@example.com +34600111222';
const PARSERS: Readonly<Record<string, (reply: HttpReply) => SendOutcome>> = {
  sendgrid: sendgridOutcome,
  resend: (reply) => resendOutcome(reply, 'ntf_1'),
  twilio: (reply) => twilioOutcome(reply, ADDRESS),
  fcm: (reply) => fcmOutcome(reply, ADDRESS),
  web_push: (reply) => webPushOutcome(reply, ADDRESS, 'ntf_1'),
  whatsapp_cloud: (reply) => cloudOutcome(reply, ADDRESS),
};

/** Words that the parsers look for, where they look for them, and anything. */
const word = fc.oneof(
  fc.constantFrom('UNREGISTERED', 'INVALID_ARGUMENT', 'message.token', 'validation_error', 'rate_limit_exceeded'),
  fc.constantFrom('invalid_idempotent_request', 'personalizations.0.to.0.email', 'Maximum credits exceeded', ADDRESS),
  fc.string(),
);
const code = fc.oneof(fc.constantFrom(21211, 21610, 20003, 131026, 131050, 190, 130429), fc.integer(), word);
const bodies = fc.oneof(
  fc.jsonValue(),
  fc.constant(undefined),
  fc.record({ name: word, message: word, statusCode: code, id: fc.jsonValue() }, { requiredKeys: [] }),
  fc.record({ code, sid: word, status: word, name: word }, { requiredKeys: [] }),
  fc.record({ errors: fc.array(fc.record({ message: word, field: fc.oneof(word, fc.constant(null)) })) }),
  fc.record({
    error: fc.record(
      { code, status: word, details: fc.array(fc.oneof(fc.jsonValue(), fc.record({ errorCode: word }))) },
      { requiredKeys: [] },
    ),
  }),
  fc.record({ messages: fc.array(fc.oneof(fc.jsonValue(), fc.record({ id: word }))) }),
);
const statuses = fc.oneof(
  fc.constantFrom(200, 201, 202, 400, 401, 403, 404, 410, 413, 429, 500, 503),
  fc.integer({ min: 200, max: 599 }),
);
const headers = fc.dictionary(fc.constantFrom('retry-after', 'x-ratelimit-reset', 'x-message-id', 'location'), word);
const replies = fc
  .tuple(statuses, bodies, headers)
  .map(([status, json, given]): HttpReply => ({ status, json, header: (name) => given[name], now: new Date(0) }));

describe.each(Object.entries(PARSERS))('whatever %s replies', (_provider, outcomeOf) => {
  it('is one of the outcomes, with a time to wait that can be waited', () => {
    fc.assert(
      fc.property(replies, (reply) => {
        const result = outcomeOf(reply);
        if (result.outcome === 'throttled') {
          expect(result.retryAfterSeconds).toBeGreaterThanOrEqual(1);
          expect(result.retryAfterSeconds).toBeLessThanOrEqual(3_600);
        }
        if (result.outcome === 'accepted') expect(result.providerMessageId).not.toBe('');
      }),
    );
  });

  it('is never written down: an error is a code', () => {
    fc.assert(
      fc.property(replies, (reply) => {
        const result = outcomeOf(reply);
        if ('error' in result) expect(result.error).toMatch(/^[A-Za-z_]+\d*$/);
      }),
    );
  });

  it('is taken for an acceptance where the status is one of success alone, or the same was accepted before', () => {
    fc.assert(
      fc.property(replies, (reply) => {
        const result = outcomeOf(reply);
        const isSuccess = reply.status >= 200 && reply.status < 300;
        // What may have been taken is neither given up nor tried again at once.
        if (isSuccess) expect(['accepted', 'unknown']).toContain(result.outcome);
        else if (result.outcome === 'accepted') expect(result.providerMessageId).toBe('resend-of-ntf_1');
      }),
    );
  });
});

describe('a failure of SNS', () => {
  it('is a code, whatever it says, and disables an address only where it names why', () => {
    const names = fc.constantFrom(
      'OptedOutException',
      'EndpointDisabled',
      'InvalidParameter',
      'NotFound',
      'Throttling',
      'Error',
    );
    const failure = fc.record({
      name: names,
      message: fc.string(),
      $metadata: fc.record({ httpStatusCode: fc.integer({ min: 400, max: 599 }) }, { requiredKeys: [] }),
    });
    fc.assert(
      fc.property(failure, (given) => {
        const result = outcomeOfSnsFailure(given, ADDRESS);
        if ('error' in result) expect(result.error).toMatch(/^\w+$/);
        if ('goneContacts' in result) {
          const reason = given.name === 'OptedOutException' ? 'opted_out' : 'unregistered';
          expect(given.name).toMatch(/OptedOut|EndpointDisabled/);
          expect(result.goneContacts).toEqual([{ address: ADDRESS, reason }]);
        }
      }),
    );
  });
});

describe('what comes back', () => {
  const ids = fc
    .tuple(
      fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 }),
      fc.string({ minLength: 1, maxLength: 128 }),
    )
    .map(([digest, orderId]) => ({ notificationId: `ntf_${digest}`, orderId }));
  it('a reference is what it was', () => {
    fc.assert(
      fc.property(ids, (reference) => {
        expect(referenceIn(referenceText(reference))).toEqual(reference);
      }),
    );
  });

  it('anything else is none', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const reference = referenceIn(text);
        if (reference !== undefined) expect(referenceText(reference)).toBe(text);
      }),
    );
  });
});

describe('a browser’s subscription', () => {
  const HOSTS = ['fcm.googleapis.com', '*.push.apple.com'];
  it('of anything is one or none', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void subscriptionIn(text)));
  });

  it.each([
    ['https://fcm.googleapis.com/fcm/send/x', true],
    ['https://web.push.apple.com/x', true],
    ['https://push.apple.com/x', false],
    ['https://evilpush.apple.com.example/x', false],
    ['https://xfcm.googleapis.com/x', false],
    ['https://fcm.googleapis.com.evil.example/x', false],
    ['https://fcm.googleapis.com@evil.example/x', false],
    ['https://user@fcm.googleapis.com/x', false],
    ['https://fcm.googleapis.com:8443/x', false],
    ['http://fcm.googleapis.com/x', false],
    ['http://127.0.0.1/x', false],
    ['file:///etc/passwd', false],
    ['x', false],
  ])('%s is of a push service: %s', (endpoint, expected) => {
    expect(isOfPushService(endpoint, HOSTS)).toBe(expected);
  });
});
