import { describe, expect, it } from 'vitest';
import { benchmarksDocument } from '../../../bench/benchmarks/document.ts';
import { isReached } from '../../../bench/benchmarks/target.ts';
import type { Row } from '../../../bench/report.ts';

const reached = (ours: string, target?: string, ratio?: number): boolean | undefined =>
  isReached({ measure: 'm', ours, ...(target !== undefined && { target }), ...(ratio !== undefined && { ratio }) });

describe('a target', () => {
  it.each([
    ['5.9 ms', '≤ 6 ms', undefined, true],
    ['6.1 ms', '≤ 6 ms', undefined, false],
    ['10,321/min', '≥ 10,000/min', undefined, true],
    ['741/s', '≥ 1,500/s, 0.38 ×', 0.59, true],
    ['165/s', '≥ 600/s, 0.15 ×', 0.13, false],
    ['601/s', '≥ 600/s, 0.15 ×', 0.13, true],
    ['10.6 ms', '≤ 6 ms, 3.8 ×', 6.21, false],
    ['10.6 ms', '≤ 6 ms, 3.8 ×', 3.2, true],
    ['90.8 ms', '≤ 1.15 ×', 3.01, false],
    ['33.0 ms', '≤ 1.15 ×', 1.1, true],
    ['34 of 34', 'all', undefined, true],
    ['33 of 34', 'all', undefined, false],
    ['0', '0', undefined, true],
    ['1', '0', undefined, false],
    ['34 / 75 / 200 / 60 / 20', '34 / 75 / 200 / 60 / 20', undefined, true],
    ['34 / 76 / 200 / 60 / 20', '34 / 75 / 200 / 60 / 20', undefined, false],
    ['3 MB an hour', 'flat', undefined, undefined],
    ['12 ms', undefined, undefined, undefined],
  ])('of %s, with %s and a ratio of %s: %s', (ours, target, ratio, expected) => {
    expect(reached(ours, target, ratio)).toBe(expected);
  });
});

describe('docs/benchmarks.md', () => {
  const rows: readonly Row[] = [
    { measure: 'start of OrdersApi, 763 KB', ours: '72.0 ms', floor: '30.0 ms', ratio: 2.4, target: '≤ 1.15 ×' },
    { measure: 'start of StoreApi, 619 KB', ours: '70.0 ms', floor: '30.0 ms', ratio: 2.33, target: '≤ 1.15 ×' },
    { measure: 'nobody thought of it', ours: '9 ms', target: '≤ 1 ms' },
    { measure: 'memory at rest, all processes', ours: '257 MB', target: '≤ 400 MB' },
  ];
  const machine = { processors: 2, model: 'a model', node: '24.0.0' };
  const document = benchmarksDocument([{ measure: 'bundles', rows }], machine);

  it('has each row with whether its target is reached', () => {
    expect(document).toContain('| memory at rest, all processes | 257 MB |  |  | ≤ 400 MB | reached |');
    expect(document).toContain('| start of OrdersApi, 763 KB | 72.0 ms | 30.0 ms | 2.40 × | ≤ 1.15 × | missed |');
    expect(document).toContain('1 of 4 targets are reached.');
  });

  it('says once of rows of a kind what the rest consists of, and names what nobody has looked into', () => {
    const [, missed = ''] = document.split('## Targets that are missed');
    expect(missed).toMatch(/\*\*start of OrdersApi[^*]*; start of StoreApi[^*]*\*\*: (?!not looked)/);
    expect(missed).toContain('**nobody thought of it (9 ms; ≤ 1 ms)**: not looked into yet.');
  });
});
