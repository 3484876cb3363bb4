import type { WorkflowDefinition } from '../workflows/workflow.ts';

/** Where workflows are looked up: the built-in ones and those that administrators made. */
export interface WorkflowCatalog {
  /** A version never changes. `undefined` where there is no such version. */
  find(id: string, version: number): Promise<WorkflowDefinition | undefined>;
  /** The version that new orders start with. */
  findActive(id: string): Promise<WorkflowDefinition | undefined>;
}
