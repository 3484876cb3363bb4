import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { secretReader } from '../../../functions/composition/secrets.ts';
import { forEachOrder } from '../../../functions/consumers/each-order.ts';
import { scheduled } from '../../../functions/consumers/scheduled.ts';

process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
process.env.POWERTOOLS_METRICS_DISABLED = 'true';
process.env.POWERTOOLS_METRICS_NAMESPACE = 'Wismo';

const context = { awsRequestId: 'r', functionName: 'f' } as Context;

describe('a message about several orders', () => {
  it('reaches each of them, whichever fails, and then fails itself', async () => {
    const reached: string[] = [];
    const work = async (orderId: string): Promise<void> => {
      reached.push(orderId);
      if (orderId === 'b') throw new TypeError('no such field');
    };
    await expect(forEachOrder(['a', 'b', 'c'], work)).rejects.toThrow('Failed for b (TypeError)');
    expect(reached).toEqual(['a', 'b', 'c']);
    await expect(forEachOrder(['a'], work)).resolves.toBeUndefined();
  });
});

describe('a scheduled function', () => {
  it('checks its input, and lets a failure be a failure', async () => {
    const run = scheduled({ name: 'test', input: () => z.object({ orderId: z.string() }) }, async ({ orderId }) => {
      if (orderId === 'bad') throw new Error('no');
    });
    await expect(run({ orderId: 'ord_1' }, context)).resolves.toBeUndefined();
    await expect(run({ orderId: 'bad' }, context)).rejects.toThrow('no');
    await expect(run({}, context)).rejects.toThrow();
  });
});

describe('secrets', () => {
  it('are fetched anew when none fits, but not for every forgery', async () => {
    let now = 0;
    let stored = { current: 'one', previous: 'zero' };
    const fetches: boolean[] = [];
    const reader = secretReader(
      async (_, force) => {
        fetches.push(force);
        return JSON.stringify(stored);
      },
      { now: () => new Date(now) },
    );
    const accepts = (secret: string) => reader.accepts('id', (candidate) => candidate === secret);
    expect(await accepts('one')).toBe(true);
    expect(await accepts('zero')).toBe(true);
    expect(fetches).toEqual([false, false]);
    expect(await accepts('forged')).toBe(false);
    expect(await accepts('forged')).toBe(false);
    expect(fetches).toEqual([false, false, false, true, false]);
    now = 60_000;
    stored = { current: 'two', previous: 'one' };
    expect(await accepts('two')).toBe(true);
  });

  it('of another form are refused without their value', async () => {
    const reader = secretReader(async () => '{"key":"hidden"}', { now: () => new Date(0) });
    await expect(reader.read('id')).rejects.toThrow(/^((?!hidden).)*$/);
  });
});
