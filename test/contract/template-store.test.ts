import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  StoredVersion,
  TemplateHead,
  TemplateStore,
} from '../../shared/notifications/templates/template-store.ts';
import { dynamoTemplateStore } from '../../shared/store/dynamo-template-store.ts';
import { startTestTable, type TestTable } from '../support/dynamodb-engine.ts';
import { memoryTemplateStore } from '../support/memory/memory-template-store.ts';

const [FIRST, SECOND] = ['2026-03-01T10:00:00.000Z', '2026-03-02T10:00:00.000Z'];
const BY = { role: 'admin', id: 'adm-1' } as const;
const slot = { type: 'shipped', channel: 'email', language: 'es' } as const;

const headOf = (templateId: string, given: Partial<TemplateHead> = {}): TemplateHead => ({
  templateId,
  name: 'Shipped',
  ...slot,
  activeVersion: 1,
  latestVersion: 1,
  isActive: true,
  revision: 1,
  createdAt: FIRST,
  updatedAt: FIRST,
  updatedBy: BY,
  ...given,
});
const versionOf = (templateId: string, version = 1): StoredVersion => ({
  templateId,
  version,
  name: 'Shipped',
  ...slot,
  subject: 'S',
  content: `<p>${version}</p>`,
  createdAt: FIRST,
  createdBy: BY,
});

describe('templates', () => {
  let table: TestTable;
  beforeAll(async () => {
    table = await startTestTable();
  });
  afterAll(() => table.stop());

  const stores: readonly (readonly [string, () => TemplateStore])[] = [
    ['memory', () => memoryTemplateStore()],
    ['DynamoDB', () => dynamoTemplateStore(table.client, table.tableName, { pause: async () => {} })],
  ];

  it.each(stores)('in %s have versions that remain, one of which is used', async (name, storeOf) => {
    const store = storeOf();
    const id = `tpl_${name}_a`;
    expect(await store.getHead(id)).toBeUndefined();
    expect(await store.change({ head: headOf(id), version: versionOf(id) })).toBe('stored');
    expect(await store.getHead(id)).toEqual(headOf(id));
    const second = headOf(id, { activeVersion: 2, latestVersion: 2, revision: 2, updatedAt: SECOND });
    expect(await store.change({ head: second, version: versionOf(id, 2) })).toBe('stored');
    const listed = async (page: { limit: number; before?: number }) =>
      (await store.versions(id, page)).map(({ version }) => version);
    expect(await listed({ limit: 20 })).toEqual([2, 1]);
    expect([await listed({ limit: 1 }), await listed({ limit: 20, before: 2 })]).toEqual([[2], [1]]);
    expect(await listed({ limit: 20, before: 1 })).toEqual([]);
    expect(await store.getVersion(id, 1)).toEqual(versionOf(id));
    expect(await store.getVersion(id, 3)).toBeUndefined();
    expect((await store.list()).find(({ templateId }) => templateId === id)).toEqual(second);
    // What somebody else has changed meanwhile is left as it is.
    const stale = headOf(id, { revision: 2, name: 'Other', updatedAt: '2026-03-03T10:00:00.000Z' });
    expect(await store.change({ head: stale })).toBe('conflict');
    const repeated = headOf(id, { latestVersion: 2, revision: 3, updatedAt: '2026-03-03T10:00:00.000Z' });
    expect(await store.change({ head: repeated, version: versionOf(id, 2) })).toBe('conflict');
    expect(await store.getHead(id)).toEqual(second);
    // Sent again after a lost response.
    expect(await storeOf().change({ head: headOf(`${id}2`), version: versionOf(`${id}2`) })).toBe('stored');
  });

  it.each(stores)('in %s are the default of a slot one at a time', async (name, storeOf) => {
    const store = storeOf();
    const [a, b] = [`tpl_${name}_1`, `tpl_${name}_2`];
    await store.change({ head: headOf(a), version: versionOf(a), slot: 'take' });
    expect(await store.getDefault(slot)).toEqual({ ...slot, templateId: a, version: 1 });
    await store.change({ head: headOf(b), version: versionOf(b), slot: 'take' });
    expect(await store.defaults()).toEqual([{ ...slot, templateId: b, version: 1 }]);
    const later = { revision: 2, updatedAt: SECOND } as const;
    expect(await store.change({ head: headOf(a, later), slot: 'update' })).toBe('conflict');
    expect(await store.change({ head: headOf(a, later), slot: 'leave' })).toBe('conflict');
    expect(await store.change({ head: headOf(b, { ...later, isActive: false }), slot: 'leave' })).toBe('stored');
    expect(await store.defaults()).toEqual([]);
    expect(await store.getDefault(slot)).toBeUndefined();
  });

  it.each(stores)('in %s show their last failure', async (name, storeOf) => {
    const store = storeOf();
    const id = `tpl_${name}_f`;
    expect(await store.getFailure(id)).toBeUndefined();
    await store.recordFailure(id, { version: 1, at: FIRST, reason: 'first' });
    await store.recordFailure(id, { version: 2, at: SECOND, reason: 'second' });
    expect(await store.getFailure(id)).toEqual({ version: 2, at: SECOND, reason: 'second' });
  });
});
