import { describe, expect, it } from 'vitest';
import { applyParkedScans } from '../../../shared/carriers/apply-parked-scans.ts';
import { releaseScans } from '../../../shared/carriers/release-scans.ts';
import { executeCommand } from '../../../shared/orders/use-cases/execute-command.ts';
import { webhookWorld } from '../../support/webhook-fixtures.ts';
import { CARRIER, day, SELLER, scanOf, WRONG } from '../orders/support/shipments.ts';

const SCANS = [scanOf(WRONG, 'picked_up', day(2)), scanOf(WRONG, 'in_transit', day(3))];
const PARCEL = { trackingNumber: WRONG, carrier: 'fedex' };

const twoOrders = async () => {
  const world = webhookWorld();
  world.clock.set(day(5));
  const shipments = [{ shipmentId: 'shp_1', ...PARCEL, registeredAt: day(1) }];
  await world.addOrder({ orderId: 'wrong', status: 'processing', phase: 'preparing', shipments });
  await world.addOrder({ orderId: 'right', status: 'processing', phase: 'preparing' });
  const scans = { type: 'apply_scans', trackingNumber: WRONG, scans: SCANS } as const;
  await executeCommand(world, { orderId: 'wrong', command: scans, actor: CARRIER });
  const detach = () =>
    executeCommand(world, {
      orderId: 'wrong',
      command: { type: 'detach_shipment', trackingNumber: WRONG, reason: 'Another order’s' },
      actor: SELLER,
    });
  const register = () =>
    executeCommand(world, {
      orderId: 'right',
      command: { type: 'register_shipment', shipmentId: 'shp_2', ...PARCEL },
      actor: SELLER,
    });
  const release = () => releaseScans(world, { orderId: 'wrong', trackingNumber: WRONG });
  const apply = () => applyParkedScans(world, { orderId: 'right', ...PARCEL });
  const statusOf = async (orderId: string) => (await world.store.get(orderId))?.status;
  return { world, detach, register, release, apply, statusOf };
};

describe('what a carrier reported of a parcel that was taken off its order', () => {
  it('waits for the order that registers it next', async () => {
    const { world, detach, register, release, apply, statusOf } = await twoOrders();
    await detach();
    expect([await release(), world.parked.waiting().length]).toEqual(['parked', SCANS.length]);
    await register();
    await apply();
    expect([await statusOf('wrong'), await statusOf('right')]).toEqual(['processing', 'shipped']);
    expect(world.parked.waiting()).toEqual([]);
  });

  it('reaches an order that has registered it meanwhile, and changes nothing when it is released again', async () => {
    const { world, detach, register, release, statusOf } = await twoOrders();
    await detach();
    await register();
    expect(await release()).toBe('applied');
    const { version } = (await world.store.get('right')) ?? {};
    expect(await release()).toBe('duplicate');
    expect([await statusOf('right'), (await world.store.get('right'))?.version]).toEqual(['shipped', version]);
    expect(world.parked.waiting()).toEqual([]);
  });

  it('is nothing where nothing was reported', async () => {
    const { world } = await twoOrders();
    expect(await releaseScans(world, { orderId: 'right', trackingNumber: WRONG })).toBe('duplicate');
  });
});
