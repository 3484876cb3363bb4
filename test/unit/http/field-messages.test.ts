import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { fieldMessage } from '../../../shared/contract/field-message.ts';
import { OPERATIONS } from '../../../shared/contract/operations.ts';
import { readAt } from '../../../shared/contract/reading-time.ts';
import { admin, buyer, system, world } from './support/world.ts';

const messageOf = (schema: z.ZodType, value: unknown): string | undefined =>
  schema.safeParse(value, { error: fieldMessage }).error?.issues[0]?.message;

describe('the message of a field', () => {
  it.each([
    [z.string(), undefined, 'Is required'],
    [z.enum(['a', 'b']), undefined, 'Is required'],
    [z.string(), 5, 'Must be a text'],
    [z.boolean(), 'yes', 'Must be true or false'],
    [z.array(z.string()), 'a', 'Must be a list'],
    [z.object({}), 'a', 'Must be an object'],
    [z.int(), 1.5, 'Must be a whole number'],
    [z.enum(['accept', 'refund']), 'keep', 'Must be one of accept, refund'],
    [z.literal(true), false, 'Must be true'],
    [z.string().min(2), 'a', 'Must be at least 2 characters long'],
    [z.string().min(1), '', 'Must be at least 1 character long'],
    [z.string().max(3), 'abcd', 'Must be at most 3 characters long'],
    [z.array(z.string()).min(1), [], 'Must have at least 1 entry'],
    [z.array(z.string()).max(2), ['a', 'b', 'c'], 'Must have at most 2 entries'],
    [z.number().gt(0), 0, 'Must be more than 0'],
    [z.number().max(100), 101, 'Must be at most 100'],
    [z.iso.datetime(), 'soon', 'Must be an instant such as 2026-11-27T09:30:00Z'],
    [z.string().regex(/^a$/, 'Must be an a'), 'b', 'Must be an a'],
  ])('says what is right (%#)', (schema, value, message) => {
    expect(messageOf(schema, value)).toBe(message);
  });

  it('never speaks of the validator', () => {
    const bodies = Object.values(OPERATIONS).flatMap(({ body, query }: { body?: unknown; query?: unknown }) =>
      [body, query].filter((schema): schema is z.ZodType => schema instanceof z.ZodType),
    );
    expect(bodies.length).toBeGreaterThan(20);
    fc.assert(
      fc.property(fc.constantFrom(...bodies), fc.jsonValue(), (schema, value) => {
        const { error } = readAt(new Date('2026-11-21T10:00:00Z'), () =>
          schema.safeParse(value, { error: fieldMessage }),
        );
        for (const { message } of error?.issues ?? [])
          expect(message).not.toMatch(/Invalid|expected|Too (?:small|big)/);
      }),
    );
  });

  it('reaches who wrote the request', async () => {
    const { call } = world();
    const { body } = await call('GET', '/api/orders/search?q=a', { as: buyer });
    expect(body.errors).toEqual([{ path: 'query.q', message: 'Must be at least 2 characters long' }]);
  });
});

describe('GET /api/workflows', () => {
  it('lists what orders run on, and describes one with its names', async () => {
    const { call } = world();
    const list = await call('GET', '/api/workflows', { as: buyer });
    expect(list.body.workflows).toContainEqual({ id: 'parcel', title: expect.any(String), version: 1 });
    const { body, headers } = await call('GET', '/api/workflows/parcel', {
      as: buyer,
      headers: { 'accept-language': 'en' },
    });
    expect(headers['Content-Language']).toBe('en');
    expect(body.statuses).toContainEqual({
      status: 'out_for_delivery',
      name: 'Out for delivery',
      phase: 'out_for_delivery',
      phaseName: 'Out for delivery',
      final: false,
    });
    const names = new Set(body.statuses.map(({ status }: { status: string }) => status));
    for (const { from, to, roles } of body.transitions) {
      expect([names.has(from), names.has(to), roles.length > 0]).toEqual([true, true, true]);
    }
    for (const status of body.initial) expect(names).toContain(status);
    expect(body.milestones).toContainEqual({ milestone: 'delivered', name: 'Delivered', status: 'delivered' });
  });

  it('speaks Spanish unless asked otherwise, and knows a custom workflow and its versions', async () => {
    const { call, parts } = world();
    expect((await call('GET', '/api/workflows/parcel', { as: system })).body.language).toBe('es');
    expect((await call('GET', '/api/workflows/nowhere', { as: system })).status).toBe(404);
    const { version: _version, ...parcel } = (await parts.workflows.find('parcel', 1)) ?? {};
    await call('POST', '/api/admin/workflows', { as: admin, body: { ...parcel, id: 'bakery', title: 'Bakery' } });
    const { body } = await call('GET', '/api/workflows/bakery?version=1&locale=ro', { as: buyer });
    expect(body).toMatchObject({ id: 'bakery', title: 'Bakery', version: 1, language: 'ro' });
    expect((await call('GET', '/api/workflows/bakery?version=2', { as: buyer })).status).toBe(404);
  });

  it('is for those who signed in', async () => {
    const { call } = world();
    expect((await call('GET', '/api/workflows')).status).toBe(401);
  });
});
