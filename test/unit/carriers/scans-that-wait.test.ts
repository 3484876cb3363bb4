import { beforeEach, describe, expect, it } from 'vitest';
import { applyParkedScans } from '../../../shared/carriers/apply-parked-scans.ts';
import type { WebhookWorld } from '../../support/webhook-fixtures.ts';
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

const { addOrder, register, sendResult, send, orderNow, statusNow, alertsNow, scansNow } = parcelOfNovember(
  () => world,
);

describe('scans that wait for their parcel', () => {
  const registration = { orderId: 'ord_1', trackingNumber: NUMBER, carrier: 'fedex' };

  it('are judged by when they were received, and by the order that gets them', async () => {
    await send(scan('DL', -700 * DAY));
    await send(scan('PU', -10 * HOUR));
    await send(scan('IT', 2 * HOUR));
    world.clock.advance(90 * MINUTE);
    await send(scan('OD', HOUR));
    world.clock.advance(HOUR);
    await addOrder();
    await register();
    await applyParkedScans(world, registration);
    expect(await statusNow()).toBe('out_for_delivery');
    expect(await alertsNow()).toEqual(['scan_dated_ahead']);
    expect((await scansNow()).map(({ flag }) => flag)).toEqual(['other_parcel', undefined, undefined, 'dated_ahead']);
  });

  it('are not applied again to a parcel that has come further since', async () => {
    await addOrder();
    await register();
    await send(scan('PU', -10 * HOUR));
    await send(scan('SE', 2 * HOUR));
    world.clock.advance(MINUTE);
    await send(scan('OD', -HOUR));
    const before = await orderNow();
    expect(before.status).toBe('out_for_delivery');
    expect(await applyParkedScans(world, registration)).toBe('duplicate');
    expect(await orderNow()).toEqual(before);
  });

  it('lead an order that is registered later as they led the first one', async () => {
    await addOrder();
    await register();
    await send(scan('PU', -10 * HOUR));
    await send(scan('SE', 2 * HOUR));
    world.clock.advance(MINUTE);
    await send(scan('OD', -HOUR));
    await addOrder('ord_2');
    await register('ord_2');
    await applyParkedScans(world, { ...registration, orderId: 'ord_2' });
    expect((await world.store.get('ord_2'))?.status).toBe('out_for_delivery');
  });

  it('bring the estimate of their own parcel only', async () => {
    const ends = (milliseconds: number) => ({ estimatedDeliveryTimeWindow: { window: { ends: at(milliseconds) } } });
    await sendResult({ scans: [scan('DL', -700 * DAY)], more: ends(30 * DAY) });
    await sendResult({ scans: [scan('PU', -HOUR)], more: ends(3 * DAY) });
    await sendResult({ scans: [{ date: '2036-01-01T00:00:00Z', eventType: 'DL' }], more: ends(40 * DAY) });
    await addOrder();
    await register();
    await applyParkedScans(world, registration);
    expect((await orderNow()).estimatedDelivery).toBe(at(3 * DAY));
  });
});

describe('an estimate', () => {
  it('of a push that is older than what is known changes nothing, also when it is sent again', async () => {
    await addOrder();
    await register();
    const ends = (milliseconds: number) => ({ estimatedDeliveryTimeWindow: { window: { ends: at(milliseconds) } } });
    const early = { scans: [scan('PU', -10 * HOUR)], more: ends(DAY) };
    await sendResult(early);
    await sendResult({ scans: [scan('IT', -HOUR)], more: ends(3 * DAY) });
    await sendResult({ ...early, uniqueId: 'other bytes' });
    expect((await orderNow()).estimatedDelivery).toBe(at(3 * DAY));
    await sendResult({ scans: [scan('IT', -HOUR)], more: ends(4 * DAY) });
    expect((await orderNow()).estimatedDelivery).toBe(at(4 * DAY));
  });
});
