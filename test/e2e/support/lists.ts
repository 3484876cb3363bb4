import { expect } from 'vitest';
import { call } from './api.ts';

/** A page of orders, as every list returns it. */
export interface List {
  readonly orders: readonly { readonly id: string; readonly createdAt: string }[];
  readonly pagination: {
    readonly page: number | null;
    readonly total: number | null;
    readonly totalPages: number | null;
    readonly nextCursor: string | null;
  };
  readonly truncated?: boolean;
}

export type Query = Readonly<Record<string, string | number>>;

export const get = async (path: string, query: Query, token: string): Promise<List> => {
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  const response = await call<List>('GET', `${path}?${search}`, { token });
  expect(response.status, response.text).toBe(200);
  return response.body;
};

export const idsOf = ({ orders }: List): readonly string[] => orders.map(({ id }) => id);

/** All pages, each behind the cursor of the one before. */
export const byCursor = async (path: string, query: Query, token: string): Promise<readonly List[]> => {
  const pages = [await get(path, query, token)];
  for (let next = pages[0]?.pagination.nextCursor; next != null; next = pages.at(-1)?.pagination.nextCursor) {
    pages.push(await get(path, { ...query, cursor: next }, token));
  }
  return pages;
};

/** All pages, by their numbers. */
export const byPage = async (path: string, query: Query, token: string): Promise<readonly List[]> => {
  const pages = [await get(path, query, token)];
  for (let page = 2; page <= (pages[0]?.pagination.totalPages ?? 0); page += 1) {
    pages.push(await get(path, { ...query, page }, token));
  }
  return pages;
};
