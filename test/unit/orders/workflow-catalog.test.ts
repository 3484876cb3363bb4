import { describe, expect, it } from 'vitest';
import {
  FIRST_CUSTOM_VERSION_OF_BUILT_IN,
  nextWorkflowVersion,
  workflowCatalog,
} from '../../../shared/orders/use-cases/workflow-catalog.ts';
import { BUILT_INS, findWorkflow } from '../../../shared/workflows/catalog.ts';
import type { WorkflowDefinition } from '../../../shared/workflows/workflow.ts';

const parcel = findWorkflow('parcel', 1);
if (parcel === undefined) throw new Error('no parcel workflow');
const custom = (id: string, version: number): WorkflowDefinition => ({ ...parcel, id, version });

/** Every custom version up to a thousand is stored; `active` are the versions that administrators chose. */
const setUp = (active: Readonly<Record<string, number>> = {}) => {
  const read: string[] = [];
  const catalog = workflowCatalog(BUILT_INS, {
    getVersion: async (id, version) => {
      read.push(`${id}@${version}`);
      return id === 'gone' ? undefined : custom(id, version);
    },
    getActiveVersion: async (id) => active[id],
    list: async () =>
      Object.entries(active).map(([id, activeVersion]) => ({
        id,
        title: `Stored ${id}`,
        activeVersion,
        updatedAt: '2026-11-21T10:00:00.000Z',
        updatedBy: { role: 'admin', id: 'admin-1' },
      })),
  });
  return { catalog, read };
};

describe('a version of a workflow', () => {
  it('that is built in needs no reading', async () => {
    const { catalog, read } = setUp();
    expect(await catalog.find('parcel', 1)).toEqual(parcel);
    expect(read).toEqual([]);
  });

  it('that administrators made is read once, each of its own', async () => {
    const { catalog, read } = setUp();
    expect(await catalog.find('bakery', 1)).toEqual(custom('bakery', 1));
    expect(await catalog.find('bakery', 2)).toEqual(custom('bakery', 2));
    expect(await catalog.find('florist', 1)).toEqual(custom('florist', 1));
    expect(await catalog.find('bakery', 1)).toEqual(custom('bakery', 1));
    expect(read).toEqual(['bakery@1', 'bakery@2', 'florist@1']);
  });

  it('that is not there is looked for each time: it may come', async () => {
    const { catalog, read } = setUp();
    expect(await catalog.find('gone', 1)).toBeUndefined();
    expect(await catalog.find('gone', 1)).toBeUndefined();
    expect(read).toHaveLength(2);
  });

  it('stays in memory with 199 others; one more takes the place of the oldest', async () => {
    const { catalog, read } = setUp();
    for (let version = 1; version <= 200; version += 1) await catalog.find('bakery', version);
    await catalog.find('bakery', 1);
    expect(read).toHaveLength(200);
    await catalog.find('bakery', 201);
    await catalog.find('bakery', 2);
    expect(read).toHaveLength(201);
    await catalog.find('bakery', 1);
    expect(read.slice(200)).toEqual(['bakery@201', 'bakery@1']);
  });
});

describe('the version that new orders start with', () => {
  it('is the one that an administrator chose, else the newest that is built in', async () => {
    const { catalog } = setUp({ bakery: 3 });
    expect(await catalog.findActive('bakery')).toEqual(custom('bakery', 3));
    expect(await catalog.findActive('parcel')).toEqual(findWorkflow('parcel'));
    expect(await catalog.findActive('nothing')).toBeUndefined();
  });
});

describe('the next version', () => {
  it('follows the newest that is stored; a built-in workflow leaves room for later releases', () => {
    expect(nextWorkflowVersion(findWorkflow, 'bakery', undefined)).toBe(1);
    expect(nextWorkflowVersion(findWorkflow, 'bakery', 4)).toBe(5);
    expect(nextWorkflowVersion(findWorkflow, 'parcel', undefined)).toBe(FIRST_CUSTOM_VERSION_OF_BUILT_IN);
    expect(nextWorkflowVersion(findWorkflow, 'parcel', 1_007)).toBe(1_008);
  });
});

describe('the list of workflows', () => {
  it('shows each built-in workflow once, and the stored version of one that was changed', async () => {
    const { catalog } = setUp({ parcel: 1_001, bakery: 2 });
    const listed = await catalog.list();
    const ids = listed.map(({ id }) => id);
    expect(ids.toSorted()).toEqual([...new Set([...BUILT_INS.all.map(({ id }) => id), 'bakery'])].toSorted());
    expect(listed).toContainEqual({ id: 'parcel', title: 'Stored parcel', version: 1_001 });
    expect(listed).toContainEqual({ id: 'bakery', title: 'Stored bakery', version: 2 });
  });
});
