/** Templates: who may write them, which is used, and what a preview shows. */
import { beforeEach, describe, expect, it } from 'vitest';
import { CHECKOUT_EXAMPLE } from '../../../shared/contract/examples.ts';
import { TEMPLATE_SLOTS } from '../../../shared/notifications/templates/built-in.ts';
import { admin, buyer, csr, seller, system, type World, world } from './support/world.ts';

const PATH = '/api/admin/notifications/templates';
const DRAFT = {
  name: 'Shipped',
  type: 'shipped',
  channel: 'email',
  language: 'en',
  subject: 'Order {{ orderNumber }} has left',
  content: '<h1>On its way</h1>\n<p>{{ customerName }}</p>',
};
const BUILT_IN = `${PATH}/builtin.shipped.email.en`;

let api: World;
beforeEach(() => {
  api = world();
});

const create = (given: object = {}, as = admin) => api.call('POST', PATH, { as, body: { ...DRAFT, ...given } });
const defaultsOf = async (): Promise<readonly string[]> => {
  const { body } = await api.call('GET', `${PATH}?type=shipped&channel=email&language=en`, { as: csr });
  return body.templates
    .filter(({ isDefault }: { isDefault: boolean }) => isDefault)
    .map(({ id }: { id: string }) => id);
};

describe('templates', () => {
  it('are written by administrators and read by support', async () => {
    const made = await create();
    const path = `${PATH}/${made.body.id}`;
    expect(made).toMatchObject({ status: 201, headers: { Location: path, ETag: '"1"' } });
    expect(made.body).toMatchObject({
      ...DRAFT,
      variables: ['customerName', 'orderNumber'],
      version: 1,
      isDefault: false,
    });
    expect((await api.call('GET', path, { as: csr })).body).toMatchObject({ id: made.body.id, lastFailure: null });
    for (const as of [csr, seller, buyer]) expect((await create({}, as)).status).toBe(403);
    for (const as of [seller, buyer]) expect((await api.call('GET', path, { as })).status).toBe(403);
    expect((await api.call('PUT', path, { as: csr, body: { isDefault: true } })).status).toBe(403);
    expect([...api.state.audit.values()].at(-1)).toMatchObject({ action: 'template.created', subject: made.body.id });
    expect((await api.call('GET', `${PATH}/tpl_none`, { as: csr })).status).toBe(404);
  });

  it('have exactly one default for a type, channel and language', async () => {
    expect(await defaultsOf()).toEqual(['builtin.shipped.email.en']);
    const first = (await create({ isDefault: true })).body.id;
    expect(await defaultsOf()).toEqual([first]);
    const second = (await create({ isDefault: true, name: 'Other' })).body.id;
    expect(await defaultsOf()).toEqual([second]);
    await api.call('PUT', `${PATH}/${first}`, { as: admin, body: { isDefault: true } });
    expect(await defaultsOf()).toEqual([first]);
    await api.call('PUT', `${PATH}/${first}`, { as: admin, body: { isActive: false } });
    expect(await defaultsOf()).toEqual(['builtin.shipped.email.en']);
    const refused = await api.call('PUT', `${PATH}/${first}`, { as: admin, body: { isDefault: true } });
    expect(refused.body.errors).toMatchObject([{ path: 'isDefault' }]);
    const { body } = await api.call('GET', PATH, { as: csr });
    expect(body.templates).toHaveLength(TEMPLATE_SLOTS.length + 2);
    expect((await api.call('GET', `${PATH}?builtIn=false`, { as: csr })).body.templates).toHaveLength(2);
  });

  it('have versions that never change, drafts among them, and go back to one', async () => {
    const { id } = (await create({ isDefault: true })).body;
    const path = `${PATH}/${id}`;
    const put = (body: object, headers = {}) => api.call('PUT', path, { as: admin, body, headers });
    expect((await put({ content: '<p>2</p>' }, { 'if-match': '"1"' })).body).toMatchObject({
      version: 2,
      activeVersion: 2,
    });
    expect((await put({ content: '<p>x</p>' }, { 'if-match': '"1"' })).status).toBe(412);
    expect((await put({ content: '<p>3</p>', publish: false })).body).toMatchObject({ version: 3, activeVersion: 2 });
    expect((await api.call('GET', path, { as: csr })).body).toMatchObject({ content: '<p>2</p>', latestVersion: 3 });
    // What is there already is no new version.
    expect((await put({ content: '<p>3</p>' })).body).toMatchObject({ latestVersion: 3 });
    const rollback = (version: number) => api.call('POST', `${path}/rollback`, { as: admin, body: { version } });
    expect((await rollback(1)).body).toMatchObject({ content: DRAFT.content, activeVersion: 1, isDefault: true });
    expect((await rollback(9)).status).toBe(404);
    const { versions } = (await api.call('GET', `${path}/versions`, { as: csr })).body;
    expect(
      versions.map(({ version, isActive }: { version: number; isActive: boolean }) => [version, isActive]),
    ).toEqual([
      [3, false],
      [2, false],
      [1, true],
    ]);
    expect(await api.parts.templates.getDefault({ type: 'shipped', channel: 'email', language: 'en' })).toMatchObject({
      version: 1,
    });
  });

  it('are refused with every problem and its line', async () => {
    const { status, body } = await create({ content: '<p>{{ nobody }}</p>\n{% include "x" %}\n<script></script>' });
    expect(status).toBe(422);
    expect(
      body.errors.map(({ path, message }: { path: string; message: string }) => [path, message.slice(0, 30)]),
    ).toEqual([
      ['content', 'Line 1: "nobody" is no variabl'],
      ['content', 'Line 2: The tag "include" is n'],
      ['content', 'Line 3: The tag <script> is no'],
      ['content', 'Line 3: The tag <script> is no'],
    ]);
    const stored = (await create()).body.id;
    expect((await api.call('PUT', `${PATH}/${stored}`, { as: admin, body: { content: '{{ x }}' } })).status).toBe(422);
    expect((await api.call('GET', `${PATH}/${stored}`, { as: csr })).body.latestVersion).toBe(1);
  });

  it('that are built in are shown and not changed', async () => {
    expect((await api.call('GET', BUILT_IN, { as: csr })).body).toMatchObject({
      isBuiltIn: true,
      isDefault: true,
      subject: 'Order {{ orderNumber }} has shipped',
    });
    for (const [method, path, body] of [
      ['PUT', BUILT_IN, { content: '<p>a</p>' }],
      ['POST', `${BUILT_IN}/rollback`, { version: 1 }],
    ] as const) {
      expect((await api.call(method, path, { as: admin, body })).body.code).toBe('NOT_APPLICABLE');
    }
    expect((await api.call('GET', `${PATH}/builtin.shipped.email.xx`, { as: csr })).status).toBe(404);
  });
});

describe('a preview', () => {
  const preview = (path: string, body: object, as = csr) => api.call('POST', `${path}/preview`, { as, body });

  it('shows a template with a sample, and texts that are not stored', async () => {
    const sample = await preview(BUILT_IN, {});
    expect(sample.body).toMatchObject({ isSample: true, problems: [], warnings: [] });
    expect(sample.body.message.html).toContain('Ana Ruiz');
    expect(sample.body.message.subject).toBe('Order ORD-2026-001234 has shipped');
    const draft = await preview(BUILT_IN, { subject: 'S {{ orderNumber }}', content: '<p>{{ totalAmount }}</p>' });
    expect(draft.body.message).toMatchObject({ subject: 'S ORD-2026-001234', text: expect.stringContaining('€28.60') });
    expect((await preview(BUILT_IN, { content: '{{ x }}' })).body).toMatchObject({
      message: {},
      problems: [{ part: 'content', line: 1 }],
    });
    expect((await preview(BUILT_IN, {}, buyer)).status).toBe(403);
  });

  it('shows it with a real order', async () => {
    const { order } = (await api.call('POST', '/api/orders', { as: system, body: CHECKOUT_EXAMPLE })).body;
    const { body } = await preview(BUILT_IN, { orderId: order.id });
    expect(body).toMatchObject({ isSample: false });
    expect(body.message.subject).toContain(order.orderNumber);
    expect((await preview(BUILT_IN, { orderId: 'ord_none' })).status).toBe(404);
  });

  it('of each built-in template has parts and nothing left unfilled', async () => {
    for (const { type, channel, language } of TEMPLATE_SLOTS) {
      const { body } = await preview(`${PATH}/builtin.${type}.${channel}.${language}`, {});
      expect(body.problems).toEqual([]);
      for (const part of Object.values<string>(body.message)) expect(part).not.toMatch(/\{\{|\{%|undefined/);
    }
  });
});
