import * as z from 'zod';
import { GUARDS, MILESTONES, PHASES, ROLES } from '../../workflows/workflow.ts';

/** A workflow in a list: what a creation may name as its `orderType`. */
export const workflowSummary = z.object({
  id: z.string(),
  title: z.string(),
  /** The version that new orders start with. */
  version: z.int(),
});

export const workflowSummaries = z.object({ workflows: z.array(workflowSummary) });

/** A status as a frontend draws it. */
const describedStatus = z.object({
  status: z.string(),
  /** Its name in the language of the response. */
  name: z.string(),
  phase: z.enum(PHASES),
  phaseName: z.string(),
  /** Nothing leaves it. */
  final: z.boolean(),
});

const describedTransition = z.object({
  from: z.string(),
  to: z.string(),
  roles: z.array(z.enum(ROLES)),
  /** What must hold besides the role. */
  guards: z.array(z.enum(GUARDS)),
});

/** A carrier's milestone and the status that it leads to. */
const describedMilestone = z.object({ milestone: z.enum(MILESTONES), name: z.string(), status: z.string() });

/** A workflow as a frontend draws it: its graph with names, without what it notifies and when. */
export const workflowDescription = workflowSummary.extend({
  language: z.string(),
  /** The statuses that an order may begin with. */
  initial: z.array(z.string()),
  statuses: z.array(describedStatus),
  transitions: z.array(describedTransition),
  milestones: z.array(describedMilestone),
});
