import { expect } from 'vitest';
import { call, local } from './api.ts';
import { type Parties, unique } from './orders.ts';

export interface Notice {
  readonly type: string;
  readonly channels: readonly string[];
  readonly priority: 'urgent' | 'high' | 'normal' | 'low';
}

/** A workflow of an administrator, as for downloads, that notifies of this when an order is confirmed. */
export const workflowNotifying = async ({ admin: token }: Pick<Parties, 'admin'>, notice: Notice): Promise<string> => {
  const { body } = await call<Record<string, unknown> & { statuses: Record<string, object> }>(
    'GET',
    '/api/admin/workflows/digital',
    { token },
  );
  const { version: _version, ...rest } = body;
  const id = unique('notifying').toLowerCase();
  const statuses = { ...rest.statuses, confirmed: { ...rest.statuses.confirmed, notify: [notice] } };
  const made = await call('POST', '/api/admin/workflows', {
    token,
    body: { ...rest, id, title: 'Notifying', statuses },
  });
  expect(made.status, made.text).toBe(201);
  return id;
};

/** The time of the next day, in UTC, wherever and whenever the tests run. */
export const tomorrowAt = (time: string): string => {
  const tomorrow = new Date(Math.ceil(Date.now() / 86_400_000) * 86_400_000).toISOString();
  return `${tomorrow.slice(0, 10)}T${time}:00.000Z`;
};

/** Noon, or nearly: nobody's night in Europe. */
export const atNoon = (): Promise<unknown> => local('POST', 'clock', { set: tomorrowAt('11:00') });
