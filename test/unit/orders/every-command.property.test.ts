import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OrderCommand } from '../../../shared/orders/commands/command.ts';
import { ACTIONS, actionsOf } from '../../../shared/orders/engine/actions.ts';
import type { Decision } from '../../../shared/orders/engine/decision.ts';
import { allowedNext, step } from '../../../shared/orders/engine/step.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import { actorOf, hours, workflowOf } from '../workflows/support/orders.ts';
import {
  type Asked,
  anyActor,
  anyAsked,
  anyOrder,
  COMMANDS,
  exitsOf,
  hour,
  IDS,
  pathsOf,
  reply,
  TABLES,
} from './support/any-command.ts';

const frozen = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) frozen(part);
  return value;
};

/** Each event begins where the last one ended, and moves along the table unless it was forced. */
const checkEvents = (order: Order, decision: Extract<Decision, { ok: true }>): void => {
  const id = order.workflow.id;
  let status = order.status;
  for (const event of decision.events) {
    expect(event.previousStatus).toBe(status);
    if (event.status !== status && !event.forced) expect(pathsOf(id)).toContain(`${status}→${event.status}`);
    expect(event.phase).toBe(workflowOf(id).statuses[event.status]?.phase);
    status = event.status;
  }
  expect([decision.order.status, decision.order.version]).toEqual([status, order.version]);
  if (decision.events.length === 0) expect(decision.order).toEqual(order);
};

const checkRefusal = (order: Order, { actor, now }: Asked, decision: Extract<Decision, { ok: false }>): void => {
  const workflow = workflowOf(order.workflow.id);
  expect(decision.reason).not.toBe('');
  expect(decision.currentStatus).toBe(order.status);
  expect(decision.allowed).toEqual(allowedNext(workflow, order, actor, now));
  for (const status of decision.allowed) expect(step(workflow, order, { status }, actor, now).ok).toBe(true);
};

test('from wherever an order is, every command leads along the table or is refused with what is allowed', () => {
  fc.assert(
    fc.property(anyOrder, anyAsked, (order, asked) => {
      const decision = reply(frozen(order), frozen(asked));
      if (decision.ok) checkEvents(order, decision);
      else checkRefusal(order, asked, decision);
      expect(reply(order, asked)).toEqual(decision);
    }),
    { numRuns: 3000 },
  );
});

test('nothing but force leads out of a final status', () => {
  const finals = IDS.flatMap((id) =>
    (TABLES.get(id)?.statuses ?? [])
      .filter((status) => exitsOf(id, status).length === 0)
      .map((status) => [id, status] as const),
  );
  fc.assert(
    fc.property(anyOrder, fc.nat(), anyAsked, (order, turn, asked) => {
      const own = finals.filter(([id]) => id === order.workflow.id);
      const status = own[turn % own.length]?.[1] ?? '';
      const phase = workflowOf(order.workflow.id).statuses[status]?.phase ?? order.phase;
      fc.pre(asked.command.type !== 'force_status');
      const decision = reply({ ...order, status, phase }, asked);
      expect(decision.ok ? decision.order.status : decision.currentStatus).toBe(status);
    }),
    { numRuns: 2000 },
  );
});

const MACHINES = ['register_shipment', 'apply_scans', 'record_payment', 'fire_deadline', 'apply_milestone'] as const;

test('what machines report twice changes nothing the second time', () => {
  const machine = fc.record({
    command: fc.oneof(...MACHINES.map((type) => COMMANDS[type])),
    actor: fc.constantFrom(...(['carrier', 'payment', 'system'] as const)).map((role) => actorOf(role)),
    now: hour.map((count) => hours(count)),
  });
  fc.assert(
    fc.property(anyOrder, machine, (order, asked) => {
      const first = reply(order, asked);
      fc.pre(first.ok);
      const second = reply(first.ok ? first.order : order, asked);
      expect(second).toEqual({ ok: true, order: first.ok ? first.order : order, events: [] });
    }),
    { numRuns: 2000 },
  );
});

test('an action that is offered is accepted, or needs only what the page asks for', () => {
  const offered: Partial<Record<(typeof ACTIONS)[number], OrderCommand>> = {
    delivery_preferences: { type: 'set_delivery_preferences', preference: {} },
    reschedule: { type: 'reschedule', estimatedDelivery: hours(2000).toISOString() },
    change_address: { type: 'change_address', address: { line1: 'Street 1', city: 'Vigo', country: 'ES' } },
    support: { type: 'request_support', subject: 'Help', message: 'Where?' },
    dispute: { type: 'open_dispute', reason: 'never came' },
    feedback: { type: 'give_feedback', rating: 5 },
    acknowledge: { type: 'acknowledge' },
    register_shipment: { type: 'register_shipment', shipmentId: 's', trackingNumber: 'T7', carrier: 'fedex' },
    assign_driver: { type: 'assign_driver', driver: { driverId: 'drv_7', name: 'Eva', provider: 'own' } },
  };
  fc.assert(
    fc.property(anyOrder, anyActor, hour, (order, actor, count) => {
      const now = hours(count);
      const actions = actionsOf(workflowOf(order.workflow.id), order, actor, now);
      for (const action of ACTIONS) {
        const command = offered[action];
        if (!command) continue;
        const isTaken = reply(order, { command, actor, now }).ok;
        if (actions.includes(action)) expect([action, isTaken]).toEqual([action, true]);
        else if (action !== 'acknowledge') expect([action, isTaken]).toEqual([action, false]);
      }
    }),
    { numRuns: 1500 },
  );
});
