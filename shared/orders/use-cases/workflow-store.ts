import type { Instant } from '../../calendar/instant.ts';
import type { WorkflowDefinition } from '../../workflows/workflow.ts';
import type { Actor } from '../model/order.ts';

/** A workflow that administrators made or changed, as a list shows it. */
export interface WorkflowSummary {
  readonly id: string;
  readonly title: string;
  readonly activeVersion: number;
  readonly updatedAt: Instant;
  readonly updatedBy: Actor;
}

export interface NewWorkflowVersion {
  readonly definition: WorkflowDefinition;
  /** The active version that the administrator has seen; absent where there was none in the table. */
  readonly expectedActive?: number;
  readonly at: Instant;
  readonly by: Actor;
}

export interface WorkflowStore {
  getVersion(id: string, version: number): Promise<WorkflowDefinition | undefined>;
  /** Strongly consistent. */
  getActiveVersion(id: string): Promise<number | undefined>;
  /** Versions of a workflow, newest first. */
  versions(id: string): Promise<readonly WorkflowDefinition[]>;
  list(): Promise<readonly WorkflowSummary[]>;
  /**
   * Puts a version that has never been, and makes it the active one, in one transaction.
   * `conflict`: the version exists, or another one has become active meanwhile.
   */
  putVersion(version: NewWorkflowVersion): Promise<'stored' | 'conflict'>;
}
