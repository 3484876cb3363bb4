import fc from 'fast-check';
import { expect, test } from 'vitest';
import { definitionOfEvent } from '../../../shared/contract/events.ts';
import { deadlinesOf, firstLookAt } from '../../../shared/orders/engine/deadlines.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import { tokensOf } from '../../../shared/search/tokens.ts';
import { workflowOf } from '../workflows/support/orders.ts';
import { anyAsked, anyOrder, reply } from './support/any-command.ts';

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
