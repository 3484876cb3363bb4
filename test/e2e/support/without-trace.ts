import { expect } from 'vitest';
import { PROBLEMS } from '../../../shared/contract/problem.ts';
import { problem } from '../../../shared/contract/schemas/problem.ts';
import { type ApiResponse, drain, local } from './api.ts';
import { tableContents } from './table.ts';

export const MAX_BYTES = 256 * 1024;

/** Stores and drivers have minutes: what waits for them happens now, and not while the table is compared with itself. */
export const letMinutesPass = async (): Promise<void> => {
  await drain();
  await local('POST', 'clock', { advance: 'PT45M' });
  await drain();
  await local('POST', 'clock', { reset: true });
};

/** All members of a problem, as the contract has them. */
export const expectProblem = (response: ApiResponse<unknown>, status: number, code: keyof typeof PROBLEMS): void => {
  const body = response.body as ApiResponse['body'];
  expect([response.status, body.code], response.text).toEqual([status, code]);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(problem.strict().safeParse(body).error, response.text).toBeUndefined();
  const { type, title, instance, path, timestamp } = body;
  expect(type).toBe(`urn:wismo:problem:${code.toLowerCase().replaceAll('_', '-')}`);
  expect([title, body.status]).toEqual([PROBLEMS[code].title, status]);
  expect(instance).toBe(path);
  expect(new Date(String(timestamp)).toISOString()).toBe(timestamp);
};

/** What has come into the table meanwhile, or was changed in it. */
export const addedSince = async (before: readonly string[]): Promise<readonly string[]> => {
  await drain();
  const known = new Set(before);
  return (await tableContents()).filter((line) => !known.has(line));
};

export const contentsAtRest = async (): Promise<readonly string[]> => {
  await drain();
  return tableContents();
};

/**
 * That work changes nothing in the table. Call `letMinutesPass` before: what waits for a minute would come in between.
 * A difference is shown by its lines, for the table has tens of thousands.
 */
export const withoutTrace = async (work: () => Promise<void>): Promise<void> => {
  const before = await contentsAtRest();
  await work();
  const after = await contentsAtRest();
  const [known, left] = [new Set(before), new Set(after)];
  const added = after.filter((line) => !known.has(line));
  const removed = before.filter((line) => !left.has(line));
  expect({ added, removed }).toEqual({ added: [], removed: [] });
};
