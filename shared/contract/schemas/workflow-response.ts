import * as z from 'zod';
import { GUARDS, MILESTONES, PHASES, ROLES } from '../../workflows/workflow.ts';

/** Workflows that new orders can start with. */
export const workflowSummaries = z.object({
  workflows: z.array(z.object({ id: z.string(), title: z.string(), version: z.int() })),
});

const workflowStatus = z.object({
  status: z.string(),
  name: z.string().describe('In the language of the response'),
  phase: z.enum(PHASES),
  phaseName: z.string().describe('In the language of the response'),
  kind: z
    .enum(['active', 'attention', 'final'])
    .describe('Whether somebody still waits, somebody must look, or at most a return or a refund can follow'),
  isFinal: z.boolean().describe('Nothing leaves it'),
  stampedAs: z.string().nullable().describe("The order's own date that entering it sets, such as `shippedAt`"),
});

const workflowTransition = z.object({
  from: z.string(),
  to: z.string(),
  roles: z.array(z.enum(ROLES)),
  guards: z.array(z.enum(GUARDS)).describe('What must hold besides'),
});

const workflowMilestone = z.object({
  milestone: z.enum(MILESTONES),
  name: z.string().describe('In the language of the response'),
  status: z.string().describe('Where a parcel that reaches it leads the order'),
});

/** A workflow as a page draws it. */
export const workflowDescription = z.object({
  id: z.string(),
  version: z.int(),
  title: z.string(),
  statuses: z.array(workflowStatus),
  startsIn: z.array(z.string()),
  transitions: z.array(workflowTransition),
  milestones: z.array(workflowMilestone),
});
