import { describe, expect, it } from 'vitest';
import type { BulkSend, BulkSendState } from '../../../shared/notifications/bulk-send.ts';
import { bulkTurns } from '../../../shared/notifications/bulk-send-turn.ts';
import { manualClock } from '../../support/order-fixtures.ts';

const AT = '2026-03-01T10:00:00.000Z';

const world = (states: Readonly<Record<string, BulkSendState>>) => {
  const clock = manualClock(AT);
  const current: Record<string, BulkSendState> = { ...states };
  const reads: string[] = [];
  const jobs = {
    get: async (jobId: string) => {
      reads.push(jobId);
      const state = current[jobId];
      return state && ({ jobId, state } as BulkSend);
    },
  };
  const turnOf = bulkTurns(jobs, clock);
  return { clock, current, reads, turn: (eventId: string) => turnOf({ eventId, isWritten: true }), turnOf };
};

describe('a message of a job to many', () => {
  it('goes while its job runs, waits while it is paused, and goes never where it is cancelled or gone', async () => {
    const { turn } = world({ bulk_1: 'running', bulk_2: 'done', bulk_3: 'paused', bulk_4: 'cancelled' });
    const turns = await Promise.all(['bulk_1', 'bulk_2', 'bulk_3', 'bulk_4', 'bulk_5'].map(turn));
    expect(turns).toEqual(['goes', 'goes', 'held', 'cancelled', 'cancelled']);
  });

  it('knows of a pause within five seconds, and reads its job once in that time', async () => {
    const { turn, clock, current, reads } = world({ bulk_1: 'running' });
    for (let i = 0; i < 3; i += 1) expect(await turn('bulk_1')).toBe('goes');
    current.bulk_1 = 'paused';
    clock.advance(4_999);
    expect(await turn('bulk_1')).toBe('goes');
    clock.advance(1);
    expect(await turn('bulk_1')).toBe('held');
    expect(reads).toEqual(['bulk_1', 'bulk_1']);
  });

  it('of an event, or of one order, asks for no job', async () => {
    const { turnOf, reads } = world({});
    expect(await turnOf({ eventId: 'bulk_own-id-of-a-shop' })).toBe('goes');
    expect(await turnOf({ eventId: 'msg_1', isWritten: true })).toBe('goes');
    expect(reads).toEqual([]);
  });
});
