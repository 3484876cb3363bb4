import { expect } from 'vitest';
import { call } from './api.ts';
import { unique } from './orders.ts';

/** One message of a status, as workflows have it. */
export interface Notice {
  readonly type: string;
  readonly channels: readonly string[];
  readonly priority: 'urgent' | 'high' | 'normal' | 'low';
}

/** Makes a workflow like `digital` that sends this message when an order is confirmed. Returns its id. */
export const workflowThatNotifies = async (adminToken: string, notice: Notice): Promise<string> => {
  const admin = { token: adminToken };
  const { body } = await call<Record<string, unknown> & { statuses: Record<string, object> }>(
    'GET',
    '/api/admin/workflows/digital',
    admin,
  );
  const { version: _version, ...rest } = body;
  const id = unique('custom').toLowerCase();
  const statuses = { ...rest.statuses, confirmed: { ...rest.statuses.confirmed, notify: [notice] } };
  const made = await call('POST', '/api/admin/workflows', { ...admin, body: { ...rest, id, title: 'Post', statuses } });
  expect(made.status, made.text).toBe(201);
  return id;
};
