import { CHANNEL_NAMES, FORMER_CHANNEL_NAMES } from '../contract/channel-registry.ts';
import { hasEdge, hasStatus } from './check-graph.ts';
import { parseDuration } from './duration.ts';
import { finding, type WorkflowFinding } from './findings.ts';
import {
  type DeadlineDefinition,
  GUARDS,
  MILESTONES,
  NOTIFICATION_TYPES,
  type NotificationUse,
  noticesOfDeadline,
  PRIORITIES,
  ROLES,
  type TransitionDefinition,
  type WorkflowDefinition,
} from './workflow.ts';

const RULE_NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** A definition from the admin API or from untyped code may hold any text where the types promise a known one. */
const unknownOf = (known: readonly string[], values: readonly string[]): readonly string[] =>
  values.filter((value) => !known.includes(value));

/** Each value that is there again, once, with the place of its second. */
const duplicatesOf = (values: readonly string[]): readonly (readonly [value: string, index: number])[] => {
  const repeated = new Map<string, number>();
  for (const [index, value] of values.entries())
    if (values.indexOf(value) !== index && !repeated.has(value)) repeated.set(value, index);
  return [...repeated];
};

const checkTransition = ({ from, to, roles, guards = [] }: TransitionDefinition, index: number): WorkflowFinding[] => {
  const path = `transitions.${index}`;
  const where = `Transition ${from} → ${to}`;
  const allRoles = [...roles, ...guards.flatMap((use) => use.roles ?? [])];
  const choiceless = guards.filter(({ guard, oneOf }) => guard === 'fulfilment_is' && !oneOf?.length);
  return [
    ...(roles.length > 0 ? [] : [finding('no_roles', `${where} is open to nobody.`, `${path}.roles`)]),
    ...unknownOf(ROLES, allRoles).map((role) =>
      finding('unknown_role', `${where} names the unknown role ${role}.`, path),
    ),
    ...unknownOf(
      GUARDS,
      guards.map(({ guard }) => guard),
    ).map((guard) => finding('unknown_guard', `${where} names the unknown guard ${guard}.`, `${path}.guards`)),
    ...choiceless.map(() =>
      finding('guard_without_choice', `${where}: fulfilment_is does not say which.`, `${path}.guards`),
    ),
  ];
};

export const checkTransitions = ({ transitions }: WorkflowDefinition): WorkflowFinding[] => [
  ...transitions.flatMap(checkTransition),
  ...duplicatesOf(transitions.map(({ from, to }) => `${from} → ${to}`)).map(([edge, index]) =>
    finding('duplicate_transition', `Transition ${edge} is there twice.`, `transitions.${index}`),
  ),
];

const checkNotice = (
  { where, path }: { readonly where: string; readonly path: string },
  { type, channels, priority }: NotificationUse,
): WorkflowFinding[] => [
  ...unknownOf(NOTIFICATION_TYPES, [type]).map((name) =>
    finding('unknown_notification', `${where} sends the unknown notification ${name}.`, path),
  ),
  ...unknownOf([...CHANNEL_NAMES, ...FORMER_CHANNEL_NAMES], channels).map((name) =>
    finding('unknown_channel', `${where} uses the unknown channel ${name}.`, path),
  ),
  ...unknownOf(PRIORITIES, [priority]).map((name) =>
    finding('unknown_priority', `${where} has the unknown priority ${name}.`, path),
  ),
];

export const checkNotices = (workflow: WorkflowDefinition): WorkflowFinding[] => [
  ...Object.entries(workflow.statuses).flatMap(([status, { notify = [] }]) =>
    notify.flatMap((use) => checkNotice({ where: `Status ${status}`, path: `statuses.${status}.notify` }, use)),
  ),
  ...workflow.deadlines.flatMap((deadline, index) =>
    noticesOfDeadline(deadline.action).flatMap((use) =>
      checkNotice({ where: `Deadline ${deadline.rule}`, path: `deadlines.${index}.action` }, use),
    ),
  ),
  ...Object.entries(workflow.milestoneNotices ?? {}).flatMap(([milestone, uses]) =>
    uses.flatMap((use) => checkNotice({ where: `Milestone ${milestone}`, path: `milestoneNotices.${milestone}` }, use)),
  ),
];

const isRange = ({ min, max }: NonNullable<DeadlineDefinition['usual']>): boolean => {
  const shortest = parseDuration(min) ?? 0;
  return shortest > 0 && shortest <= (parseDuration(max) ?? 0);
};

const checkUsual = ({ rule, at, usual }: DeadlineDefinition, path: string): WorkflowFinding[] => {
  if (usual === undefined) return [];
  const isSilence = at === 'lastScanAt' || at === 'unscannedSince';
  const place = `${path}.usual`;
  return [
    ...(isRange(usual)
      ? []
      : [finding('usual_range', `Deadline ${rule}: usual needs positive durations, min no longer than max.`, place)]),
    ...(isSilence
      ? []
      : [
          finding(
            'usual_without_silence',
            `Deadline ${rule}: usual goes with lastScanAt and unscannedSince only.`,
            place,
          ),
        ]),
  ];
};

const checkDeadline = (
  workflow: WorkflowDefinition,
  deadline: DeadlineDefinition,
  index: number,
): WorkflowFinding[] => {
  const path = `deadlines.${index}`;
  const { rule, in: statuses, after, action } = deadline;
  const to = action.kind === 'transition' ? action.to : undefined;
  const notNext = statuses.filter(
    (from) => to !== undefined && hasStatus(workflow, from) && !hasEdge(workflow, from, to),
  );
  return [
    ...(RULE_NAME.test(rule) ? [] : [finding('rule_name', `Deadline ${rule} is not kebab-case.`, `${path}.rule`)]),
    ...(statuses.length > 0
      ? []
      : [finding('rule_without_status', `Deadline ${rule} waits in no status.`, `${path}.in`)]),
    ...notNext.map((from) =>
      finding('deadline_not_next', `Deadline ${rule}: ${to} is not next of ${from}.`, `${path}.action`),
    ),
    ...(parseDuration(after) === undefined
      ? [
          finding(
            'duration',
            `Deadline ${rule}: ${after} is no duration of days, hours, minutes and seconds.`,
            `${path}.after`,
          ),
        ]
      : []),
    ...checkUsual(deadline, path),
  ];
};

export const checkDeadlines = (workflow: WorkflowDefinition): WorkflowFinding[] => [
  ...workflow.deadlines.flatMap((deadline, index) => checkDeadline(workflow, deadline, index)),
  ...duplicatesOf(workflow.deadlines.map(({ rule }) => rule)).map(([rule, index]) =>
    finding('duplicate_rule', `Deadline ${rule} is there twice.`, `deadlines.${index}.rule`),
  ),
];

export const checkCancellationWindow = ({ cancellationWindow }: WorkflowDefinition): WorkflowFinding[] =>
  cancellationWindow === undefined || (parseDuration(cancellationWindow) ?? 0) > 0
    ? []
    : [finding('duration', `cancellationWindow: ${cancellationWindow} is no positive duration.`, 'cancellationWindow')];

export const checkMilestones = ({ milestones, milestoneNotices = {} }: WorkflowDefinition): WorkflowFinding[] =>
  Object.entries({ milestones, milestoneNotices }).flatMap(([part, of]) =>
    unknownOf(MILESTONES, Object.keys(of)).map((name) =>
      finding('unknown_milestone', `No carrier says ${name}.`, `${part}.${name}`),
    ),
  );
