import { describe, expect, it } from 'vitest';
import type {
  ChannelProvider,
  OutgoingNotification,
  SendOutcome,
} from '../../../shared/notifications/channel-provider.ts';
import { deliverNotification, LEASE_MILLISECONDS } from '../../../shared/notifications/deliver-notification.ts';
import type { PlannedNotification } from '../../../shared/notifications/notification.ts';
import type { AttemptResult, ClaimResult } from '../../../shared/notifications/notification-store.ts';
import { planNotifications } from '../../../shared/notifications/plan.ts';
import { outcomeOfFailure, sesEmailProvider } from '../../../shared/notifications/ses-email-provider.ts';
import { anOrder, manualClock, seededIds } from '../../support/order-fixtures.ts';
import { anEvent } from '../support/an-event.ts';

const order = anOrder({ orderId: 'ord_1' });
const [planned] = planNotifications({
  event: anEvent({
    effects: [{ kind: 'notify', type: 'shipped', channels: ['email'], priority: 'normal', audience: 'customer' }],
  }),
  order,
  link: 'https://w.example/track/1',
  now: '2026-03-01T10:00:02.000Z',
});
const onePlanned = (): PlannedNotification => {
  if (!planned) throw new Error('nothing was planned');
  return planned;
};

const provider = (outcome: SendOutcome) => {
  const sent: OutgoingNotification[] = [];
  const email: ChannelProvider = {
    channel: 'email',
    send: async (message) => {
      sent.push(message);
      return outcome;
    },
  };
  return { sent, email };
};

const deliver = async (claim: ClaimResult, outcome: SendOutcome, of = order) => {
  const { sent, email } = provider(outcome);
  const settled: AttemptResult[] = [];
  const leases: string[] = [];
  const clock = manualClock('2026-03-01T10:00:03.000Z');
  const result = await deliverNotification(
    { orderId: 'ord_1', notificationId: onePlanned().notification.notificationId },
    {
      orders: { get: async () => of },
      notifications: {
        create: async () => true,
        claim: async (_orderId, _notificationId, { leaseUntil }) => {
          leases.push(leaseUntil);
          return claim;
        },
        settle: async (_claimed, _attemptId, attempt) => {
          settled.push(attempt);
        },
        listForOrder: async () => [],
        listForCustomer: async () => ({ notifications: [] }),
      },
      providers: { email },
      clock,
      ids: seededIds(),
    },
  );
  return { result, sent, settled, leases, clock };
};

const ACCEPTED: SendOutcome = { outcome: 'accepted', providerMessageId: 'ses-1' };
const claimed = (): ClaimResult => ({ outcome: 'claimed', planned: onePlanned() });

describe('delivering', () => {
  it('claims, sends to the address of the order, and records the provider’s id', async () => {
    const { result, sent, settled, leases, clock } = await deliver(claimed(), ACCEPTED);
    expect(result.result).toBe('sent');
    expect(sent[0]).toMatchObject({ recipient: 'ana@example.com', orderId: 'ord_1' });
    expect(settled).toEqual([{ ...ACCEPTED, at: clock.now().toISOString() }]);
    expect(Date.parse(leases[0] ?? '') - clock.now().getTime()).toBe(LEASE_MILLISECONDS);
  });

  it.each([
    ['settled', 'settled'],
    ['absent', 'settled'],
    ['busy', 'again'],
  ] as const)('%s: sends nothing', async (outcome, expected) => {
    const { result, sent, settled } = await deliver({ outcome }, ACCEPTED);
    expect([result.result, sent.length, settled.length]).toEqual([expected, 0, 0]);
  });

  it.each([
    [{ outcome: 'refused', error: 'MessageRejected' }, 'failed'],
    [{ outcome: 'unavailable', error: 'TooManyRequestsException' }, 'again'],
    [{ outcome: 'unknown', error: 'TimeoutError' }, 'again'],
  ] as const)('%o', async (outcome, expected) => {
    const { result, settled } = await deliver(claimed(), outcome);
    expect(result.result).toBe(expected);
    expect(settled).toEqual([outcome]);
  });

  it('an address that is gone fails, and is told so', async () => {
    const { result, sent, settled } = await deliver(claimed(), ACCEPTED, { ...order, customer: {} });
    expect([result.result, sent.length]).toEqual(['failed', 0]);
    expect(settled).toEqual([{ outcome: 'refused', error: 'no_address' }]);
  });
});

describe('mail by SES', () => {
  const failure = (name: string, more: object = {}) => Object.assign(new Error(name), { name, ...more });
  const http = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } });

  it.each([
    ['MessageRejected', http(400), 'refused'],
    ['BadRequestException', http(400), 'refused'],
    ['TooManyRequestsException', http(429), 'unavailable'],
    ['InternalFailure', http(500), 'unavailable'],
    ['AccountSuspendedException', http(400), 'unavailable'],
    ['AccessDeniedException', http(403), 'unavailable'],
    ['Error', { code: 'ECONNREFUSED' }, 'unavailable'],
    ['Error', { code: 'ECONNRESET' }, 'unknown'],
    ['TimeoutError', {}, 'unknown'],
  ] as const)('%s %o is %s', (name, more, outcome) => {
    expect(outcomeOfFailure(failure(name, more)).outcome).toBe(outcome);
  });

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
    const email = sesEmailProvider(client as unknown as Parameters<typeof sesEmailProvider>[0], {
      from: 'orders@w.example',
      configurationSet: 'emails',
      backoff: { pause: async (attempt) => void pauses.push(attempt) },
    });
    const outcome = await email.send({
      notificationId: 'ntf_1',
      orderId: 'my order/1',
      recipient: 'ana@example.com',
      subject: 's',
      html: '<p>h</p>',
      text: 't',
    });
    return { outcome, commands, pauses };
  };

  it('carries both parts, the configuration set and the tags that its events are known by', async () => {
    const { outcome, commands } = await send([{ MessageId: 'ses-1' }]);
    expect(outcome).toEqual({ outcome: 'accepted', providerMessageId: 'ses-1' });
    expect(commands[0]?.input).toMatchObject({
      ConfigurationSetName: 'emails',
      EmailTags: [
        { Name: 'notificationId', Value: 'ntf_1' },
        { Name: 'orderId', Value: 'my-order-1' },
      ],
      Content: { Simple: { Body: { Html: { Data: '<p>h</p>' }, Text: { Data: 't' } } } },
    });
  });

  it('tries again what was certainly not taken, and never what may have been', async () => {
    const throttled = failure('TooManyRequestsException', http(429));
    expect((await send([throttled, { MessageId: 'ses-1' }])).outcome.outcome).toBe('accepted');
    expect((await send([throttled, throttled, throttled])).pauses).toEqual([1, 2]);
    const lost = await send([failure('TimeoutError'), { MessageId: 'ses-2' }]);
    expect([lost.outcome.outcome, lost.commands.length]).toEqual(['unknown', 1]);
  });
});
