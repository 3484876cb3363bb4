import type { WorkflowDefinition } from '../../workflows/workflow.ts';
import type { Order } from '../model/order.ts';
import type { WorkflowStore } from './workflow-store.ts';

/** Where workflows are looked up: the built-in ones and those that administrators made. */
export interface WorkflowCatalog {
  /** A version never changes. `undefined` where there is no such version. */
  find(id: string, version: number): Promise<WorkflowDefinition | undefined>;
  /** The version that new orders start with. */
  findActive(id: string): Promise<WorkflowDefinition | undefined>;
}

/** A catalog that can be listed too. */
export interface WorkflowDirectory extends WorkflowCatalog {
  /** Every workflow, with the version that new orders start with. */
  list(): Promise<readonly WorkflowListing[]>;
}

export interface WorkflowListing {
  readonly id: string;
  readonly title: string;
  readonly version: number;
}

/** @throws Error where the version is gone, which nothing removes. */
export const workflowOfOrder = async (
  workflows: WorkflowCatalog,
  { orderId, workflow: { id, version } }: Pick<Order, 'orderId' | 'workflow'>,
): Promise<WorkflowDefinition> => {
  const workflow = await workflows.find(id, version);
  if (workflow === undefined) throw new Error(`Order ${orderId} runs on ${id} version ${version}, which is gone`);
  return workflow;
};

/** As `findWorkflow` of the built-in workflows: the newest where no version is said. */
export type FindBuiltIn = (id: string, version?: number) => WorkflowDefinition | undefined;

export interface BuiltInWorkflows {
  readonly find: FindBuiltIn;
  /** In every version that an order may still be pinned to. */
  readonly all: readonly WorkflowDefinition[];
}

/** The newest version of each built-in workflow that administrators did not change. */
export const unchangedBuiltIns = (
  { find, all }: BuiltInWorkflows,
  stored: readonly { readonly id: string }[],
): readonly WorkflowDefinition[] => {
  const changed = new Set(stored.map(({ id }) => id));
  return all.filter(({ id, version }) => !changed.has(id) && find(id)?.version === version);
};

/** A built-in workflow that an administrator changes goes on here, so that the next release's version is never taken. */
export const FIRST_CUSTOM_VERSION_OF_BUILT_IN = 1_001;

/** Definitions are a few kilobytes: this many stay with a process. */
const MAX_CACHED = 200;

export const nextWorkflowVersion = (findBuiltIn: FindBuiltIn, id: string, newestStored: number | undefined): number => {
  if (newestStored !== undefined) return newestStored + 1;
  return findBuiltIn(id) === undefined ? 1 : FIRST_CUSTOM_VERSION_OF_BUILT_IN;
};

/**
 * Built-in workflows need no reading. A version from the table never changes and is cached; which one is active is read
 * each time, so that a change is there for the next order.
 */
export const workflowCatalog = (
  builtIn: BuiltInWorkflows,
  store: Pick<WorkflowStore, 'getVersion' | 'getActiveVersion' | 'list'>,
): WorkflowDirectory => {
  const cache = new Map<string, WorkflowDefinition>();

  const find = async (id: string, version: number): Promise<WorkflowDefinition | undefined> => {
    const key = JSON.stringify([id, version]);
    const known = builtIn.find(id, version) ?? cache.get(key);
    if (known !== undefined) return known;
    const stored = await store.getVersion(id, version);
    if (stored === undefined) return undefined;
    const [oldest] = cache.keys();
    if (cache.size >= MAX_CACHED && oldest !== undefined) cache.delete(oldest);
    cache.set(key, stored);
    return stored;
  };

  return {
    find,
    findActive: async (id) => {
      const version = await store.getActiveVersion(id);
      return version === undefined ? builtIn.find(id) : find(id, version);
    },
    list: async () => {
      const stored = await store.list();
      return [
        ...unchangedBuiltIns(builtIn, stored).map(({ id, title, version }) => ({ id, title, version })),
        ...stored.map(({ id, title, activeVersion }) => ({ id, title, version: activeVersion })),
      ];
    },
  };
};
