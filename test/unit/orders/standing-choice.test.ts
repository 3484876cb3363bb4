import { describe, expect, test } from 'vitest';
import type { OrderCommand } from '../../../shared/orders/commands/command.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import type { SubstitutionChoice } from '../../../shared/orders/model/substitution.ts';
import { auditOf } from '../../../shared/orders/use-cases/command-audit.ts';
import { prepareCommand } from '../../../shared/orders/use-cases/prepare-command.ts';
import { memoryOrderStore } from '../../support/memory/memory-order-store.ts';
import { memoryState } from '../../support/memory/memory-state.ts';
import { hours, orderIn } from '../workflows/support/orders.ts';
import { accept, noticesIn, recorded } from './support/decisions.ts';

const picking = orderIn('grocery', 'picking_in_progress');
const PEARS = { name: 'Pears', quantity: 2, unitPrice: '3.45' };
const actor = { role: 'seller', id: 'shop_1' } as const;

const propose = (standingChoice?: SubstitutionChoice): Extract<OrderCommand, { type: 'propose_substitutions' }> => ({
  type: 'propose_substitutions',
  substitutions: [
    { substitutionId: 'sub_1', itemId: 'item_1', substitute: PEARS },
    { substitutionId: 'sub_2', itemId: 'item_2' },
  ],
  ...(standingChoice && { standingChoice }),
});

describe('a customer who has chosen once and for all', () => {
  test.each([
    ['accept', ['approved', 'refunded'], '6.90'],
    ['refund', ['refunded', 'refunded'], '0.00'],
  ] as const)('%s: is asked nothing, and picking goes on', (choice, outcomes, total) => {
    const { order, events } = accept(picking, propose(choice), 'seller');
    expect(recorded(events)).toEqual([
      'substitutions_proposed:picking_in_progress',
      'substitutions_answered:picking_in_progress',
    ]);
    expect(noticesIn(events)).toEqual([]);
    expect(events[1]).toMatchObject({
      actor: { role: 'system' },
      metadata: { answeredBy: 'preference', preference: choice, totalAmount: total },
    });
    expect(order.substitutions.map(({ status, answeredBy }) => [status, answeredBy])).toEqual(
      outcomes.map((outcome) => [outcome, 'preference']),
    );
    expect(order.totalAmount).toBe(total);
    expect(accept(order, propose(choice), 'seller').events).toEqual([]);
  });

  test('of this order comes before what was chosen for all', () => {
    const asked: Order = { ...picking, substitutionPreference: 'ask' };
    expect(accept(asked, propose('accept'), 'seller').order.status).toBe('substitutions_needed');
    const refunded = accept({ ...picking, substitutionPreference: 'refund' }, propose('accept'), 'seller').order;
    expect(refunded.substitutions.map(({ status }) => status)).toEqual(['refunded', 'refunded']);
  });

  test('meanwhile: what was asked before still waits, and nobody is asked again', () => {
    const first = { ...propose(), substitutions: propose().substitutions.slice(0, 1) };
    const waiting = accept(picking, first, 'seller').order;
    const { order, events } = accept(waiting, propose('accept'), 'seller');
    expect(order.substitutions.map(({ status }) => status)).toEqual(['proposed', 'refunded']);
    expect([order.status, noticesIn(events)]).toEqual(['substitutions_needed', []]);
  });

  test('meanwhile: the question that nobody answered is settled so', () => {
    const waiting = accept(picking, propose(), 'seller').order;
    const command = {
      type: 'fire_deadline',
      rule: 'substitutions-unanswered',
      dueAt: hours(2).toISOString(),
      standingChoice: 'accept',
    } as const;
    const { order } = accept(waiting, command, 'system', hours(2));
    expect([order.status, ...order.substitutions.map(({ status }) => status)]).toEqual([
      'picking_in_progress',
      'approved',
      'refunded',
    ]);
  });

  test('what was done in their name is audited, and what they were asked is not', () => {
    const ids = { ulid: () => 'ulid' };
    const auditFor = (choice: SubstitutionChoice) => {
      const { order } = accept(picking, propose(choice), 'seller');
      return auditOf(ids, { command: propose(choice), actor }, picking, order, hours(1));
    };
    expect(auditFor('refund')).toMatchObject({
      action: 'order.substitutions_settled',
      subject: picking.orderId,
      details: { totalAmount: '0.00', substitutions: [{ status: 'refunded' }, { status: 'refunded' }] },
    });
    expect(auditFor('ask')).toBeUndefined();
  });
});

describe('what a decision is made with', () => {
  const store = memoryOrderStore(memoryState());
  const choiceIn = async (command: OrderCommand, order: Order) => {
    const reads: string[] = [];
    const standingChoiceOf = async ({ orderId }: Order) => {
      reads.push(orderId);
      return 'accept' as const;
    };
    const prepared = await prepareCommand({ store, standingChoiceOf }, { order }, command, hours(1));
    return [reads.length, 'standingChoice' in prepared.command ? prepared.command.standingChoice : undefined];
  };
  const fire = { type: 'fire_deadline', rule: 'r', dueAt: hours(1).toISOString() } as const;

  test('is read for a proposal, and for a deadline while something is open', async () => {
    expect(await choiceIn(propose(), picking)).toEqual([1, 'accept']);
    expect(await choiceIn(fire, accept(picking, propose(), 'seller').order)).toEqual([1, 'accept']);
    expect(await choiceIn(fire, picking)).toEqual([0, undefined]);
    expect(await choiceIn(propose(), { ...picking, substitutionPreference: 'ask' })).toEqual([0, undefined]);
  });
});
