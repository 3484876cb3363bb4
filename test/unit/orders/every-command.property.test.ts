import fc from 'fast-check';
import { expect, test } from 'vitest';
import { definitionOfEvent } from '../../../shared/contract/events.ts';
import type { OrderCommand } from '../../../shared/orders/commands/command.ts';
import { decide } from '../../../shared/orders/commands/decide.ts';
import { ACTIONS, actionsOf } from '../../../shared/orders/engine/actions.ts';
import { deadlinesOf, firstLookAt } from '../../../shared/orders/engine/deadlines.ts';
import type { Decision } from '../../../shared/orders/engine/decision.ts';
import { allowedNext, step } from '../../../shared/orders/engine/step.ts';
import type { Actor, Order } from '../../../shared/orders/model/order.ts';
import { tokensOf } from '../../../shared/search/tokens.ts';
import { BUILT_IN_WORKFLOWS } from '../../../shared/workflows/catalog.ts';
import { MILESTONES, PAYMENT_EVENT_TYPES, ROLES } from '../../../shared/workflows/workflow.ts';
import { actorOf, DRIVER_ID, hours, newOrder, scanOf, workflowOf } from '../workflows/support/orders.ts';
import { readWorkflowTable } from '../workflows/support/read-table.ts';

const IDS = BUILT_IN_WORKFLOWS.map(({ id }) => id);
const STATUSES = [...new Set(BUILT_IN_WORKFLOWS.flatMap(({ statuses }) => Object.keys(statuses)))];
const RULES = BUILT_IN_WORKFLOWS.flatMap(({ deadlines }) => deadlines.map(({ rule }) => rule));

const hour = fc.integer({ min: 0, max: 400 });
const instant = hour.map((count) => hours(count).toISOString());
const itemId = fc.constantFrom('item_1', 'item_2', 'item_9', 'sub_1');
const trackingNumber = fc.constantFrom('T1', 'T2');
const substitute = fc.record({
  name: fc.constant('Pears'),
  quantity: fc.integer({ min: 1, max: 3 }),
  unitPrice: fc.constantFrom('1.00', '2.345'),
});

const of = <T extends OrderCommand['type'], A>(type: T, fields: { [K in keyof A]: fc.Arbitrary<A[K]> }) =>
  fc.record(fields).map((values) => ({ type, ...values }));

const COMMANDS = {
  change_status: of('change_status', { status: fc.constantFrom(...STATUSES) }),
  force_status: of('force_status', { status: fc.constantFrom(...STATUSES), reason: fc.constantFrom('', 'mistake') }),
  register_shipment: trackingNumber.map((number) => ({
    type: 'register_shipment',
    shipmentId: `shp_${number}`,
    trackingNumber: number,
    carrier: 'fedex',
  })),
  detach_shipment: trackingNumber.map((number) => ({
    type: 'detach_shipment',
    trackingNumber: number,
    reason: 'wrong number',
  })),
  correct_shipment: fc.tuple(trackingNumber, trackingNumber).map(([wrong, right]) => ({
    type: 'correct_shipment',
    trackingNumber: wrong,
    shipmentId: `shp_of_${right}`,
    to: { trackingNumber: right, carrier: 'fedex' },
    reason: 'mistyped',
  })),
  confirm_shipment: trackingNumber.map((number) => ({ type: 'confirm_shipment', trackingNumber: number })),
  apply_scans: fc
    .tuple(
      trackingNumber,
      fc.array(fc.tuple(fc.constantFrom(...MILESTONES), hour), { maxLength: 4 }),
      fc.option(instant, { nil: undefined }),
    )
    .map(([number, scans, estimatedDelivery]) => ({
      type: 'apply_scans',
      trackingNumber: number,
      scans: scans.map(([milestone, at]) =>
        scanOf(milestone, at, { trackingNumber: number, scanId: `${number}-${at}-${milestone}` }),
      ),
      ...(estimatedDelivery ? { estimatedDelivery } : {}),
    })),
  apply_milestone: of('apply_milestone', {
    milestone: fc.constantFrom(...MILESTONES),
    occurredAt: instant,
    rawCode: fc.constant('X'),
  }),
  record_payment: of('record_payment', {
    event: fc.constantFrom(...PAYMENT_EVENT_TYPES),
    occurredAt: instant,
    transactionHash: fc.constantFrom('0x1', '0x2'),
  }),
  prepare_item: of('prepare_item', { itemId, prepared: fc.boolean() }),
  request_return: of('request_return', { reason: fc.constant('Too small') }),
  acknowledge: fc
    .option(instant, { nil: undefined })
    .map((estimatedReadyAt) => ({ type: 'acknowledge', ...(estimatedReadyAt ? { estimatedReadyAt } : {}) })),
  propose_substitutions: fc
    .tuple(itemId, fc.option(substitute, { nil: undefined }), fc.constantFrom('sub_1', 'sub_2'))
    .map(([item, offer, substitutionId]) => ({
      type: 'propose_substitutions',
      substitutions: [{ substitutionId, itemId: item, ...(offer ? { substitute: offer } : {}) }],
    })),
  answer_substitutions: fc
    .tuple(fc.constantFrom('sub_1', 'sub_2'), fc.constantFrom('approve', 'reject'))
    .map(([substitutionId, decision]) => ({ type: 'answer_substitutions', answers: [{ substitutionId, decision }] })),
  assign_driver: fc
    .constantFrom(DRIVER_ID, 'drv_2')
    .map((driverId) => ({ type: 'assign_driver', driver: { driverId, name: 'Dan', provider: 'own' } })),
  deliver: fc.constant({ type: 'deliver' }),
  set_delivery_preferences: fc.constant({ type: 'set_delivery_preferences', preference: { leaveWith: 'neighbour' } }),
  reschedule: of('reschedule', { estimatedDelivery: instant }),
  change_address: fc.constant({ type: 'change_address', address: { line1: 'Street 1', city: 'Vigo', country: 'ES' } }),
  request_support: fc.constant({ type: 'request_support', subject: 'Help', message: 'Where is it?' }),
  open_dispute: fc.constant({ type: 'open_dispute', reason: 'never came' }),
  give_feedback: of('give_feedback', { rating: fc.integer({ min: 0, max: 6 }) }),
  fire_deadline: of('fire_deadline', { rule: fc.constantFrom(...RULES), dueAt: instant }),
} as unknown as Readonly<Record<OrderCommand['type'], fc.Arbitrary<OrderCommand>>>;

interface Asked {
  readonly command: OrderCommand;
  readonly actor: Actor;
  readonly now: Date;
}

const anyActor = fc.constantFrom(...ROLES).map((role) => actorOf(role));
const anyAsked: fc.Arbitrary<Asked> = fc.record({
  command: fc.oneof(...Object.values(COMMANDS)),
  actor: anyActor,
  now: hour.map((count) => hours(count)),
});

const frozen = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) frozen(part);
  return value;
};

const reply = (order: Order, { command, actor, now }: Asked): Decision =>
  decide({ workflow: workflowOf(order.workflow.id), order, command, actor, now });

const TABLES = new Map(IDS.map((id) => [id, readWorkflowTable(id)]));
const pathsOf = (id: string): readonly string[] => (TABLES.get(id)?.edges ?? []).map(({ from, to }) => `${from}→${to}`);
const exitsOf = (id: string, status: string): readonly string[] =>
  pathsOf(id).filter((path) => path.startsWith(`${status}→`));

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

/** An order that some commands have been through, whoever sent them. */
const anyOrder: fc.Arbitrary<Order> = fc
  .tuple(
    fc.constantFrom(...IDS),
    fc.constantFrom('pickup', 'delivery', 'shipping'),
    fc.constantFrom('pending', 'confirmed', 'locked'),
    fc.array(anyAsked, { maxLength: 25 }),
    fc.array(fc.nat(), { maxLength: 6 }),
  )
  .map(([id, fulfilmentType, status, asked, turns]) => {
    const { order } = newOrder(id, {
      fulfilmentType,
      payment: { method: 'crypto', status },
      estimatedDelivery: hours(100).toISOString(),
    });
    const paged = turns.reduce((current, turn) => wander(current, turn), order);
    return asked.reduce((current, one) => {
      const decision = reply(current, one);
      return decision.ok ? decision.order : current;
    }, paged);
  });

/** One step along the table by force, so that late statuses are as common as early ones. */
const wander = (order: Order, turn: number): Order => {
  const exits = exitsOf(order.workflow.id, order.status).map((path) => path.split('→')[1] ?? '');
  const status = exits[turn % Math.max(1, exits.length)];
  if (status === undefined) return order;
  const decision = reply(order, {
    command: { type: 'force_status', status, reason: 'test' },
    actor: { role: 'admin' },
    now: hours(1),
  });
  return decision.ok ? decision.order : order;
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

test('a deadline fires once for its due time, however late and often', () => {
  fc.assert(
    fc.property(anyOrder, fc.nat(), fc.integer({ min: 0, max: 1000 }), (order, pick, late) => {
      const armed = deadlinesOf(workflowOf(order.workflow.id), order);
      const deadline = armed[pick % Math.max(1, armed.length)];
      fc.pre(deadline !== undefined);
      const { rule, dueAt } = deadline ?? { rule: '', dueAt: '' };
      const fire = (current: Order, milliseconds: number) =>
        reply(current, {
          command: { type: 'fire_deadline', rule, dueAt },
          actor: { role: 'system' },
          now: new Date(Date.parse(dueAt) + milliseconds),
        });
      expect(fire(order, -1)).toEqual({ ok: true, order, events: [] });
      const fired = fire(order, late);
      expect(fired.ok && fired.events.length > 0).toBe(true);
      const after = fired.ok ? fired.order : order;
      expect(after.firedDeadlines[rule]).toBe(dueAt);
      expect(fire(after, late)).toEqual({ ok: true, order: after, events: [] });
    }),
    { numRuns: 1500 },
  );
});

test('every change of what is armed is sent to the schedules', () => {
  fc.assert(
    fc.property(anyOrder, anyAsked, (order, asked) => {
      const decision = reply(order, asked);
      fc.pre(decision.ok);
      const after = decision.ok ? decision.order : order;
      const workflow = workflowOf(order.workflow.id);
      const duesOf = (one: Order) => new Map(deadlinesOf(workflow, one).map((each) => [each.rule, firstLookAt(each)]));
      const [was, is] = [duesOf(order), duesOf(after)];
      const changed = workflow.deadlines.map(({ rule }) => rule).filter((rule) => was.get(rule) !== is.get(rule));
      const effects = (decision.ok ? decision.events : []).flatMap((event) => event.effects);
      const named = effects.flatMap((effect) => (effect.kind === 'reconcile_deadlines' ? effect.rules : []));
      expect(changed.filter((rule) => !named.includes(rule))).toEqual([]);
      const armed = effects.flatMap((effect) => (effect.kind === 'reconcile_deadlines' ? (effect.armed ?? []) : []));
      // Of several events of one command the last word counts.
      const said = new Map(armed.map(({ rule, dueAt }) => [rule, dueAt]));
      for (const rule of changed.filter((one) => is.has(one))) expect(said.get(rule)).toBe(is.get(rule));
    }),
    { numRuns: 1500 },
  );
});

test('every change of the words of an order, and no scan, is sent to the search index', () => {
  fc.assert(
    fc.property(anyOrder, anyAsked, (order, asked) => {
      const decision = reply(order, asked);
      fc.pre(decision.ok && decision.events.length > 0);
      if (!decision.ok) return;
      const isSent = decision.events.some(({ type }) => definitionOfEvent(type).destinations.search === 'always');
      const isChanged = String(tokensOf(order)) !== String(tokensOf(decision.order));
      expect(isSent || !isChanged).toBe(true);
      if (asked.command.type === 'apply_scans') expect([isSent, isChanged]).toEqual([false, false]);
    }),
    { numRuns: 1500 },
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
