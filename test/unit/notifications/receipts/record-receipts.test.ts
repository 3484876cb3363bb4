import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RECEIPT_FIELDS, type ReceiptFact } from '../../../../shared/notifications/notification.ts';
import type { Receipt } from '../../../../shared/notifications/receipts/receipt.ts';
import { recordReceipts } from '../../../../shared/notifications/receipts/record-receipts.ts';
import { plannedOn } from '../../../contract/support/planned-on.ts';
import { memoryNotificationStore } from '../../../support/memory/memory-notification-store.ts';
import { manualClock } from '../../../support/order-fixtures.ts';

const stage = async () => {
  const notifications = memoryNotificationStore();
  const [planned] = plannedOn(['email'], 'ord_1', 2, '');
  if (!planned) throw new Error('nothing was planned');
  const { orderId, notificationId } = planned.notification;
  await notifications.create({ ...planned, notification: { ...planned.notification, status: 'sent' } });
  const calls: string[] = [];
  const dependencies = {
    notifications,
    contacts: {
      disable: async ({ channel, address, reason }: { channel: string; address: string; reason: string }) =>
        void calls.push(`disable ${channel} ${address} ${reason}`),
      enable: async ({ channel, address }: { channel: string; address: string }) =>
        void calls.push(`enable ${channel} ${address}`),
    },
    noticeDisabled: async () => void calls.push('notice'),
    clock: manualClock(),
  };
  const of = { orderId, notificationId };
  const record = (...receipts: readonly Receipt[]) => recordReceipts('email', receipts, dependencies);
  const stored = async () => {
    const found = await notifications.get(orderId, notificationId);
    if (!found) throw new Error('It is gone');
    return found;
  };
  return { of, calls, record, stored, dependencies };
};

const FACTS = Object.keys(RECEIPT_FIELDS) as readonly ReceiptFact[];
const secondsAt = (seconds: number) => new Date(Date.parse('2026-11-20T10:00:00.000Z') + seconds * 1_000).toISOString();

describe('recording receipts', () => {
  it('comes to the same whatever their order and however often they come', async () => {
    const receipt = fc.record({ fact: fc.constantFrom(...FACTS), seconds: fc.integer({ min: 0, max: 500 }) });
    const shuffled = fc
      .array(receipt, { minLength: 1, maxLength: 8 })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })));
    await fc.assert(
      fc.asyncProperty(shuffled, async ([once, twice]) => {
        const results = [];
        for (const given of [once, twice]) {
          const { of, record, stored } = await stage();
          for (const { fact, seconds } of given) await record({ of, fact, at: secondsAt(seconds) });
          const { status, deliveredAt, openedAt, clickedAt, bouncedAt, complainedAt } = await stored();
          results.push({ status, deliveredAt, openedAt, clickedAt, bouncedAt, complainedAt });
        }
        expect(results[1]).toEqual(results[0]);
      }),
      { numRuns: 60 },
    );
  });

  it('never takes a status back', async () => {
    const { of, record, stored } = await stage();
    const statuses: string[] = [];
    for (const fact of ['clicked', 'bounced', 'opened', 'delivered', 'complained'] as const) {
      await record({ of, fact, at: secondsAt(statuses.length) });
      statuses.push((await stored()).status);
    }
    expect(new Set(statuses)).toEqual(new Set(['clicked']));
  });

  it('disables the address first, says so in the inbox, then records the fact', async () => {
    const { of, calls, record, stored } = await stage();
    const disables = { address: 'ana@example.com', reason: 'bounced' } as const;
    const counted = await record({ of, fact: 'bounced', at: secondsAt(1), error: 'bounced_general', disables });
    expect(counted).toEqual({ reported: 1, known: 0, unknown: 0, disabled: 1 });
    expect(calls).toEqual(['disable email ana@example.com bounced', 'notice']);
    expect(await stored()).toMatchObject({ status: 'failed', error: 'bounced_general' });
  });

  it('what somebody says of themselves needs no message; a message that is not ours is counted', async () => {
    const { calls, record } = await stage();
    const counted = await record(
      { at: secondsAt(1), disables: { address: '+34600', reason: 'opted_out' } },
      { at: secondsAt(2), enables: { address: '+34600' } },
      { at: secondsAt(3), fact: 'delivered' },
      { at: secondsAt(3), fact: 'delivered', of: { orderId: 'ord_1', notificationId: 'ntf_none' } },
    );
    expect(counted).toEqual({ reported: 0, known: 0, unknown: 2, disabled: 1 });
    expect(calls.filter((call) => call !== 'notice').toSorted()).toEqual([
      'disable email +34600 opted_out',
      'enable email +34600',
    ]);
  });
});
