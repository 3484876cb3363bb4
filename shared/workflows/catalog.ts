import { digital } from './built-in/digital.ts';
import { farm } from './built-in/farm.ts';
import { grocery } from './built-in/grocery.ts';
import { marketplace } from './built-in/marketplace.ts';
import { parcel } from './built-in/parcel.ts';
import { subscription } from './built-in/subscription.ts';
import type { NamedWorkflow } from './define-workflow.ts';
import type { WorkflowDefinition } from './workflow.ts';

/**
 * Every workflow that ships, in every version that an order may still be pinned to. A change to a released workflow is
 * a new entry with the next version beside the old one.
 */
const BUILT_IN = [parcel, digital, subscription, marketplace, farm, grocery] as const;

export const BUILT_IN_WORKFLOWS: readonly WorkflowDefinition[] = BUILT_IN;

type StatusOf<Workflow> = Workflow extends NamedWorkflow<infer Status> ? Status : never;

/** Every status of every workflow that ships. */
export type BuiltInStatus = StatusOf<(typeof BUILT_IN)[number]>;

/** The built-in workflow of an id, in that version, or the newest one where none is said. */
export const findWorkflow = (id: string, version?: number): WorkflowDefinition | undefined =>
  BUILT_IN_WORKFLOWS.filter((workflow) => workflow.id === id && (version === undefined || workflow.version === version))
    .toSorted((a, b) => a.version - b.version)
    .at(-1);

/** How the built-in workflows are looked up and listed. */
export const BUILT_INS = { find: findWorkflow, all: BUILT_IN_WORKFLOWS } as const;

/** `standard` is the `parcel` workflow; every other order type is called like its workflow, custom ones too. */
export const workflowIdForOrderType = (orderType: string): string => (orderType === 'standard' ? 'parcel' : orderType);
