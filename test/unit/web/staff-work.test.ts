// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick, ref } from 'vue';

const { listOrdersInPhase } = vi.hoisted(() => ({ listOrdersInPhase: vi.fn() }));
vi.mock('../../../web/app/session/api.ts', () => ({ api: () => ({ listOrdersInPhase }) }));

const { draftOf, forgetDraft, storeDraft } = await import('../../../web/app/areas/staff/drafts.ts');
const { queuePageWithOrders } = await import('../../../web/app/areas/staff/queues.ts');
const { useChoice } = await import('../../../web/app/areas/staff/use-choice.ts');

const SIGNAL = new AbortController().signal;

describe('what somebody has chosen while others move the order', () => {
  it('is not exchanged for another where it is no longer possible', async () => {
    const choices = ref(['confirmed', 'cancelled']);
    const { chosen, begin, startAnew } = useChoice(() => choices.value);
    expect(chosen.value).toBe('confirmed');
    begin();
    chosen.value = 'cancelled';
    choices.value = ['processing', 'cancelled'];
    await nextTick();
    expect(chosen.value).toBe('cancelled');
    choices.value = ['delivered'];
    await nextTick();
    expect(chosen.value).toBe('');
    startAnew();
    expect(chosen.value).toBe('delivered');
  });

  it('is what is there first, as long as nobody has begun', async () => {
    const choices = ref<readonly string[]>([]);
    const { chosen } = useChoice(() => choices.value);
    expect(chosen.value).toBe('');
    choices.value = ['confirmed'];
    await nextTick();
    choices.value = ['processing'];
    await nextTick();
    expect(chosen.value).toBe('processing');
  });
});

describe('a queue of several phases', () => {
  const page = (orders: readonly object[]) => ({ orders, pagination: { nextCursor: null } });
  beforeEach(() => void listOrdersInPhase.mockReset());

  it('begins with the first that has anything', async () => {
    const stuck = { orderId: 'ord_1', statusSince: '2026-01-01T00:00:00.000Z' };
    listOrdersInPhase.mockResolvedValueOnce(page([])).mockResolvedValueOnce(page([stuck]));
    expect(await queuePageWithOrders('stuck', undefined, SIGNAL)).toEqual({ orders: [stuck], next: undefined });
  });

  it('is empty where none of them has', async () => {
    listOrdersInPhase.mockResolvedValue(page([]));
    expect(await queuePageWithOrders('stuck', undefined, SIGNAL)).toEqual({ orders: [], next: undefined });
    expect(listOrdersInPhase).toHaveBeenCalledTimes(2);
  });
});

describe('a definition that is being written', () => {
  it('outlives the page in its tab, each for whoever writes it', () => {
    storeDraft('max', 'farm', { text: '{"title": ', version: 3 });
    expect(draftOf('max', 'farm')).toEqual({ text: '{"title": ', version: 3 });
    expect([draftOf('ines', 'farm'), draftOf('max', 'dairy')]).toEqual([undefined, undefined]);
    forgetDraft('max', 'farm');
    expect(draftOf('max', 'farm')).toBeUndefined();
  });
});
