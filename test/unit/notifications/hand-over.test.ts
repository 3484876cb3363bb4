import { describe, expect, it } from 'vitest';
import type { ReadyProvider, SendOutcome } from '../../../shared/notifications/channel.ts';
import { handOver, together } from '../../../shared/notifications/hand-over.ts';
import type { Notification, NotificationAttempt } from '../../../shared/notifications/notification.ts';
import type { Admission, ProviderGate } from '../../../shared/notifications/providers/provider-gate.ts';

const ACCEPTED: SendOutcome = { outcome: 'accepted', providerMessageId: 'm-1' };
const UNAVAILABLE: SendOutcome = { outcome: 'unavailable', error: 'Http503' };
const BLOCKED: SendOutcome = { outcome: 'blocked', error: 'AccountSuspended' };
const UNKNOWN: SendOutcome = { outcome: 'unknown', error: 'Timeout' };
const until = new Date('2026-03-01T10:01:00.000Z');

interface Given {
  readonly outcomes: Readonly<Record<'first' | 'second', SendOutcome>>;
  readonly closed?: Readonly<Record<string, 'closed' | 'full'>>;
  readonly attempts?: readonly NotificationAttempt[];
}

const tried = async ({ outcomes, closed = {}, attempts = [] }: Given) => {
  const asked: string[] = [];
  const reported: string[] = [];
  const provider = (id: 'first' | 'second'): ReadyProvider => ({
    id,
    hasIdempotencyKey: false,
    ratePerSecond: 10,
    reaches: () => true,
    send: async () => {
      asked.push(id);
      return outcomes[id];
    },
  });
  const gate: ProviderGate = {
    admit: async ({ id }): Promise<Admission> => {
      const because = closed[id];
      return because === undefined ? { admitted: true } : { admitted: false, because, until };
    },
    report: async ({ id }, outcome) => void reported.push(`${id} ${outcome}`),
  };
  const route = { addresses: ['a'], providers: [provider('first'), provider('second')] } as const;
  const notification = { attempts, priority: 'normal' } as unknown as Notification;
  const outgoing = { notificationId: 'n', orderId: 'o', addresses: ['a'], message: {} };
  const { provider: by, ...handed } = await handOver(route, notification, outgoing, gate);
  return { ...handed, by: by?.id, asked, reported };
};

describe('handing a message over', () => {
  it('asks the first, and nobody else where it takes or refuses it', async () => {
    for (const outcome of [ACCEPTED, { outcome: 'refused', error: 'AddressInvalid' } as const]) {
      const result = await tried({ outcomes: { first: outcome, second: ACCEPTED } });
      expect(result).toMatchObject({ outcome, by: 'first', asked: ['first'], passedOver: [] });
    }
  });

  it.each([UNAVAILABLE, BLOCKED, { outcome: 'throttled', error: 'DailyQuota', retryAfterSeconds: 600 } as const])(
    'asks its stand-in where it certainly has not: $outcome',
    async (first) => {
      const result = await tried({ outcomes: { first, second: ACCEPTED } });
      expect(result).toMatchObject({ outcome: ACCEPTED, by: 'second', asked: ['first', 'second'] });
      expect(result.passedOver).toEqual([{ provider: 'first', outcome: first.outcome, error: first.error }]);
      expect(result.reported).toEqual([`first ${first.outcome}`, 'second accepted']);
    },
  );

  it('never asks a stand-in where the first may have it, in this attempt or an earlier one', async () => {
    expect((await tried({ outcomes: { first: UNKNOWN, second: ACCEPTED } })).asked).toEqual(['first']);
    const attempts = [{ attemptId: 'att_1', at: '', outcome: 'unknown', provider: 'first' }] as const;
    const again = await tried({ outcomes: { first: UNAVAILABLE, second: ACCEPTED }, attempts });
    expect([again.asked, again.outcome]).toEqual([['first'], UNAVAILABLE]);
    const closed = await tried({
      outcomes: { first: ACCEPTED, second: ACCEPTED },
      attempts,
      closed: { first: 'closed' },
    });
    expect([closed.asked, closed.outcome]).toEqual([[], { outcome: 'deferred', until, reason: 'first is closed' }]);
  });

  it('a moment without room is waited for, and no stand-in is asked', async () => {
    const busy = { outcome: 'throttled', error: 'Rate', retryAfterSeconds: 10 } as const;
    expect((await tried({ outcomes: { first: busy, second: ACCEPTED } })).asked).toEqual(['first']);
    const full = await tried({ outcomes: { first: ACCEPTED, second: ACCEPTED }, closed: { first: 'full' } });
    expect([full.asked, full.outcome.outcome]).toEqual([[], 'deferred']);
  });

  it('a provider that is closed is passed over; where all are, the message waits', async () => {
    const result = await tried({ outcomes: { first: ACCEPTED, second: ACCEPTED }, closed: { first: 'closed' } });
    expect([result.asked, result.by]).toEqual([['second'], 'second']);
    const none = await tried({
      outcomes: { first: ACCEPTED, second: ACCEPTED },
      closed: { first: 'closed', second: 'closed' },
    });
    expect([none.asked, none.outcome.outcome, none.by]).toEqual([[], 'deferred', undefined]);
  });

  it('what can be waited for comes before what a person must mend', async () => {
    const result = await tried({ outcomes: { first: UNAVAILABLE, second: BLOCKED } });
    expect([result.outcome, result.by]).toEqual([UNAVAILABLE, 'first']);
    expect(result.passedOver).toEqual([{ provider: 'second', outcome: 'blocked', error: 'AccountSuspended' }]);
    const closed = await tried({ outcomes: { first: ACCEPTED, second: BLOCKED }, closed: { first: 'closed' } });
    expect([closed.asked, closed.outcome.outcome]).toEqual([['second'], 'deferred']);
    expect((await tried({ outcomes: { first: BLOCKED, second: BLOCKED } })).outcome).toEqual(BLOCKED);
  });
});

describe('a message that goes several ways', () => {
  const way = (outcome: SendOutcome) => ({ outcome, passedOver: [] });
  const deferred = { outcome: { outcome: 'deferred', until, reason: 'closed' } as const, passedOver: [] };

  it('has reached the person by one of them, and waits where nobody was asked', () => {
    expect(together([deferred, way(ACCEPTED)]).outcome).toEqual(ACCEPTED);
    expect(together([way(UNAVAILABLE), way(UNKNOWN)]).outcome).toEqual(UNKNOWN);
    expect(together([deferred, deferred]).outcome).toEqual(deferred.outcome);
  });
});
