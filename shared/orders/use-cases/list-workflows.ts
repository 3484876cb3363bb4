import type { Instant } from '../../calendar/instant.ts';
import type { WorkflowDefinition } from '../../workflows/workflow.ts';
import type { FindBuiltIn } from './workflow-catalog.ts';
import type { WorkflowStore } from './workflow-store.ts';

/** A workflow that new orders can start with. */
export interface ActiveWorkflow {
  readonly id: string;
  readonly title: string;
  readonly activeVersion: number;
  readonly builtIn: boolean;
  /** Null where it is as it was shipped. */
  readonly updatedAt: Instant | null;
}

export interface BuiltInWorkflows {
  readonly find: FindBuiltIn;
  readonly all: readonly WorkflowDefinition[];
}

/** Those that ship, then those that administrators made or changed. */
export const activeWorkflows = async (
  builtIn: BuiltInWorkflows,
  store: Pick<WorkflowStore, 'list'>,
): Promise<readonly ActiveWorkflow[]> => {
  const stored = await store.list();
  const changed = new Set(stored.map(({ id }) => id));
  const shipped = builtIn.all
    .filter(({ id, version }) => !changed.has(id) && builtIn.find(id)?.version === version)
    .map(({ id, title, version }) => ({ id, title, activeVersion: version, builtIn: true, updatedAt: null }));
  const custom = stored.map(({ id, title, activeVersion, updatedAt }) => ({
    id,
    title,
    activeVersion,
    builtIn: builtIn.find(id) !== undefined,
    updatedAt,
  }));
  return [...shipped, ...custom];
};
