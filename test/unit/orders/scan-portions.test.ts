import { describe, expect, it } from 'vitest';
import type { Decide, OrderCommand } from '../../../shared/orders/commands/command.ts';
import {
  type CommandDependencies,
  type CommandRequest,
  executeCommand,
} from '../../../shared/orders/use-cases/execute-command.ts';
import type { CommitExtras, OrderStore } from '../../../shared/orders/use-cases/order-store.ts';
import { findWorkflow } from '../../../shared/workflows/catalog.ts';
import { memoryOrderStore } from '../../support/memory/memory-order-store.ts';
import { memoryState } from '../../support/memory/memory-state.ts';
import { anOrder, aScan, created, manualClock, seededIds } from '../../support/order-fixtures.ts';

/** DynamoDB's own bound for one transaction. */
const MAX_ITEMS_IN_TRANSACTION = 100;
const ITEMS_PER_SCAN = 3;
const CARRIER = { role: 'carrier', id: 'fedex' } as const;
type ScansCommand = Extract<OrderCommand, { type: 'apply_scans' }>;

const scansOf = (count: number) =>
  Array.from({ length: count }, (_, minute) =>
    aScan({
      scanId: `s${minute}`,
      milestone: 'delivery_attempted',
      occurredAt: new Date(Date.UTC(2026, 2, 2, 0, minute)).toISOString(),
    }),
  );

/** One event where scans of attempts are among them; refuses what comes after the refused scan. */
const decideUntil =
  (asked: ScansCommand[], refusedScan?: string): Decide =>
  ({ order, command, actor, now }) => {
    if (command.type !== 'apply_scans') throw new Error(command.type);
    asked.push(command);
    if (command.scans.some(({ scanId }) => scanId === refusedScan)) {
      return { ok: false, code: 'INVALID_TRANSITION', reason: 'over', currentStatus: order.status, allowed: [] };
    }
    const moves = command.scans.some(({ milestone }) => milestone === 'delivery_attempted');
    const { status, phase } = order;
    const event = { type: 'status_changed', actor, occurredAt: now.toISOString(), status, phase, effects: [] } as const;
    return { ok: true, order, events: moves ? [event] : [] };
  };

const setUp = async (refusedScan?: string) => {
  const store = memoryOrderStore(memoryState());
  const ids = seededIds();
  const { order, events } = created(anOrder({ orderId: 'o1' }), ids);
  await store.create(order, events, { stockTaken: [] });
  const commits: CommitExtras[] = [];
  const asked: ScansCommand[] = [];
  const recording: OrderStore = {
    ...store,
    commit: async (version, next, happened, extras) => {
      commits.push(extras);
      return store.commit(version, next, happened, extras);
    },
  };
  const dependencies: CommandDependencies = {
    store: recording,
    decide: decideUntil(asked, refusedScan),
    clock: manualClock(),
    ids,
    workflows: { find: async (id, version) => findWorkflow(id, version), findActive: async (id) => findWorkflow(id) },
    backoff: { pause: async () => undefined },
  };
  const apply = (scans: ScansCommand['scans'], more: Partial<CommandRequest> = {}, command: object = {}) =>
    executeCommand(dependencies, {
      orderId: 'o1',
      actor: CARRIER,
      ...more,
      command: { type: 'apply_scans', trackingNumber: '122816215025810', scans, ...command },
    });
  return { store, commits, asked, apply };
};

describe('more scans than one transaction holds', () => {
  it('are split so that each transaction holds its part, none twice, the oldest first', async () => {
    const { store, commits, apply } = await setUp();
    const scans = scansOf(95);
    expect(await apply(scans.toReversed())).toMatchObject({ ok: true, changed: true, scansRecorded: 95 });
    const committed = commits.map((extras) => extras.scans ?? []);
    for (const part of committed) expect(part.length * ITEMS_PER_SCAN).toBeLessThan(MAX_ITEMS_IN_TRANSACTION);
    expect(committed.flat()).toEqual(scans);
    expect((await store.scans('o1', { limit: 200 })).scans).toEqual(scans);
  });

  it('are one transaction as long as they fit, and not more than are needed', async () => {
    const partsOf = async (count: number) => {
      const { commits, apply } = await setUp();
      await apply(scansOf(count));
      return commits.map(({ scans }) => scans?.length);
    };
    expect(await partsOf(30)).toEqual([30]);
    expect(await partsOf(31)).toEqual([30, 1]);
    expect(await partsOf(60)).toEqual([30, 30]);
  });

  it('are of the parcel in each part; what the message says beside them goes with the last', async () => {
    const { asked, apply } = await setUp();
    await apply(scansOf(61), {}, { estimatedDelivery: '2026-03-09' });
    expect(asked.map(({ trackingNumber }) => trackingNumber)).toEqual(Array(3).fill('122816215025810'));
    expect(asked.map(({ estimatedDelivery }) => estimatedDelivery)).toEqual([undefined, undefined, '2026-03-09']);
  });

  it('leave the audit entry and the idempotency record of the request to the last part, once', async () => {
    const { commits, apply } = await setUp();
    const audit = { auditId: 'aud_1', at: 'now', actor: CARRIER, action: 'scans.imported', subject: 'o1' };
    await apply(scansOf(61), { extras: { audit } });
    expect(commits.map((extras) => extras.audit)).toEqual([undefined, undefined, audit]);
  });

  it('count for a caller who named the version as one change from it', async () => {
    const { apply } = await setUp();
    expect(await apply(scansOf(61), { ifMatch: 7 })).toEqual({ ok: false, code: 'PRECONDITION_FAILED' });
    expect(await apply(scansOf(61), { ifMatch: 1 })).toMatchObject({ ok: true, scansRecorded: 61 });
  });

  it('stop at the part that is refused; what came before stays', async () => {
    const { store, asked, apply } = await setUp('s40');
    expect(await apply(scansOf(95))).toMatchObject({ ok: false, code: 'INVALID_TRANSITION' });
    expect((await store.scans('o1', { limit: 200 })).scans).toEqual(scansOf(30));
    expect(asked).toHaveLength(2);
    const first = await setUp('s0');
    expect(await first.apply(scansOf(95))).toMatchObject({ ok: false });
    expect(first.asked).toHaveLength(1);
  });

  it('have changed the order when any of their parts has', async () => {
    const moving = scansOf(31);
    const silent = moving.map((scan) => aScan({ ...scan, milestone: 'in_transit' }));
    const outcomeOf = async (scans: ScansCommand['scans']) => (await setUp()).apply(scans);
    expect(await outcomeOf([...moving.slice(0, 30), ...silent.slice(30)])).toMatchObject({
      changed: true,
      scansRecorded: 31,
      events: [{ seq: 2 }],
    });
    expect(await outcomeOf([...silent.slice(0, 30), ...moving.slice(30)])).toMatchObject({ changed: true });
    expect(await outcomeOf(silent)).toMatchObject({ changed: false, scansRecorded: 31, events: [] });
  });
});
