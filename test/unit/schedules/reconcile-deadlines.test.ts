import { describe, expect, it } from 'vitest';
import { deadlinesOf } from '../../../shared/orders/engine/deadlines.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import { firingTime, reconcileDeadlines } from '../../../shared/schedules/reconcile-deadlines.ts';
import { deadlineScheduleName } from '../../../shared/schedules/schedule-name.ts';
import type { OneTimeSchedule, SchedulerPort } from '../../../shared/schedules/scheduler.ts';
import { findWorkflow } from '../../../shared/workflows/catalog.ts';
import { anOrder, manualClock } from '../../support/order-fixtures.ts';

const workflow = findWorkflow('parcel', 1);
if (!workflow) throw new Error('no parcel workflow');
const ALL = workflow.deadlines.map(({ rule }) => rule);
const workflows = { find: async () => workflow };
const clock = manualClock('2026-03-01T10:00:05.500Z');

const memoryScheduler = (onSet: () => void = () => undefined) => {
  const schedules = new Map<string, OneTimeSchedule>();
  const scheduler: SchedulerPort = {
    set: async (schedule) => {
      schedules.set(schedule.name, schedule);
      onSet();
    },
    remove: async (name) => void schedules.delete(name),
  };
  return { schedules, scheduler };
};

const namesOf = (order: Order): readonly string[] =>
  deadlinesOf(workflow, order)
    .map(({ rule }) => deadlineScheduleName(order.orderId, rule))
    .toSorted();

const confirmed = anOrder({ orderId: 'ord_1', version: 1 });

describe('schedules of an order', () => {
  it('are made as the order asks, with what fires them', async () => {
    const { schedules, scheduler } = memoryScheduler();
    await reconcileDeadlines('ord_1', ALL, { orders: { get: async () => confirmed }, workflows, scheduler, clock });
    expect([...schedules.keys()].toSorted()).toEqual(namesOf(confirmed));
    const [deadline] = deadlinesOf(workflow, confirmed);
    const made = schedules.get(deadlineScheduleName('ord_1', deadline?.rule ?? ''));
    expect(made?.input).toEqual({ orderId: 'ord_1', rule: deadline?.rule, dueAt: deadline?.dueAt });
    expect(made?.at.toISOString()).toBe(deadline?.dueAt);
  });

  it('go when the order moves on, and twice is once', async () => {
    const { schedules, scheduler } = memoryScheduler();
    let order = confirmed;
    const dependencies = { orders: { get: async () => order }, workflows, scheduler, clock };
    await reconcileDeadlines('ord_1', ALL, dependencies);
    await reconcileDeadlines('ord_1', ALL, dependencies);
    order = { ...confirmed, status: 'delivered', phase: 'delivered', version: 5 };
    await reconcileDeadlines('ord_1', ALL, dependencies);
    expect([...schedules.keys()].toSorted()).toEqual(namesOf(order));
  });

  it('of a date out of this world are not made, and keep no other from being made', async () => {
    for (const estimatedDelivery of [
      '9999-12-31T23:59:59.999Z',
      '+012026-01-01T00:00:00.000Z',
      '2033-01-01',
      'never',
    ]) {
      const { schedules, scheduler } = memoryScheduler();
      const order = { ...confirmed, status: 'shipped', phase: 'in_transit', estimatedDelivery } as const;
      await reconcileDeadlines('ord_1', 'all', { orders: { get: async () => order }, workflows, scheduler, clock });
      expect([...schedules.keys()]).toEqual([deadlineScheduleName('ord_1', 'no-scan-shipped')]);
    }
  });

  it('of a far date go when they were there, and are made when it is nearer', async () => {
    const { schedules, scheduler } = memoryScheduler();
    const later = manualClock('2031-06-01T00:00:00.000Z');
    const order = { ...confirmed, status: 'shipped', phase: 'in_transit', estimatedDelivery: '2033-01-01' } as const;
    const orders = { get: async () => order };
    const name = deadlineScheduleName('ord_1', 'estimate-passed');
    await reconcileDeadlines('ord_1', 'all', { orders, workflows, scheduler, clock: later });
    expect(schedules.get(name)?.at.toISOString()).toBe('2033-01-02T04:00:00.000Z');
    await reconcileDeadlines('ord_1', ['estimate-passed'], { orders, workflows, scheduler, clock });
    expect(schedules.has(name)).toBe(false);
  });

  it('follow an order that changes while they are set', async () => {
    let order = confirmed;
    const { schedules, scheduler } = memoryScheduler(() => {
      order = { ...confirmed, statusSince: '2026-03-01T10:00:04.000Z', version: 2 };
    });
    await reconcileDeadlines('ord_1', ALL, { orders: { get: async () => order }, workflows, scheduler, clock });
    const dues = [...schedules.values()].map(({ input }) => input.dueAt).toSorted();
    expect(dues).toEqual(
      deadlinesOf(workflow, order)
        .map(({ dueAt }) => dueAt)
        .toSorted(),
    );
  });

  it('are left to the next try when the order never rests', async () => {
    let version = 1;
    const { scheduler } = memoryScheduler(() => {
      version += 1;
    });
    const orders = { get: async () => ({ ...confirmed, version }) };
    await expect(reconcileDeadlines('ord_1', ALL, { orders, workflows, scheduler, clock })).rejects.toThrow(
      'changed too often',
    );
  });

  it('of an order that is not there are none', async () => {
    const { schedules, scheduler } = memoryScheduler();
    await reconcileDeadlines('ord_9', 'all', { orders: { get: async () => undefined }, workflows, scheduler, clock });
    expect(schedules.size).toBe(0);
  });
});

describe('the time of a schedule', () => {
  it.each([
    ['never before it is due', '2026-03-01T12:00:00.001Z', '2026-03-01T12:00:01.000Z'],
    ['on the second where it is due on one', '2026-03-01T12:00:00.000Z', '2026-03-01T12:00:00.000Z'],
    ['in a minute where it is over', '2026-02-28T00:00:00.000Z', '2026-03-01T10:01:06.000Z'],
  ])('%s', (_name, dueAt, expected) => {
    expect(firingTime(dueAt, clock.now()).toISOString()).toBe(expected);
  });
});

describe('the name of a schedule', () => {
  it('can be read, and is short enough for every built-in rule', () => {
    expect(deadlineScheduleName('ord_01KJMFQ3M00000000000000001', 'stuck')).toBe(
      'deadline-ord_01KJMFQ3M00000000000000001-stuck',
    );
  });

  it('is a digest where it cannot be', () => {
    const names = ['my order/1', 'x'.repeat(100), 'x'.repeat(101)].map((id) => deadlineScheduleName(id, 'stuck'));
    expect(new Set(names).size).toBe(3);
    for (const name of names) expect(name).toMatch(/^[0-9a-zA-Z-_.]{1,64}$/);
  });
});
