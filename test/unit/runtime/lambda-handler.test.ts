import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context } from 'aws-lambda';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { lambdaHandler } from '../../../functions/composition/lambda-handler.ts';
import { logger, metrics } from '../../../functions/composition/observability.ts';

vi.hoisted(() => {
  process.env.POWERTOOLS_METRICS_NAMESPACE = 'Wismo';
});

const context = { awsRequestId: 'r', functionName: 'f', getRemainingTimeInMillis: () => 1 } as unknown as Context;

afterEach(() => vi.restoreAllMocks());

describe('the stack of every function', () => {
  it.each([false, true])('publishes metrics and forgets log keys, whether it fails (%s) or not', async (fails) => {
    const published = vi.spyOn(metrics(), 'publishStoredMetrics').mockReturnThis();
    const reset = vi.spyOn(logger(), 'resetKeys');
    const handler = lambdaHandler<unknown, string>('probe').handler(async () => {
      logger().appendKeys({ orderId: 'ord_1' });
      metrics().addMetric('Probed', MetricUnit.Count, 1);
      if (fails) throw new Error('no');
      return 'done';
    });
    const run = handler({}, context);
    await (fails ? expect(run).rejects.toThrow('no') : expect(run).resolves.toBe('done'));
    expect(published).toHaveBeenCalledOnce();
    expect(reset).toHaveBeenCalledOnce();
    metrics().clearMetrics();
  });

  it('publishes nothing where nothing was measured', async () => {
    const published = vi.spyOn(metrics(), 'publishStoredMetrics');
    await lambdaHandler<unknown, string>('probe').handler(async () => 'done')({}, context);
    expect(published).not.toHaveBeenCalled();
  });

  it('lets a batch use its time to the end', async () => {
    const slow = lambdaHandler<unknown, string>('probe').handler(
      () => new Promise((resolve) => setTimeout(() => resolve('done'), 20)),
    );
    expect(await slow({}, context)).toBe('done');
  });
});
