import { describe, expect, it } from 'vitest';
import { createFaults, seededRandom } from '../../../local/edge/faults.ts';
import type { AwsCall } from '../../../local/ports.ts';

const call = (operation: string): AwsCall => ({
  service: 'dynamodb',
  operation,
  principal: 'OrdersApiHandler1',
  method: 'POST',
  url: '/',
  headers: {},
  body: Buffer.alloc(0),
  input: {},
});

describe('faults on order', () => {
  it('skip so many matching calls, and then match so many', () => {
    const faults = createFaults(seededRandom(1));
    faults.add({ service: 'dynamodb', operation: 'PutItem', function: 'OrdersApi', kind: 'kill', after: 2, times: 1 });
    const befallen = ['PutItem', 'GetItem', 'PutItem', 'PutItem', 'PutItem'].map(
      (operation) => faults.matchingFaults(call(operation)).length,
    );
    expect(befallen).toEqual([0, 0, 0, 1, 0]);
    expect(faults.list()).toMatchObject([{ kind: 'kill', after: 2, times: 1, applied: 1 }]);
  });
});
