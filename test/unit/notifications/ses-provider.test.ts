import { describe, expect, it } from 'vitest';
import { sesProvider } from '../../../shared/notifications/channels/email/ses-provider.ts';

describe('mail by SES', () => {
  const failure = (name: string, more: object = {}) => Object.assign(new Error(name), { name, ...more });
  const http = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } });

  const send = async (responses: readonly (Error | object)[]) => {
    const commands: { readonly input: unknown }[] = [];
    const pauses: number[] = [];
    const client = {
      send: async (command: { readonly input: unknown }) => {
        const response = responses[commands.length];
        commands.push(command);
        if (response instanceof Error) throw response;
        return response;
      },
    };
    const email = sesProvider(client as unknown as Parameters<typeof sesProvider>[0], {
      from: 'orders@w.example',
      configurationSet: 'emails',
      backoff: { pause: async (attempt) => void pauses.push(attempt) },
    });
    const outcome = await email.send({
      notificationId: 'ntf_1',
      orderId: 'my order/1',
      addresses: ['ana@example.com'],
      message: { subject: 's', html: '<p>h</p>', text: 't' },
    });
    return { outcome, commands, pauses };
  };

  it('carries both parts, the configuration set and the tags that its events are known by', async () => {
    const { outcome, commands } = await send([{ MessageId: 'ses-1' }]);
    expect(outcome).toEqual({ outcome: 'accepted', providerMessageId: 'ses-1' });
    expect(commands[0]?.input).toEqual({
      FromEmailAddress: 'orders@w.example',
      Destination: { ToAddresses: ['ana@example.com'] },
      ConfigurationSetName: 'emails',
      EmailTags: [
        { Name: 'notificationId', Value: 'ntf_1' },
        { Name: 'orderId', Value: 'my-order-1' },
        { Name: 'orderRef', Value: Buffer.from('my order/1').toString('base64url') },
      ],
      Content: {
        Simple: {
          Subject: { Data: 's', Charset: 'UTF-8' },
          Body: { Html: { Data: '<p>h</p>', Charset: 'UTF-8' }, Text: { Data: 't', Charset: 'UTF-8' } },
        },
      },
    });
  });

  it('asks once where the day’s quota is used up, or the account is blocked', async () => {
    const quota = Object.assign(failure('TooManyRequestsException', http(429)), {
      message: 'Daily message quota exceeded.',
    });
    const suspended = failure('AccountSuspendedException', http(400));
    for (const [error, outcome] of [
      [quota, 'throttled'],
      [suspended, 'blocked'],
    ] as const) {
      const { outcome: result, commands } = await send([error, { MessageId: 'ses-1' }]);
      expect([result.outcome, commands.length]).toEqual([outcome, 1]);
    }
  });

  it('tries again what was certainly not taken, and never what may have been', async () => {
    const throttled = failure('TooManyRequestsException', http(429));
    expect((await send([throttled, { MessageId: 'ses-1' }])).outcome.outcome).toBe('accepted');
    expect((await send([throttled, throttled, throttled])).pauses).toEqual([1, 2]);
    const lost = await send([failure('TimeoutError'), { MessageId: 'ses-2' }]);
    expect([lost.outcome.outcome, lost.commands.length]).toEqual(['unknown', 1]);
  });
});
