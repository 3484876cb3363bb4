import type { Decide } from '../../../../shared/orders/commands/command.ts';
import type { Order } from '../../../../shared/orders/model/order.ts';
import type { CommandDependencies } from '../../../../shared/orders/use-cases/execute-command.ts';
import { findWorkflow } from '../../../../shared/workflows/catalog.ts';
import { memoryOrderStore } from '../../../support/memory/memory-order-store.ts';
import { type MemoryState, memoryState } from '../../../support/memory/memory-state.ts';
import { anOrder, created, manualClock, seededIds } from '../../../support/order-fixtures.ts';

/** Moves to the asked status unless the order is cancelled; scans count those of `delivery_attempted`. */
export const decide: Decide = ({ order, command, actor, now }) => {
  const event = {
    type: 'status_changed',
    actor,
    occurredAt: now.toISOString(),
    phase: order.phase,
    effects: [],
  } as const;
  if (command.type === 'apply_scans') {
    const attempts = command.scans.filter(({ milestone }) => milestone === 'delivery_attempted');
    const events = attempts.map((scan) => ({
      ...event,
      type: 'delivery_attempted' as const,
      occurredAt: scan.occurredAt,
      status: order.status,
    }));
    return { ok: true, order: { ...order, deliveryAttempts: order.deliveryAttempts + attempts.length }, events };
  }
  if (command.type === 'register_shipment') {
    const { type: _type, ...parcel } = command;
    const shipments = [...order.shipments, { ...parcel, registeredAt: now.toISOString() }];
    return { ok: true, order: { ...order, shipments }, events: [{ ...event, status: order.status }] };
  }
  if (command.type !== 'change_status' && command.type !== 'force_status') throw new Error(command.type);
  const { status } = command;
  if (order.status === 'cancelled') {
    return { ok: false, code: 'INVALID_TRANSITION', reason: 'final', currentStatus: 'cancelled', allowed: [] };
  }
  if (status === order.status) return { ok: true, order, events: [] };
  const reservedStock = status === 'cancelled' ? [] : order.reservedStock;
  const moved: Order = { ...order, status, reservedStock };
  return { ok: true, order: moved, events: [{ ...event, status, previousStatus: order.status }] };
};

export const setUp = async (given: Partial<Order> = {}) => {
  const state: MemoryState = memoryState();
  const store = memoryOrderStore(state);
  const ids = seededIds();
  const clock = manualClock();
  const pauses: number[] = [];
  const { order, events } = created(anOrder({ orderId: 'o1', ...given }), ids);
  await store.create(order, events, { stockTaken: [] });
  clock.advance(60_000);
  const dependencies: CommandDependencies = {
    store,
    decide,
    clock,
    ids,
    workflows: { find: async (id, version) => findWorkflow(id, version), findActive: async (id) => findWorkflow(id) },
    backoff: {
      pause: async (attempt) => {
        pauses.push(attempt);
      },
    },
  };
  return { state, store, dependencies, pauses, order, clock };
};
