import { beforeEach, describe, expect, it } from 'vitest';
import type { WebhookWorld } from '../../support/webhook-fixtures.ts';
import { HOUR, parcelOfNovember, scan, worldOfNovember } from './support/parcel-of-november.ts';

let world: WebhookWorld;
beforeEach(() => {
  world = worldOfNovember();
});

const { addOrder, register, sendResult, send, statusNow, milestoneNow, scansNow } = parcelOfNovember(() => world);

describe('a scan that cannot be read', () => {
  beforeEach(async () => {
    await addOrder();
    await register();
  });

  it.each([
    ['a date without a form', { scans: [{ date: 'yesterday', eventType: 'PU' }] }],
    ['no list of scans', { more: { scanEvents: null } }],
    ['scans that are none', { more: { scanEvents: ['PU', 7] } }],
    ['a list that is none', { more: { scanEvents: 'none' } }],
  ])('%s: ignored, counted, and never a duplicate', async (_, result) => {
    expect(await sendResult(result)).toBe('ignored');
    expect(await sendResult(result)).toBe('ignored');
    expect(world.telemetry.counts.CarrierParseIssue).toBeGreaterThanOrEqual(2);
    expect(await scansNow()).toEqual([]);
  });

  it('leaves the others of its push', async () => {
    expect(await send({ date: 'yesterday', eventType: 'OD' }, scan('PU', -HOUR))).toBe('applied');
    expect(await statusNow()).toBe('shipped');
    expect(world.telemetry.counts.CarrierParseIssue).toBe(1);
  });

  it('is read with a space before the offset', async () => {
    expect(await send({ date: '2026-11-20 04:15:00 -05:00', eventType: 'PU' })).toBe('applied');
    expect((await scansNow())[0]?.occurredAt).toBe('2026-11-20T09:15:00.000Z');
  });

  it('without a zone is of the place where it was made', async () => {
    expect(await send({ date: '2026-11-20T04:15:00', eventType: 'PU' })).toBe('applied');
    expect((await scansNow())[0]?.occurredAt).toBe('2026-11-20T09:15:00.000Z');
  });
});

describe('codes that say how punctual a parcel is', () => {
  it.each(['AE', 'AO', 'HA'])('%s leaves it where it is', async (code) => {
    await addOrder();
    await register();
    const scans = [scan('PU', -5 * HOUR), scan('OD', -HOUR), scan(code, -HOUR + 83_000)];
    await sendResult({ latest: { code: 'OD' }, scans: scans.toReversed() });
    expect([await statusNow(), await milestoneNow()]).toEqual(['out_for_delivery', 'out_for_delivery']);
    expect(world.telemetry.counts.CarrierParseIssue).toBeUndefined();
  });
});
