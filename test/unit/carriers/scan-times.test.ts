import { beforeEach, describe, expect, it } from 'vitest';
import type { WebhookWorld } from '../../support/webhook-fixtures.ts';
import { payload, trackResult } from './fedex-payloads.ts';
import {
  at,
  DAY,
  HOUR,
  MINUTE,
  NUMBER,
  parcelOfNovember,
  scan,
  worldOfNovember,
} from './support/parcel-of-november.ts';

let world: WebhookWorld;
beforeEach(() => {
  world = worldOfNovember();
});

const {
  addOrder,
  register,
  sendBody,
  sendResult,
  send,
  orderNow,
  statusNow,
  milestoneNow,
  eventsNow,
  alertsNow,
  scansNow,
  messagesNow,
} = parcelOfNovember(() => world);

describe('a scan from before the order existed', () => {
  beforeEach(async () => {
    await addOrder();
    await register();
  });

  it('is another parcel’s: recorded as such, and nothing moves', async () => {
    expect(await send(scan('DL', -700 * DAY))).toBe('recorded');
    expect([await statusNow(), await messagesNow()]).toEqual(['processing', []]);
    expect(await scansNow()).toMatchObject([{ milestone: 'delivered', flag: 'other_parcel' }]);
  });

  it('brings no estimate, however often it is sent', async () => {
    const old = {
      scans: [scan('DL', -700 * DAY)],
      more: { estimatedDeliveryTimeWindow: { window: { ends: at(-701 * DAY) } } },
    };
    await sendResult(old);
    await sendResult({ ...old, uniqueId: 'other bytes' });
    await sendResult({ ...old, more: { estimatedDeliveryTimeWindow: { window: { ends: at(90 * DAY) } } } });
    expect((await orderNow()).estimatedDelivery).toBeUndefined();
  });

  it('counts no attempt and begins no return', async () => {
    await send(scan('DE', -300 * DAY), scan('RS', -299 * DAY));
    await send(scan('RS', -298 * DAY), scan('PU', -2 * HOUR), scan('OD', -HOUR), scan('DL', -MINUTE));
    expect([await statusNow(), (await orderNow()).deliveryAttempts]).toEqual(['delivered', 0]);
  });

  it('leaves room for labels that were made early', async () => {
    await send(scan('OC', -13 * DAY), scan('PU', -12 * DAY));
    expect(await statusNow()).toBe('shipped');
  });

  it('older than the label that is known, moves nothing either', async () => {
    await send(scan('OC', -HOUR));
    for (const age of [365 * DAY, 3 * DAY, 2 * HOUR]) await send(scan('DL', -age));
    expect([await statusNow(), await milestoneNow()]).toEqual(['processing', 'label_created']);
    await send(scan('OD', -2 * DAY));
    expect([await statusNow(), await messagesNow()]).toEqual(['processing', []]);
  });

  it('leaves the pickup that came before its label’s data', async () => {
    await send(scan('OC', -HOUR));
    await send(scan('PU', -3 * HOUR));
    expect(await statusNow()).toBe('shipped');
  });
});

describe('a number that is used again after its parcel has come', () => {
  it('moves nothing of the old order', async () => {
    await addOrder();
    await register();
    await send(scan('PU', -2 * HOUR), scan('DL', -HOUR));
    const messages = await messagesNow();
    world.clock.advance(400 * DAY);
    expect(await send(scan('RS', 399 * DAY))).toBe('recorded');
    expect([await statusNow(), await messagesNow()]).toEqual(['delivered', messages]);
    expect((await scansNow()).at(-1)).toMatchObject({ flag: 'other_parcel' });
  });
});

describe('a scan dated ahead', () => {
  beforeEach(async () => {
    await addOrder();
    await register();
  });

  it('freezes nothing: what comes later with its true time wins, and operations are alerted', async () => {
    await send(scan('PU', -10 * HOUR));
    await send(scan('IT', 2 * HOUR));
    await send(scan('OD', -HOUR));
    expect(await statusNow()).toBe('out_for_delivery');
    await send(scan('DL', -6 * MINUTE));
    expect([await statusNow(), await milestoneNow()]).toEqual(['delivered', 'delivered']);
    expect(await alertsNow()).toEqual(['scan_dated_ahead']);
    expect((await orderNow()).stamps.deliveredAt).toBe(at(-6 * MINUTE));
  });

  it('counts as received: it moves the order at that time, with its own time beside', async () => {
    await send(scan('PU', -10 * HOUR));
    expect(await send(scan('OD', 2 * HOUR))).toBe('applied');
    expect(await statusNow()).toBe('out_for_delivery');
    expect((await eventsNow()).at(-1)).toMatchObject({
      occurredAt: at(0),
      metadata: { flag: 'dated_ahead', datedAt: at(2 * HOUR) },
    });
    expect((await orderNow()).lastScanAt).toBe(at(0));
    expect((await scansNow()).at(-1)).toMatchObject({ occurredAt: at(2 * HOUR), flag: 'dated_ahead' });
  });

  it('in trouble gives way to what comes after it', async () => {
    await send(scan('PU', -10 * HOUR));
    await send(scan('SE', 2 * HOUR));
    expect(await statusNow()).toBe('exception');
    world.clock.advance(HOUR);
    await send(scan('OD', 30 * MINUTE));
    expect(await statusNow()).toBe('out_for_delivery');
  });

  it('does not take a parcel back that has come', async () => {
    await send(scan('PU', -10 * HOUR), scan('DL', -HOUR));
    await send(scan('IT', 2 * HOUR));
    await send(scan('SE', 3 * HOUR));
    expect([await statusNow(), await milestoneNow()]).toEqual(['delivered', 'delivered']);
  });

  it('is taken at its word within a quarter of an hour', async () => {
    await send(scan('PU', 14 * MINUTE));
    expect((await scansNow())[0]).not.toHaveProperty('flag');
    expect((await orderNow()).stamps.shippedAt).toBe(at(14 * MINUTE));
    expect(await alertsNow()).toEqual([]);
  });

  it('by a zone that was written wrongly is a delivery all the same', async () => {
    await send(scan('PU', -10 * HOUR), scan('DL', 9 * HOUR));
    expect([await statusNow(), (await orderNow()).stamps.deliveredAt]).toEqual(['delivered', at(0)]);
  });

  it('to another age is no delivery: nothing moves, and operations are alerted once', async () => {
    const far = { date: '2036-01-01T00:00:00Z', eventType: 'DL' };
    expect(await send(far)).toBe('recorded');
    await send(far, { date: '2036-01-02T00:00:00Z', eventType: 'DL' });
    expect([await statusNow(), await messagesNow()]).toEqual(['processing', []]);
    expect(await alertsNow()).toEqual(['scan_not_credible']);
    expect(await scansNow()).toMatchObject([{ flag: 'not_credible' }, { flag: 'not_credible' }]);
    await send(scan('PU', -HOUR), scan('DL', -MINUTE));
    expect(await statusNow()).toBe('delivered');
  });

  it('says nothing of which of two shipments under a number is the newer one', async () => {
    const older = trackResult({ uniqueId: 'old', scans: [{ date: '2036-01-01T00:00:00Z', eventType: 'DL' }] });
    const newer = trackResult({ uniqueId: 'new', scans: [scan('PU', -HOUR)] });
    await sendBody(JSON.stringify(payload({ number: NUMBER, results: [older, newer] })));
    expect(await statusNow()).toBe('shipped');
  });

  it('makes a return of a later delivery, as any return does', async () => {
    await send(scan('PU', -10 * HOUR), scan('RS', HOUR));
    world.clock.advance(DAY);
    await send(scan('DL', 20 * HOUR));
    expect(await statusNow()).toBe('returned');
  });
});
