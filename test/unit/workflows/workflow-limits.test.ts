import { describe, expect, it } from 'vitest';
import { findProblems } from '../../../shared/workflows/define-workflow.ts';
import type { DeadlineAction, NotificationUse, WorkflowDefinition } from '../../../shared/workflows/workflow.ts';
import { workflowShapeSchema } from '../../../shared/workflows/workflow-schema.ts';

const SHAPE: WorkflowDefinition = {
  id: 'repair',
  version: 1,
  title: 'Repair',
  initial: [{ status: 'received' }],
  statuses: { received: { phase: 'placed' }, repaired: { phase: 'completed', final: true } },
  transitions: [{ from: 'received', to: 'repaired', roles: ['seller'] }],
  deadlines: [{ rule: 'slow', in: ['received'], after: 'P2D', action: { kind: 'alert', alert: 'slow' } }],
  milestones: {},
};
const isTaken = (change: object): boolean => workflowShapeSchema.safeParse({ ...SHAPE, ...change }).success;
const statuses = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`s${i}`, { phase: 'placed' }]));

describe('a workflow that an administrator makes', () => {
  it('has up to a hundred statuses', () => {
    expect(isTaken({ statuses: statuses(100) })).toBe(true);
    expect(isTaken({ statuses: statuses(101) })).toBe(false);
  });

  it.each([
    ['repair', true],
    ['repair-2', true],
    ['repair_at_home', true],
    ['r', true],
    ['Repair', false],
    ['2repair', false],
    ['repair-', false],
    ['repair--home', false],
    ['-repair', false],
    ['re pair', false],
    ['réparation', false],
    ['', false],
  ])('may be called %j: %s', (id, may) => {
    expect(isTaken({ id })).toBe(may);
  });

  it.each([
    ['on_hold', true],
    ['hold2', true],
    ['On_hold', false],
    ['on-hold', false],
    ['on__hold', false],
    ['_hold', false],
    ['hold_', false],
    ['2hold', false],
    ['hold me', false],
  ])('may have a status %j: %s', (name, may) => {
    expect(isTaken({ statuses: { ...SHAPE.statuses, [name]: { phase: 'placed' } } })).toBe(may);
  });

  it.each([
    ['repairedAt', true],
    ['firstRepairedAt', true],
    ['repaired', false],
    ['RepairedAt', false],
    ['repaired_At', false],
    ['repairedAtHome', false],
    ['1repairedAt', false],
  ])('may stamp %j: %s', (stamps, may) => {
    expect(isTaken({ statuses: { received: { phase: 'placed', stamps } } })).toBe(may);
  });

  it.each([
    ['too-slow', true],
    ['slow2', true],
    ['too_slow', false],
    ['Slow', false],
    ['too--slow', false],
    ['slow-', false],
    ['-slow', false],
  ])('may have a deadline %j: %s', (rule, may) => {
    const deadlines = SHAPE.deadlines.map((deadline) => ({ ...deadline, rule }));
    expect(isTaken({ deadlines })).toBe(may);
    const kinds = findProblems({ ...SHAPE, deadlines }).join('\n');
    expect(kinds.includes('kebab-case')).toBe(!may);
  });

  it('has no members that nobody knows', () => {
    expect(isTaken({})).toBe(true);
    expect(isTaken({ colour: 'red' })).toBe(false);
    expect(isTaken({ statuses: { received: { phase: 'placed', colour: 'red' } } })).toBe(false);
  });
});

describe('what a deadline sends', () => {
  const wrong = { type: 'carrier_pigeon', channels: ['email'], priority: 'normal' } as unknown as NotificationUse;
  const problems = (action: DeadlineAction) =>
    findProblems({ ...SHAPE, deadlines: SHAPE.deadlines.map((deadline) => ({ ...deadline, action })) });

  it('is checked, with an alert too', () => {
    expect(problems({ kind: 'notify', notify: wrong })).toEqual([expect.stringContaining('carrier_pigeon')]);
    expect(problems({ kind: 'alert', alert: 'slow', notify: wrong })).toEqual([
      expect.stringContaining('carrier_pigeon'),
    ]);
    expect(problems({ kind: 'alert', alert: 'slow' })).toEqual([]);
    expect(problems({ kind: 'transition', to: 'repaired', reason: 'slow' })).toEqual([]);
  });
});
