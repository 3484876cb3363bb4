import { describe, expect, it } from 'vitest';
import { batchFailuresOf } from '../../../local/mappings/batch-failures.ts';
import { createFilter } from '../../../local/mappings/filter.ts';
import type { InvocationResult } from '../../../local/ports.ts';
import { failing, OK, THROWN } from './support/mappings.ts';

describe('filters', () => {
  const passes = (pattern: object, record: unknown): boolean =>
    createFilter({ FilterCriteria: { Filters: [{ Pattern: JSON.stringify(pattern) }] } })(record);
  it.each([
    ['exact', { a: ['x', 'y'] }, { a: 'y' }, { a: 'z' }],
    ['nested', { a: { b: { S: ['x'] } } }, { a: { b: { S: 'x' } } }, { a: {} }],
    ['prefix', { a: [{ prefix: 'ab' }] }, { a: 'abc' }, { a: 'bc' }],
    ['suffix', { a: [{ suffix: 'bc' }] }, { a: 'abc' }, { a: 'ab' }],
    ['exists', { a: [{ exists: true }] }, { a: null }, { b: 1 }],
    ['exists not', { a: [{ exists: false }] }, { b: 1 }, { a: 1 }],
    ['anything-but', { a: [{ 'anything-but': ['x', 'y'] }] }, { a: 'z' }, { a: 'x' }],
    ['anything-but prefix', { a: [{ 'anything-but': { prefix: 'x' } }] }, { a: 'z' }, { a: 'xy' }],
    ['numeric', { a: [{ numeric: ['>', 1, '<=', 3] }] }, { a: 3 }, { a: 1 }],
    ['equals-ignore-case', { a: [{ 'equals-ignore-case': 'X' }] }, { a: 'x' }, { a: 'y' }],
    ['null', { a: [null] }, { a: null }, { a: 1 }],
    ['an element of a list', { a: ['x'] }, { a: ['z', 'x'] }, { a: ['z'] }],
    ['$or', { $or: [{ a: ['x'] }, { b: ['y'] }] }, { b: 'y' }, { a: 'y' }],
    ['all of several keys', { a: ['x'], b: ['y'] }, { a: 'x', b: 'y' }, { a: 'x' }],
  ])('by %s', (_name, pattern, taken, left) => {
    expect([passes(pattern, taken), passes(pattern, left)]).toEqual([true, false]);
  });

  it('let through what any of them takes, and everything where there are none', () => {
    const any = createFilter({ FilterCriteria: { Filters: [{ Pattern: '{"a":["x"]}' }, { Pattern: '{"b":["y"]}' }] } });
    expect([any({ a: 'x' }), any({ b: 'y' }), any({})]).toEqual([true, true, false]);
    expect(createFilter({})({})).toBe(true);
  });

  it('refuse an operator that is not known', () => {
    expect(() => passes({ a: [{ cidr: '10.0.0.0/8' }] }, {})).toThrow('{"cidr":"10.0.0.0/8"} is not known here');
  });
});

describe('batch item failures', () => {
  const ids = new Set(['1', '2']);
  it.each([
    ['nothing reported', OK, { kind: 'none' }],
    ['no list', { ok: true, payload: null }, { kind: 'none' }],
    ['some', failing('2'), { kind: 'some', ids: new Set(['2']) }],
    ['an unknown id', failing('9'), { kind: 'all' }],
    ['an empty id', failing(''), { kind: 'all' }],
    ['a throw', THROWN, { kind: 'all' }],
  ] satisfies [string, InvocationResult, object][])('%s', (_name, result, expected) => {
    expect(batchFailuresOf(result, true, ids)).toEqual(expected);
  });

  it('count for nothing where the mapping does not report them', () => {
    expect(batchFailuresOf(failing('1'), false, ids)).toEqual({ kind: 'none' });
  });
});
