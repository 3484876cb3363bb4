/** The table fails while webhooks come: their carriers hear of it, send again, and each thing is applied once. */
import { afterEach, describe, expect, it } from 'vitest';
import { call, drain, local } from './support/api.ts';
import { eventNumbersOf } from './support/orders.ts';
import { SENDERS, scansOf, senderOf, sendGeneric } from './support/webhook-senders.ts';

interface Armed {
  readonly applied: number;
}

const arm = (fault: object): Promise<Armed> =>
  local<Armed>('POST', 'faults', { service: 'dynamodb', function: 'CarrierWebhook', ...fault });
const applied = async (): Promise<number> =>
  (await local<readonly Armed[]>('GET', 'faults')).reduce((sum, fault) => sum + fault.applied, 0);
const mend = (): Promise<unknown> => local('DELETE', 'faults');

afterEach(mend);

const CANCELLED = {
  code: 'TransactionCanceledException',
  status: 400,
  message: 'Transaction cancelled, please refer cancellation reasons for specific reasons [ThrottlingError, None]',
  more: { CancellationReasons: [{ Code: 'ThrottlingError', Message: 'Throughput exceeds the current capacity' }] },
};

/** What of a webhook fails: its first read, its change of the order, the order's transaction in the table's own words. */
const FAULTS = {
  'the first read is throttled': { operation: 'Query', kind: 'throttle', isForAll: false },
  'the change is throttled': { operation: 'TransactWriteItems', kind: 'throttle', isForAll: false },
  'the transaction is cancelled by throttling': {
    operation: 'TransactWriteItems',
    kind: 'error',
    error: CANCELLED,
    isForAll: true,
  },
  'the table is away': { kind: 'error', isForAll: false },
} as const;

/** Each carrier meets the throttled transaction; the rest is the same code for all, tried by one. */
const CASES = SENDERS.flatMap((carrier) =>
  (Object.keys(FAULTS) as (keyof typeof FAULTS)[])
    .filter((what) => carrier === 'generic' || FAULTS[what].isForAll)
    .map((what) => [carrier, what] as const),
);

describe('a webhook', () => {
  it.each(CASES)('of %s is refused with 5xx while %s, and applied once when it comes again', async (carrier, what) => {
    const { isForAll: _isForAll, ...fault } = FAULTS[what];
    const sender = await senderOf(carrier);
    const before = await eventNumbersOf(sender.orderId, sender.token);
    await arm(fault);
    const refused = await sender.send();
    expect(refused.status).toBeGreaterThanOrEqual(500);
    expect(await applied()).toBeGreaterThan(0);
    await mend();
    expect(await eventNumbersOf(sender.orderId, sender.token)).toEqual(before);
    expect(await sender.send()).toMatchObject({ status: 200, outcome: 'applied' });
    const after = await eventNumbersOf(sender.orderId, sender.token);
    expect(after.length).toBeGreaterThan(before.length);
    expect(after).toEqual(after.map((_seq, index) => index + 1));
    const scans = await scansOf(sender.trackingNumber());
    const again = await sender.send();
    expect(again.status).toBe(200);
    expect(again.outcome).toMatch(/duplicate|ignored/);
    expect(await eventNumbersOf(sender.orderId, sender.token)).toEqual(after);
    expect(await scansOf(sender.trackingNumber())).toBe(scans);
  });
});

describe('a webhook that the table has taken', () => {
  it.each(['fedex', 'generic'])('of %s whose reply was lost is applied once', async (carrier) => {
    const sender = await senderOf(carrier);
    await arm({ operation: 'TransactWriteItems', kind: 'lost_reply', times: 1 });
    // Whoever sends hears that it went well, or that it may be sent again.
    expect([200, 503]).toContain((await sender.send()).status);
    expect(await applied()).toBe(1);
    await mend();
    const [events, scans] = [
      await eventNumbersOf(sender.orderId, sender.token),
      await scansOf(sender.trackingNumber()),
    ];
    expect(scans).toBeGreaterThan(0);
    await sender.send();
    expect(await eventNumbersOf(sender.orderId, sender.token)).toEqual(events);
    expect(await scansOf(sender.trackingNumber())).toBe(scans);
  });

  it('but not stored as it came, is applied once all the same', async () => {
    const sender = await senderOf('ups');
    await arm({ operation: 'PutItem', kind: 'throttle' });
    const first = await sender.send();
    expect(first.status).toBeGreaterThanOrEqual(500);
    await mend();
    expect((await sender.send()).status).toBe(200);
    expect(await scansOf(sender.trackingNumber())).toBe(1);
  });
});

describe('a table that does not reply in time', () => {
  it('is given up before the gateway gives up, with 5xx, and the webhook is applied when it comes again', async () => {
    const sender = await senderOf('generic');
    await arm({ operation: 'TransactWriteItems', kind: 'slow', delayMs: 30_000 });
    const begun = Date.now();
    expect((await sender.send()).status).toBeGreaterThanOrEqual(500);
    expect(Date.now() - begun).toBeLessThan(29_000);
    await mend();
    expect(await sender.send()).toMatchObject({ status: 200 });
    expect(await scansOf(sender.trackingNumber())).toBe(1);
  });
});

describe('the door itself', () => {
  it('asks for patience, and shows nothing of what failed', async () => {
    await arm({ kind: 'throttle' });
    const { now } = await local<{ now: string }>('GET', 'clock');
    const event = { trackingNumber: 'PG11112222', carrier: 'pigeon_post', status: 'in_transit', occurredAt: now };
    expect((await sendGeneric(event)).status).toBe(503);
    const response = await call('POST', '/api/webhooks/carriers/fedex', { body: '{}' });
    expect(response.text).not.toMatch(/dynamo|throughput|exception/i);
    await mend();
    await drain();
    expect(await local('GET', 'denied')).toEqual([]);
  });
});
