import { describe, expect, it } from 'vitest';
import type { OrderCommand } from '../../../shared/orders/commands/command.ts';
import type { TrackingOwner } from '../../../shared/orders/use-cases/order-store.ts';
import { prepareCommand } from '../../../shared/orders/use-cases/prepare-command.ts';
import { memoryOrderStore } from '../../support/memory/memory-order-store.ts';
import { memoryState } from '../../support/memory/memory-state.ts';
import { hours, orderIn, parcelOf } from '../workflows/support/orders.ts';

const NOW = hours(0);
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 24 * 3_600_000).toISOString();
const order = orderIn('parcel', 'processing', { shipments: [parcelOf('T1')] });
const OTHER: TrackingOwner = { sellerId: 'shop_2', carrier: 'fedex', claimedAt: daysAgo(1) };

const prepared = async (command: OrderCommand, owners: readonly TrackingOwner[]) => {
  const store = { ...memoryOrderStore(memoryState()), trackingOwners: async () => owners };
  return (await prepareCommand({ store }, { order }, command, NOW)).command;
};
const register = (trackingNumber: string, carrier: string): OrderCommand => ({
  type: 'register_shipment',
  shipmentId: 'shp_2',
  trackingNumber,
  carrier,
});

describe('a parcel is another shop’s', () => {
  it.each([
    ['claimed by another shop', register('T2', 'fedex'), OTHER, true],
    ['claimed by this shop', register('T2', 'fedex'), { ...OTHER, sellerId: order.sellerId }, false],
    ['on this order already', register('T1', 'fedex'), OTHER, false],
    ['claimed half a year ago', register('T2', 'fedex'), { ...OTHER, claimedAt: daysAgo(180) }, true],
    ['claimed before that', register('T2', 'fedex'), { ...OTHER, claimedAt: daysAgo(181) }, false],
    ['of another carrier', register('T2', 'dhl'), OTHER, false],
    ['of the carrier under a name of its own', register('T2', 'fedex_ground'), OTHER, true],
    ['claimed under a name of its own', register('T2', 'fedex'), { ...OTHER, carrier: 'fedex_ground' }, true],
  ])('%s', async (_what, command, owner, isClaimed) => {
    const expected = isClaimed ? { ...command, isClaimedByOther: true } : command;
    expect(await prepared(command, [owner])).toEqual(expected);
  });

  it('also where its number comes with a status, of whatever carrier', async () => {
    const command = { type: 'change_status', status: 'shipped' } as const;
    expect(await prepared(command, [OTHER])).toEqual(command);
    const withNumber = { ...command, trackingNumber: 'T2' };
    expect(await prepared(withNumber, [OTHER])).toEqual({ ...withNumber, isClaimedByOther: true });
    expect(await prepared({ ...withNumber, trackingNumber: 'T1' }, [OTHER])).not.toHaveProperty('isClaimedByOther');
  });

  it('of no other command', async () => {
    const command = { type: 'prepare_item', itemId: 'item_1', prepared: true } as const;
    expect(await prepared(command, [OTHER])).toBe(command);
  });
});
