import { describe, expect, it } from 'vitest';
import { channelNamed } from '../../../shared/contract/channel-registry.ts';
import { BULK_SEND_CANCELLED, type BulkTurn } from '../../../shared/notifications/bulk-send-turn.ts';
import type {
  GoneContact,
  NotificationChannel,
  OutgoingNotification,
  SendOutcome,
} from '../../../shared/notifications/channel.ts';
import { adapter } from '../../../shared/notifications/channels/email/adapter.ts';
import type { ContactPoint } from '../../../shared/notifications/contacts/contact-store.ts';
import {
  deliverNotification,
  LEASE_MILLISECONDS,
  UNKNOWN_LEASE_MILLISECONDS,
} from '../../../shared/notifications/deliver-notification.ts';
import { MAX_FAILURES } from '../../../shared/notifications/delivery-result.ts';
import type { NotificationAttempt, PlannedNotification } from '../../../shared/notifications/notification.ts';
import type { AttemptResult, ClaimResult } from '../../../shared/notifications/notification-store.ts';
import { planNotifications } from '../../../shared/notifications/plan.ts';
import type { ProviderGate } from '../../../shared/notifications/providers/provider-gate.ts';
import { memoryPeopleStores } from '../../support/memory/memory-people-stores.ts';
import { NO_TEMPLATES } from '../../support/no-templates.ts';
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

/** E-mail as it is, with another provider behind it. */
const channelWith = (outcome: SendOutcome) => {
  const email = channelNamed('email');
  if (!email) throw new Error('There is no such channel');
  const sent: OutgoingNotification[] = [];
  const channel: NotificationChannel = {
    ...email,
    render: adapter.render,
    providers: [
      {
        id: 'made_up',
        hasIdempotencyKey: false,
        ratePerSecond: 10,
        reaches: () => true,
        send: async (outgoing) => {
          sent.push(outgoing);
          return outcome;
        },
      },
    ],
  };
  return { sent, channel };
};

const OPEN_GATE: ProviderGate = { admit: async () => ({ admitted: true }), report: async () => {} };

const deliver = async (
  claim: ClaimResult,
  outcome: SendOutcome,
  of = order,
  change: Partial<NotificationChannel> | 'none' = {},
  turn: BulkTurn = 'goes',
  watching: readonly string[] = [],
) => {
  const { sent, channel } = channelWith(outcome);
  const settled: AttemptResult[] = [];
  const released: string[] = [];
  const disabled: ContactPoint[] = [];
  const leases: string[] = [];
  const clock = manualClock('2026-03-01T10:00:03.000Z');
  const result = await deliverNotification(
    { orderId: 'ord_1', notificationId: onePlanned().notification.notificationId },
    {
      shops: { get: async () => undefined },
      orders: { get: async () => of },
      notifications: {
        claim: async (_orderId, _notificationId, { leaseUntil }) => {
          leases.push(leaseUntil);
          return claim;
        },
        settle: async (_claimed, _attemptId, attempt) => {
          settled.push(attempt);
        },
        release: async (_claimed, attemptId) => {
          released.push(attemptId);
        },
        postpone: async () => expect.fail('It is day'),
      },
      templates: NO_TEMPLATES,
      publicUrl: 'https://w.example',
      settings: memoryPeopleStores().preferences,
      isInFocus: async (userId) => watching.includes(userId),
      bulkTurnOf: async () => turn,
      scheduleReleases: async () => expect.fail('It is day'),
      linksOf: async () => ({ click: 'https://w.example/t/c', open: 'https://w.example/o/o.gif' }),
      findChannel: async (name) => (name === 'email' && change !== 'none' ? { ...channel, ...change } : undefined),
      clock,
      ids: seededIds(),
      random: () => 0,
      gate: OPEN_GATE,
      contacts: { disable: async (point) => void disabled.push(point), isDisabled: async () => false },
    },
  );
  return { result, sent, settled, leases, clock, released, disabled };
};

const ACCEPTED: SendOutcome = { outcome: 'accepted', providerMessageId: 'ses-1' };
const claimed = (): ClaimResult => ({ outcome: 'claimed', planned: onePlanned() });

describe('delivering', () => {
  it('claims, sends to the address of the order, and records the provider’s id', async () => {
    const { result, sent, settled, leases, clock } = await deliver(claimed(), ACCEPTED);
    expect(result.result).toBe('sent');
    expect(sent[0]).toMatchObject({ addresses: ['ana@example.com'], orderId: 'ord_1' });
    const stored = { subject: sent[0]?.message.subject };
    expect(stored.subject).toContain('ORD-2026-000001');
    const preview = expect.stringMatching(/^\S.{20,159}$/);
    const at = clock.now().toISOString();
    expect(settled).toEqual([{ ...ACCEPTED, at, message: stored, preview, provider: 'made_up' }]);
    expect(Date.parse(leases[0] ?? '') - clock.now().getTime()).toBe(LEASE_MILLISECONDS);
  });

  it.each(['settled', 'absent'] as const)('%s: sends nothing', async (outcome) => {
    const { result, sent, settled } = await deliver({ outcome }, ACCEPTED);
    expect([result.result, sent.length, settled.length]).toEqual(['settled', 0, 0]);
  });

  it('waits for the end of the lease where somebody else is sending it', async () => {
    const leaseUntil = '2026-03-01T10:00:20.000Z';
    const { result, sent, settled } = await deliver({ outcome: 'busy', leaseUntil }, ACCEPTED);
    const reason = 'another attempt is sending it';
    expect(result).toEqual({ result: 'later', until: new Date(leaseUntil), reason });
    expect([sent.length, settled.length]).toEqual([0, 0]);
    const { result: atOnce, clock } = await deliver({ outcome: 'busy' }, ACCEPTED);
    expect(atOnce).toEqual({ result: 'later', until: clock.now(), reason });
  });

  const secondsUntil = ({ result, clock }: Awaited<ReturnType<typeof deliver>>) =>
    result.result === 'later' ? (result.until.getTime() - clock.now().getTime()) / 1_000 : result;

  it('the addressee’s own fault ends the message, and the sender’s parks it', async () => {
    const refused = await deliver(claimed(), { outcome: 'refused', error: 'AddressInvalid' });
    expect([refused.result.result, refused.settled]).toEqual([
      'failed',
      [{ outcome: 'refused', error: 'AddressInvalid', provider: 'made_up' }],
    ]);
    const blocked = await deliver(claimed(), { outcome: 'blocked', error: 'IdentityNotVerified' });
    expect(blocked.result).toEqual({
      result: 'parked',
      why: 'blocked',
      reason: 'IdentityNotVerified',
      channel: 'email',
    });
    expect(blocked.settled).toEqual([{ outcome: 'blocked', error: 'IdentityNotVerified', provider: 'made_up' }]);
  });

  it('comes again when there is room, and when the claim of a lost reply is over', async () => {
    const throttled = { outcome: 'throttled', error: 'DailyQuotaExceeded', retryAfterSeconds: 600 } as const;
    expect(secondsUntil(await deliver(claimed(), throttled))).toBe(600);
    const unknown = await deliver(claimed(), { outcome: 'unknown', error: 'TimeoutError' });
    // It knows no key: a receipt may come first.
    expect(secondsUntil(unknown)).toBe(UNKNOWN_LEASE_MILLISECONDS / 1_000);
    const leaseUntil = new Date(unknown.clock.now().getTime() + UNKNOWN_LEASE_MILLISECONDS).toISOString();
    expect(unknown.settled).toEqual([{ outcome: 'unknown', error: 'TimeoutError', provider: 'made_up', leaseUntil }]);
  });

  const claimedAfter = (...outcomes: readonly NotificationAttempt['outcome'][]): ClaimResult => {
    const { notification, link } = onePlanned();
    const attempts = [...outcomes, undefined].map((outcome, index) => ({
      attemptId: `att_${index}`,
      at: '2026-03-01T10:00:00.000Z',
      ...(outcome && { outcome }),
    }));
    return { outcome: 'claimed', planned: { link, notification: { ...notification, attempts } } };
  };
  const unavailable = { outcome: 'unavailable', error: 'ServiceUnavailable' } as const;
  const failures = (count: number) => Array.from({ length: count }, () => 'unavailable' as const);

  it('a provider that fails is tried for an hour, then a person is asked, round by round', async () => {
    const waits = [];
    for (const count of [0, 1, 2, 3, 4, 5, 18])
      waits.push(secondsUntil(await deliver(claimedAfter(...failures(count)), unavailable)));
    expect(waits).toEqual([5, 15, 45, 90, 180, 180, 180]);
    for (const count of [MAX_FAILURES - 1, 2 * MAX_FAILURES - 1]) {
      const { result } = await deliver(claimedAfter(...failures(count)), unavailable);
      expect(result).toEqual({ result: 'parked', why: 'failing', reason: 'ServiceUnavailable', channel: 'email' });
    }
    expect(secondsUntil(await deliver(claimedAfter(...failures(MAX_FAILURES)), unavailable))).toBe(5);
  });

  it('waiting for room and for others counts against nobody', async () => {
    const waited = Array.from({ length: 200 }, () => 'throttled' as const);
    expect(secondsUntil(await deliver(claimedAfter(...waited), unavailable))).toBe(5);
  });

  it('a message on which every attempt dies is parked instead of tried for ever', async () => {
    const crashes = (count: number) => Array.from({ length: count }, () => undefined);
    expect((await deliver(claimedAfter(...crashes(9)), ACCEPTED)).result.result).toBe('sent');
    const { result, sent, settled } = await deliver(claimedAfter(...crashes(10)), ACCEPTED);
    const error = 'EndedWithoutOutcome';
    expect([result, sent]).toEqual([{ result: 'parked', why: 'failing', reason: error, channel: 'email' }, []]);
    expect(settled).toEqual([{ outcome: 'unavailable', error }]);
    // Once it was parked and moved back, it gets its chance again.
    expect((await deliver(claimedAfter(...crashes(10), 'unavailable'), ACCEPTED)).result.result).toBe('sent');
  });

  it('what has arrived with being accepted is delivered', async () => {
    const { settled } = await deliver(claimed(), { ...ACCEPTED, isDelivered: true });
    expect(settled).toEqual([expect.objectContaining({ outcome: 'accepted', isDelivered: true })]);
  });

  it('knows a channel by its seam alone: another one renders, is addressed and stores in its own way', async () => {
    const { sent, settled } = await deliver(claimed(), ACCEPTED, order, {
      addressesOf: ({ audience, userId }) => [`${audience} ${userId}`],
      render: ({ notification, link }) => ({ coo: `${notification.type} ${link}`, secret: 'x' }),
      storedParts: ['coo'],
    });
    const coo = `shipped ${onePlanned().link}`;
    expect(sent).toEqual([
      {
        notificationId: onePlanned().notification.notificationId,
        orderId: 'ord_1',
        addresses: [`customer ${order.buyerId}`],
        priority: 'normal',
        message: { coo, secret: 'x' },
      },
    ]);
    expect(settled).toEqual([expect.objectContaining({ message: { coo } })]);
  });

  it('a message that the channel has no room for fails before it is sent, counted in bytes', async () => {
    const render = () => ({ text: 'ж'.repeat(6) });
    const limited = (messageBytes: number) => deliver(claimed(), ACCEPTED, order, { render, limits: { messageBytes } });
    expect((await limited(12)).result.result).toBe('sent');
    const { result, sent, settled } = await limited(11);
    expect([result.result, sent, settled]).toEqual([
      'failed',
      [],
      [{ outcome: 'refused', error: 'message_too_large' }],
    ]);
  });

  it('addresses that are gone are disabled, whether another was reached or none', async () => {
    const gone = (reason: GoneContact['reason']) => ({ goneContacts: [{ address: 'tok_old', reason }] });
    const reached = await deliver(claimed(), { ...ACCEPTED, ...gone('unregistered') });
    const at = reached.clock.now().toISOString();
    const point = { channel: 'email', address: 'tok_old', at };
    expect(reached.disabled).toEqual([{ ...point, reason: 'unregistered' }]);
    const refused = await deliver(claimed(), { outcome: 'refused', error: 'Refused', ...gone('opted_out') });
    expect(refused.disabled).toEqual([{ ...point, reason: 'opted_out' }]);
    expect(refused.result.result).toBe('failed');
  });

  it('to devices is withdrawn while its reader looks at a client of theirs, and to a mailbox is not', async () => {
    const bought = { ...order, buyerId: 'u1' };
    const yields = { yieldsToFocus: true } as const;
    const seen = await deliver(claimed(), ACCEPTED, bought, yields, 'goes', ['u1']);
    expect(seen.result.result).toBe('withdrawn');
    expect(seen.settled).toEqual([{ outcome: 'withdrawn', error: 'client_in_focus' }]);
    for (const [of, change, watching] of [
      [bought, {}, ['u1']],
      [bought, yields, ['u2']],
      [bought, yields, []],
      [order, yields, ['u1']],
    ] as const) {
      expect((await deliver(claimed(), ACCEPTED, of, change, 'goes', watching)).sent).toHaveLength(1);
    }
  });

  it('of a job to many that was cancelled it is withdrawn, and waits while the job is paused', async () => {
    const cancelled = await deliver(claimed(), ACCEPTED, order, {}, 'cancelled');
    expect([cancelled.result.result, cancelled.sent]).toEqual(['withdrawn', []]);
    expect(cancelled.settled).toEqual([{ outcome: 'withdrawn', error: BULK_SEND_CANCELLED }]);
    const held = await deliver(claimed(), ACCEPTED, order, {}, 'held');
    const until = new Date(held.clock.now().getTime() + 5 * 60_000);
    expect(held.result).toEqual({ result: 'later', until, reason: 'its job is paused' });
    expect([held.sent, held.settled, held.released.length]).toEqual([[], [], 1]);
  });

  it('a channel that is no longer registered fails', async () => {
    const { result, settled } = await deliver(claimed(), ACCEPTED, order, 'none');
    expect([result.result, settled]).toEqual(['failed', [{ outcome: 'refused', error: 'channel_not_registered' }]]);
  });

  it('an address that is gone fails, and is recorded so', async () => {
    const { result, sent, settled } = await deliver(claimed(), ACCEPTED, { ...order, customer: {} });
    expect([result.result, sent.length]).toEqual(['failed', 0]);
    expect(settled).toEqual([{ outcome: 'refused', error: 'no_address' }]);
  });
});
