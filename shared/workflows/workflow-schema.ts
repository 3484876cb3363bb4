import * as z from 'zod';
import { AUDIENCES } from '../contract/channel-descriptor.ts';
import { CHANNEL_NAMES, type ChannelName, FORMER_CHANNEL_NAMES } from '../contract/channel-registry.ts';
import { inspectWorkflow } from './define-workflow.ts';
import { TEXT_VARIANTS } from './text-variants.ts';
import {
  GUARDS,
  MILESTONES,
  NOTIFICATION_TYPES,
  PAYMENT_EVENT_TYPES,
  PHASES,
  PRIORITIES,
  ROLES,
  type WorkflowDefinition,
} from './workflow.ts';

const statusName = z
  .string()
  .regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/, 'Must be snake_case')
  .max(60);
const ruleName = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'Must be kebab-case')
  .max(40);
const label = z.string().min(1).max(80);
const roles = z.array(z.enum(ROLES)).min(1).max(ROLES.length);
const MAX_STATUSES = 100;
const MAX_NOTICES = 10;

/** A workflow that was stored under a former name can be read, changed and put back. */
const channel = z.enum([...CHANNEL_NAMES, ...(FORMER_CHANNEL_NAMES as readonly ChannelName[])]);

const notificationUse = z.strictObject({
  type: z.enum(NOTIFICATION_TYPES),
  channels: z.array(channel).min(1).max(CHANNEL_NAMES.length),
  priority: z.enum(PRIORITIES),
  audience: z.enum(AUDIENCES).exactOptional(),
  variant: z.enum(TEXT_VARIANTS).exactOptional(),
});

const guardUse = z.strictObject({
  guard: z.enum(GUARDS),
  oneOf: z
    .array(z.enum(['pickup', 'delivery', 'shipping']))
    .max(3)
    .exactOptional(),
  roles: roles.exactOptional(),
});

const statusDefinition = z.strictObject({
  phase: z.enum(PHASES),
  final: z.boolean().exactOptional(),
  notify: z.array(notificationUse).max(MAX_NOTICES).exactOptional(),
  stamps: z
    .string()
    .regex(/^[a-z][A-Za-z]*At$/, 'Must be camelCase and end in At')
    .max(60)
    .exactOptional(),
});

const transitionDefinition = z.strictObject({
  from: statusName,
  to: statusName,
  roles,
  guards: z.array(guardUse).max(GUARDS.length).exactOptional(),
  startsCycle: z.boolean().exactOptional(),
});

const alsoNotify = z.array(notificationUse).max(MAX_NOTICES).exactOptional();

const deadlineAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('transition'), to: statusName, reason: label }),
  z.strictObject({ kind: z.literal('notify'), notify: notificationUse, alsoNotify, alert: label.exactOptional() }),
  z.strictObject({ kind: z.literal('alert'), alert: label, notify: notificationUse.exactOptional(), alsoNotify }),
  z.strictObject({ kind: z.literal('flag'), flag: z.literal('quiet') }),
  z.strictObject({ kind: z.literal('settle_substitutions') }),
]);

const deadlineDefinition = z.strictObject({
  rule: ruleName,
  in: z.array(statusName).min(1).max(MAX_STATUSES),
  at: z
    .enum([
      'statusSince',
      'estimatedDelivery',
      'estimatedReadyAt',
      'estimatedPickupAt',
      'lastScanAt',
      'unscannedSince',
      'createdAt',
    ])
    .exactOptional(),
  after: z.string().max(40),
  usual: z.strictObject({ min: z.string().max(40), max: z.string().max(40) }).exactOptional(),
  unless: z.literal('has_driver').exactOptional(),
  action: deadlineAction,
});

const initialRule = z.strictObject({
  status: statusName,
  when: z
    .strictObject({
      paymentStatus: z
        .array(z.enum(['pending', 'confirmed', 'locked']))
        .max(3)
        .exactOptional(),
      paymentMethod: z.array(z.string().min(1).max(40)).max(20).exactOptional(),
    })
    .exactOptional(),
});

/** The shape alone, one zod object: for OpenAPI, and as the body of the admin API. Limits keep a workflow one item. */
export const workflowShapeSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9]*([-_][a-z0-9]+)*$/)
    .max(40),
  version: z.int().min(1),
  title: label,
  initial: z.array(initialRule).min(1).max(20),
  statuses: z
    .record(statusName, statusDefinition)
    .refine((statuses) => Object.keys(statuses).length <= MAX_STATUSES, `At most ${MAX_STATUSES} statuses`),
  transitions: z.array(transitionDefinition).max(500),
  deadlines: z.array(deadlineDefinition).max(50),
  milestones: z.partialRecord(z.enum(MILESTONES), statusName),
  cancellationWindow: z.string().max(40).exactOptional(),
  automatic: z.record(statusName, statusName).exactOptional(),
  payments: z.partialRecord(z.enum(PAYMENT_EVENT_TYPES), statusName).exactOptional(),
  milestoneNotices: z.partialRecord(z.enum(MILESTONES), z.array(notificationUse).max(MAX_NOTICES)).exactOptional(),
  substitutions: z.strictObject({ picking: statusName, waiting: statusName }).exactOptional(),
  driverAssigned: statusName.exactOptional(),
  dialect: z.enum(['farm']).exactOptional(),
}) satisfies z.ZodType<WorkflowDefinition>;

/** A workflow that can be run: its shape, and the same proof that the built-in ones pass when they are loaded. */
export const workflowDefinitionSchema = workflowShapeSchema.superRefine((workflow, context) => {
  for (const { message, path } of inspectWorkflow(workflow))
    context.addIssue({ code: 'custom', message, path: path.split('.') });
});
