import { type Actors, base, confirmedOnce, create, type Expectation, ITEMS, must, type Scenario } from './scenario.ts';

interface BulkResponse {
  readonly state: string;
  readonly results: readonly { readonly orderId: string; readonly success: boolean; readonly code?: string }[];
}

const MAX_JOBS = 5;

/** Moves them all; those that the response reports as not reached are sent again. */
const moveAll = async ({ admin, key }: Actors, orderIds: readonly string[], status: string): Promise<void> => {
  let left = orderIds;
  for (let job = 1; left.length > 0; job += 1) {
    if (job > MAX_JOBS) throw new Error(`Not moved after ${MAX_JOBS} jobs: ${left.join(', ')}`);
    const bulk = await admin.request<BulkResponse>(
      'POST',
      '/api/admin/orders/bulk-status',
      { orderIds: left, status },
      { 'idempotency-key': `${key}-bulk-${job}` },
    );
    const failed = must(bulk).body.results.filter(({ success }) => !success);
    if (bulk.body.state !== 'done' || failed.some(({ code }) => code !== 'SERVICE_UNAVAILABLE'))
      throw new Error(`The job did not do what it could: ${bulk.text}`);
    left = failed.map(({ orderId }) => orderId);
  }
};

const manyAreMoved: Scenario = {
  name: 'many orders at once',
  run: async (actors) => {
    const keys = [1, 2, 3].map((n) => `${actors.key}-${n}`);
    const orderIds: string[] = [];
    for (const key of keys) orderIds.push((await create(actors, ITEMS, { key })).id);
    await moveAll(actors, orderIds, 'confirmed');
    return orderIds.map(
      (orderId, index): Expectation => ({
        ...confirmedOnce(actors, orderId),
        idempotencyKey: keys[index] ?? '',
      }),
    );
  },
};

const workflowOf = (id: string, title: string) => ({
  id,
  version: 1,
  title,
  initial: [{ status: 'asked' }],
  statuses: {
    asked: { phase: 'placed' },
    granted: {
      phase: 'completed',
      final: true,
      notify: [{ type: 'completed', channels: ['email'], priority: 'normal' }],
    },
  },
  transitions: [{ from: 'asked', to: 'granted', roles: ['admin'] }],
  deadlines: [{ rule: 'unanswered', in: ['asked'], after: 'P30D', action: { kind: 'alert', alert: 'unanswered' } }],
  milestones: {},
});

const workflowIsMade: Scenario = {
  name: 'a workflow of an administrator, and an order on it',
  run: async (actors) => {
    const id = `custom_${actors.key}`;
    // 409 after a lost response: it is there.
    must(await actors.admin.request('POST', '/api/admin/workflows', workflowOf(id, 'First')), 409);
    must(await actors.admin.request('PUT', `/api/admin/workflows/${id}`, workflowOf(id, 'Second')));
    const { id: orderId } = await create(actors, { ...ITEMS, orderType: id });
    await actors.admin.move(orderId, 'granted');
    return [
      {
        ...base(actors, orderId),
        path: ['asked', 'granted'],
        deadlines: [],
        mails: 1,
        workflow: { id, versions: 2 },
      },
    ];
  },
};

export const OPERATIONS: readonly Scenario[] = [manyAreMoved, workflowIsMade];
