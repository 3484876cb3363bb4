import fc from 'fast-check';
import type { OrderCommand } from '../../../../shared/orders/commands/command.ts';
import { decide } from '../../../../shared/orders/commands/decide.ts';
import type { Decision } from '../../../../shared/orders/engine/decision.ts';
import type { Actor, Order } from '../../../../shared/orders/model/order.ts';
import { BUILT_IN_WORKFLOWS } from '../../../../shared/workflows/catalog.ts';
import { MILESTONES, PAYMENT_EVENT_TYPES, ROLES } from '../../../../shared/workflows/workflow.ts';
import { actorOf, DRIVER_ID, hours, newOrder, scanOf, workflowOf } from '../../workflows/support/orders.ts';
import { readWorkflowTable } from '../../workflows/support/read-table.ts';

export const IDS = BUILT_IN_WORKFLOWS.map(({ id }) => id);
const STATUSES = [...new Set(BUILT_IN_WORKFLOWS.flatMap(({ statuses }) => Object.keys(statuses)))];
const RULES = BUILT_IN_WORKFLOWS.flatMap(({ deadlines }) => deadlines.map(({ rule }) => rule));

export const hour = fc.integer({ min: 0, max: 400 });
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

export const COMMANDS = {
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

export interface Asked {
  readonly command: OrderCommand;
  readonly actor: Actor;
  readonly now: Date;
}

export const anyActor = fc.constantFrom(...ROLES).map((role) => actorOf(role));
export const anyAsked: fc.Arbitrary<Asked> = fc.record({
  command: fc.oneof(...Object.values(COMMANDS)),
  actor: anyActor,
  now: hour.map((count) => hours(count)),
});

export const reply = (order: Order, { command, actor, now }: Asked): Decision =>
  decide({ workflow: workflowOf(order.workflow.id), order, command, actor, now });

export const TABLES = new Map(IDS.map((id) => [id, readWorkflowTable(id)]));

export const pathsOf = (id: string): readonly string[] =>
  (TABLES.get(id)?.edges ?? []).map(({ from, to }) => `${from}→${to}`);

export const exitsOf = (id: string, status: string): readonly string[] =>
  pathsOf(id).filter((path) => path.startsWith(`${status}→`));

/** An order that some commands have been through, whoever sent them. */
export const anyOrder: fc.Arbitrary<Order> = fc
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
