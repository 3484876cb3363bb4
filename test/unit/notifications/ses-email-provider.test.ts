import type { SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { describe, expect, it } from 'vitest';
import { sesEmailProvider } from '../../../shared/notifications/ses-email-provider.ts';

const MESSAGE = {
  notificationId: 'ntf_1',
  orderId: 'ord_1',
  recipient: 'ana@example.com',
  subject: 'On its way',
  html: '<p>On its way</p>',
  text: 'On its way, in text',
};

type Reply = { readonly MessageId?: string } | Error;

const failure = (name: string, httpStatusCode: number, message = ''): Error =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });

/** SES that replies so, one after the other; the last reply again and again. */
const stage = (replies: readonly Reply[], from = 'Wismo <orders@shop.example>') => {
  const sent: SendEmailCommandInput[] = [];
  const pauses: number[] = [];
  const client = {
    send: async ({ input }: { readonly input: SendEmailCommandInput }) => {
      sent.push(input);
      const reply = replies[Math.min(sent.length, replies.length) - 1];
      if (reply instanceof Error) throw reply;
      return reply;
    },
  };
  const provider = sesEmailProvider(client as unknown as Parameters<typeof sesEmailProvider>[0], {
    from,
    configurationSet: 'mail',
    backoff: { pause: async (attempt) => void pauses.push(attempt) },
  });
  return { provider, sent, pauses };
};

describe('a mail by SES', () => {
  it('is sent once, as it was written, with what its receipts are matched by', async () => {
    const { provider, sent, pauses } = stage([{ MessageId: 'ses-1' }]);
    expect(provider.channel).toBe('email');
    expect(await provider.send(MESSAGE)).toEqual({ outcome: 'accepted', providerMessageId: 'ses-1' });
    expect(sent).toEqual([
      {
        FromEmailAddress: 'Wismo <orders@shop.example>',
        Destination: { ToAddresses: ['ana@example.com'] },
        ConfigurationSetName: 'mail',
        EmailTags: [
          { Name: 'notificationId', Value: 'ntf_1' },
          { Name: 'orderId', Value: 'ord_1' },
        ],
        Content: {
          Simple: {
            Subject: { Data: 'On its way', Charset: 'UTF-8' },
            Body: {
              Html: { Data: '<p>On its way</p>', Charset: 'UTF-8' },
              Text: { Data: 'On its way, in text', Charset: 'UTF-8' },
            },
          },
        },
      },
    ]);
    expect(pauses).toEqual([]);
  });

  it('has tags of the characters and the length that SES takes, whatever the order is called', async () => {
    const tagOf = async (orderId: string) => {
      const { provider, sent } = stage([{ MessageId: 'ses-1' }]);
      await provider.send({ ...MESSAGE, orderId });
      return sent[0]?.EmailTags?.[1]?.Value;
    };
    expect(await tagOf('Shop/7 número:9_a.b@c-d')).toBe('Shop-7-n-mero-9_a.b@c-d');
    expect(await tagOf('x'.repeat(300))).toBe('x'.repeat(256));
  });

  it('that SES took without saying its id may have been sent: it is not sent again', async () => {
    const { provider, sent } = stage([{}]);
    expect(await provider.send(MESSAGE)).toEqual({ outcome: 'unknown', error: 'NoMessageId' });
    expect(sent).toHaveLength(1);
  });
});

describe('a call that failed', () => {
  const busy = failure('ServiceUnavailable', 503);
  const tooFast = failure('TooManyRequestsException', 429, 'Maximum sending rate exceeded.');

  it.each([
    ['not there', busy],
    ['throttled for a moment', tooFast],
  ])('because SES was %s is tried again, after a pause', async (_what, error) => {
    const { provider, sent, pauses } = stage([error, error, { MessageId: 'ses-3' }]);
    expect(await provider.send(MESSAGE)).toEqual({ outcome: 'accepted', providerMessageId: 'ses-3' });
    expect([sent.length, pauses]).toEqual([3, [1, 2]]);
  });

  it('three times is left to the queue', async () => {
    const { provider, sent, pauses } = stage([busy]);
    expect(await provider.send(MESSAGE)).toEqual({ outcome: 'unavailable', error: 'ServiceUnavailable' });
    expect([sent.length, pauses]).toEqual([3, [1, 2]]);
  });

  it.each([
    ['throttled', failure('TooManyRequestsException', 429, 'Daily message quota exceeded.')],
    ['refused', failure('MessageRejected', 400, 'Address blacklisted.')],
    ['blocked', failure('SendingPausedException', 400)],
    ['unknown', Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })],
  ])('and is %s is not tried again at once', async (outcome, error) => {
    const { provider, sent, pauses } = stage([error]);
    expect(await provider.send(MESSAGE)).toMatchObject({ outcome });
    expect([sent.length, pauses]).toEqual([1, []]);
  });

  it.each(['Wismo <orders@shop.example>', 'orders@shop.example'])(
    'over the address of %s itself is for the sender to mend',
    async (from) => {
      const { provider } = stage([failure('BadRequestException', 400, 'Illegal address: orders@shop.example')], from);
      expect(await provider.send(MESSAGE)).toEqual({ outcome: 'blocked', error: 'SenderAddressRefused' });
    },
  );
});
