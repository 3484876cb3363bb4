import { describe, expect, it } from 'vitest';
import { type Order, type StoreOrder, WismoProblem } from '../../../client/src/index.ts';
import { readStops } from '../../../web/app/areas/drive/my-stops.ts';
import type { Report, WaitingReport } from '../../../web/app/areas/drive/reports.ts';
import { inSequence, isOnTheWay, movedTo, takenAway, withReports } from '../../../web/app/areas/drive/stops.ts';

const SIGNAL = new AbortController().signal;

const orderWith = (orderId: string, fields: Partial<Order> = {}): Order =>
  ({
    orderId,
    status: 'driver_assigned',
    phase: 'ready',
    version: 5,
    createdAt: '2026-11-27T08:00:00Z',
    estimatedDelivery: null,
    shipping: { driver: { driverId: 'marta' } },
    ...fields,
  }) as Order;
const idsOf = (orders: readonly Order[]): readonly string[] => orders.map(({ orderId }) => orderId);
const waits = (...reports: readonly Report[]): readonly WaitingReport[] =>
  reports.map((report, index) => ({ id: index, personId: 'marta', orderNumber: report.orderId, report }));

describe('the stops of a driver', () => {
  it('begin with what is on the road, then come by the promised time', () => {
    const orders = [
      orderWith('later', { estimatedDelivery: '2026-11-27T18:00:00Z' }),
      orderWith('sooner', { estimatedDelivery: '2026-11-27T12:00:00Z' }),
      orderWith('road', { phase: 'in_transit', estimatedDelivery: '2026-11-27T20:00:00Z' }),
    ];
    expect(idsOf(inSequence(orders, []))).toEqual(['road', 'sooner', 'later']);
  });

  it('stay as the driver has put them, and a new one goes behind those', () => {
    const orders = [orderWith('a'), orderWith('b'), orderWith('new', { phase: 'in_transit' }), orderWith('c')];
    const byHand = movedTo(['a', 'b', 'c'], 'c', 0);
    expect(byHand).toEqual(['c', 'a', 'b']);
    expect(idsOf(inSequence(orders, byHand))).toEqual(['c', 'a', 'b', 'new']);
  });

  it('go on by what waits for the network, step after step', () => {
    const collected = { kind: 'status', orderId: 'a', status: 'driver_pickup_complete' } as const;
    const left = { kind: 'status', orderId: 'a', status: 'in_transit' } as const;
    const stopWith = (...reports: readonly Report[]) => withReports([orderWith('a')], new Map(), waits(...reports))[0];
    expect(stopWith(collected)).toMatchObject({ status: 'driver_pickup_complete', phase: 'in_transit' });
    expect(stopWith(collected, left)).toMatchObject({ status: 'in_transit' });
    expect(stopWith(collected, left, { kind: 'delivered', orderId: 'a' })).toMatchObject({ phase: 'delivered' });
    expect(stopWith({ kind: 'delivered', orderId: 'b' })).toMatchObject({ status: 'driver_assigned' });
  });

  it('do not go back to what was read before a report was taken, and follow what is read after it', () => {
    const taken = new Map([
      ['a', { order_id: 'a', current_status: 'in_transit', phase: 'in_transit', version: 7 } as StoreOrder],
    ]);
    expect(withReports([orderWith('a', { version: 5 })], taken, [])[0]).toMatchObject({ status: 'in_transit' });
    const read = orderWith('a', { version: 8, status: 'cancelled', phase: 'cancelled' });
    expect(withReports([read], taken, [])[0]).toBe(read);
  });

  it('share a place only when the driver has said to be on the way', () => {
    expect(isOnTheWay({ status: 'driver_pickup_complete', phase: 'in_transit' })).toBe(false);
    expect(isOnTheWay({ status: 'in_transit', phase: 'in_transit' })).toBe(true);
  });
});

describe('the list of a driver', () => {
  const apiWith = (pages: readonly (readonly (readonly [string, string])[])[], orders: readonly Order[]) => {
    const asked: string[] = [];
    return {
      asked,
      listNotifications: async ({ cursor = '0' }: { cursor?: string }) => {
        asked.push(cursor);
        const at = Number(cursor);
        const notifications = (pages[at] ?? []).map(([id, status]) => ({ order: { id, status } }));
        return { notifications, pagination: { nextCursor: at + 1 < pages.length ? String(at + 1) : null } };
      },
      getOrder: async ({ orderId }: { orderId: string }) => {
        const order = orders.find((each) => each.orderId === orderId);
        if (order) return { order };
        throw new WismoProblem({ status: 404, code: 'NOT_FOUND' } as ConstructorParameters<typeof WismoProblem>[0]);
      },
    };
  };
  const read = (api: ReturnType<typeof apiWith>) =>
    readStops(api as unknown as Parameters<typeof readStops>[0], 'marta', SIGNAL);

  it('leaves out what was given to somebody else, and has the others', async () => {
    const other = orderWith('theirs', { shipping: { driver: { driverId: 'juan' } } } as Partial<Order>);
    const api = apiWith(
      [
        [
          ['gone', 'driver_assigned'],
          ['mine', 'driver_assigned'],
          ['theirs', 'driver_assigned'],
          ['done', 'delivered'],
        ],
      ],
      [orderWith('mine'), other, orderWith('done')],
    );
    expect(idsOf((await read(api)).orders)).toEqual(['mine']);
  });

  it('looks behind the first page as long as there is something open', async () => {
    const open = (id: string) => [[id, 'driver_assigned'] as const];
    const api = apiWith([open('a'), open('b'), [['c', 'delivered']], open('d')], [orderWith('a'), orderWith('b')]);
    expect(idsOf((await read(api)).orders)).toEqual(['a', 'b']);
    expect(api.asked).toEqual(['0', '1', '2']);
  });

  it('says when there are more than it shows', async () => {
    const orders = Array.from({ length: 60 }, (_, index) => orderWith(`o${index}`));
    const api = apiWith([orders.map(({ orderId }) => [orderId, 'driver_assigned'] as const)], orders);
    const { orders: shown, isCut } = await read(api);
    expect([shown.length, isCut]).toEqual([50, true]);
  });
});

describe('a stop that is not there any more', () => {
  it('is named unless the driver has ended it: given away, cancelled, or ended by support', () => {
    const before = [orderWith('given'), orderWith('cancelled'), orderWith('delivered'), orderWith('there')];
    const now = [orderWith('cancelled', { phase: 'cancelled' }), orderWith('there')];
    const taken = (orderId: string, phase: string) => [orderId, { order_id: orderId, phase } as StoreOrder] as const;
    const own = new Map([taken('delivered', 'delivered'), taken('given', 'in_transit')]);
    expect(idsOf(takenAway(before, now, own))).toEqual(['given', 'cancelled']);
  });

  it('is not named twice', () => {
    const ended = orderWith('ended', { phase: 'cancelled' });
    expect(takenAway([ended], [ended], new Map())).toEqual([]);
  });
});
