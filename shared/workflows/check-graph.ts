import { finding, type WorkflowFinding } from './findings.ts';
import { PHASES, type WorkflowDefinition } from './workflow.ts';

const STATUS_NAME = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;

const includes = (known: readonly string[], value: string): boolean => known.includes(value);

export const hasStatus = (workflow: WorkflowDefinition, status: string): boolean =>
  Object.hasOwn(workflow.statuses, status);

export const hasEdge = (workflow: WorkflowDefinition, from: string, to: string): boolean =>
  workflow.transitions.some((transition) => transition.from === from && transition.to === to);

const unknownIn = (
  workflow: WorkflowDefinition,
  { where, path }: { readonly where: string; readonly path: string },
  names: readonly string[],
): WorkflowFinding[] =>
  names
    .filter((name) => !hasStatus(workflow, name))
    .map((name) => finding('unknown_status', `${where} names the unknown status ${name}.`, path));

/** Every place where a status is named. */
export const checkNames = (workflow: WorkflowDefinition): WorkflowFinding[] => [
  ...unknownIn(
    workflow,
    { where: 'initial', path: 'initial' },
    workflow.initial.map(({ status }) => status),
  ),
  ...workflow.transitions.flatMap(({ from, to }, index) =>
    unknownIn(workflow, { where: `Transition ${from} → ${to}`, path: `transitions.${index}` }, [from, to]),
  ),
  ...workflow.deadlines.flatMap(({ rule, in: statuses, action }, index) =>
    unknownIn(
      workflow,
      { where: `Deadline ${rule}`, path: `deadlines.${index}` },
      action.kind === 'transition' ? [...statuses, action.to] : statuses,
    ),
  ),
  ...Object.entries(workflow.milestones).flatMap(([milestone, to]) =>
    unknownIn(workflow, { where: `Milestone ${milestone}`, path: `milestones.${milestone}` }, [to]),
  ),
  ...Object.entries(workflow.automatic ?? {}).flatMap(([from, to]) =>
    unknownIn(workflow, { where: 'automatic', path: `automatic.${from}` }, [from, to]),
  ),
  ...Object.entries(workflow.payments ?? {}).flatMap(([event, to]) =>
    unknownIn(workflow, { where: `Payment ${event}`, path: `payments.${event}` }, [to]),
  ),
  ...unknownIn(
    workflow,
    { where: 'substitutions', path: 'substitutions' },
    Object.values(workflow.substitutions ?? {}),
  ),
  ...unknownIn(
    workflow,
    { where: 'driverAssigned', path: 'driverAssigned' },
    workflow.driverAssigned === undefined ? [] : [workflow.driverAssigned],
  ),
];

const reachableFrom = (workflow: WorkflowDefinition, starts: readonly string[]): ReadonlySet<string> => {
  const reached = new Set(starts);
  // A Set is iterated in the order of its members, those that are added on the way included.
  for (const status of reached) {
    for (const { from, to } of workflow.transitions) if (from === status) reached.add(to);
  }
  return reached;
};

/** Statuses: what they are called, whether an order gets there, and whether it gets away again. */
export const checkStatuses = (workflow: WorkflowDefinition): WorkflowFinding[] => {
  const reached = reachableFrom(
    workflow,
    workflow.initial.map(({ status }) => status),
  );
  return Object.entries(workflow.statuses).flatMap(([status, { phase, final }]) => {
    const path = `statuses.${status}`;
    const hasExit = workflow.transitions.some(({ from }) => from === status);
    return [
      ...(STATUS_NAME.test(status) ? [] : [finding('status_name', `Status ${status} is not snake_case.`, path)]),
      ...(includes(PHASES, phase)
        ? []
        : [finding('unknown_phase', `Status ${status} has the unknown phase ${phase}.`, `${path}.phase`)]),
      ...(reached.has(status) ? [] : [finding('unreachable_status', `No order can reach the status ${status}.`, path)]),
      ...(hasExit || final ? [] : [finding('dead_end', `Nothing leaves ${status}, which is not final.`, path)]),
      ...(hasExit && final ? [finding('exit_from_final', `A transition leaves ${status}, which is final.`, path)] : []),
    ];
  });
};

export const checkInitial = ({ initial }: WorkflowDefinition): WorkflowFinding[] => {
  const last = initial.at(-1);
  if (!last) return [finding('no_initial', 'No status to begin at.', 'initial')];
  return last.when
    ? [
        finding(
          'conditional_initial',
          `The last beginning, ${last.status}, has a condition: an order may have none.`,
          `initial.${initial.length - 1}`,
        ),
      ]
    : [];
};

const followsInCircle = (automatic: Readonly<Record<string, string>>, start: string): boolean => {
  const seen = new Set<string>();
  for (let status: string | undefined = start; status !== undefined; status = automatic[status]) {
    if (seen.has(status)) return true;
    seen.add(status);
  }
  return false;
};

/** What happens by itself must be allowed to the system, and must come to an end. */
export const checkAutomatic = (workflow: WorkflowDefinition): WorkflowFinding[] => {
  const automatic = workflow.automatic ?? {};
  return Object.entries(automatic).flatMap(([from, to]) => {
    const isAllowed = workflow.transitions.some(
      (transition) => transition.from === from && transition.to === to && transition.roles.includes('system'),
    );
    return [
      ...(isAllowed
        ? []
        : [finding('automatic_not_allowed', `${from} → ${to} is not allowed to the system.`, `automatic.${from}`)]),
      ...(followsInCircle(automatic, from)
        ? [finding('cyclic_automatic', `From ${from}, automatic never ends.`, `automatic.${from}`)]
        : []),
    ];
  });
};

/** The store proposes at `picking`, the customer decides at `waiting`: both paths must exist. */
export const checkSubstitutions = (workflow: WorkflowDefinition): WorkflowFinding[] => {
  if (!workflow.substitutions) return [];
  const { picking, waiting } = workflow.substitutions;
  return [[picking, waiting] as const, [waiting, picking] as const].flatMap(([from, to]) =>
    hasEdge(workflow, from, to)
      ? []
      : [finding('substitutions_not_connected', `Substitutions need a transition ${from} → ${to}.`, 'substitutions')],
  );
};
