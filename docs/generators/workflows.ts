import { BUILT_IN_WORKFLOWS } from '../../shared/workflows/catalog.ts';
import { PHASE_KINDS, statusKind } from '../../shared/workflows/phase-kind.ts';
import {
  type DeadlineAction,
  type GuardUse,
  type InitialRule,
  type NotificationUse,
  noticesOfDeadline,
  PHASES,
  type TransitionDefinition,
  type WorkflowDefinition,
} from '../../shared/workflows/workflow.ts';

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const guardText = ({ guard, oneOf, roles }: GuardUse): string =>
  `${guard}${oneOf ? `(${oneOf.join(', ')})` : ''}${roles ? ` for ${roles.join(', ')}` : ''}`;

const noticeText = ({ type, channels, priority, audience = 'customer' }: NotificationUse): string =>
  `${type}${audience === 'customer' ? '' : ` to ${audience === 'support' ? 'support' : `the ${audience}`}`}: ${channels.join(', ')}${priority === 'normal' ? '' : ` (${priority})`}`;

const noticesText = (uses: readonly NotificationUse[] = []): string => uses.map(noticeText).join('<br>');

const conditionText = ({ when }: InitialRule): string => {
  const parts = [
    ...(when?.paymentMethod ? [`paid by ${when.paymentMethod.join(' or ')}`] : []),
    ...(when?.paymentStatus ? [`payment ${when.paymentStatus.join(' or ')}`] : []),
  ];
  return parts.join(', ') || 'otherwise';
};

const actionText = (action: DeadlineAction): string => {
  if (action.kind === 'transition') return `→ ${action.to}, reason \`${action.reason}\``;
  if (action.kind === 'settle_substitutions') return "open substitutions take the customer's preference";
  if (action.kind === 'flag') return `recorded as \`${action.flag}\`, nobody is notified`;
  const parts = [
    ...(action.alert ? [`alert \`${action.alert}\``] : []),
    ...noticesOfDeadline(action).map((use) => `notify ${noticeText(use)}`),
  ];
  return parts.join('; ');
};

/** One arrow per transition: its roles would make the picture unreadable, and stand in the table below it. */
const diagram = ({ initial, statuses, transitions, automatic = {} }: WorkflowDefinition): string => {
  const beginnings = [...new Set(initial.map(({ status }) => status))].map((status) => `  [*] --> ${status}`);
  const edges = transitions.map(({ from, to }) => `  ${from} --> ${to}${automatic[from] === to ? ': by itself' : ''}`);
  const ends = Object.entries(statuses)
    .filter(([, { final }]) => final)
    .map(([status]) => `  ${status} --> [*]`);
  return ['```mermaid', 'stateDiagram-v2', ...beginnings, ...edges, ...ends, '```'].join('\n');
};

const statusTable = (workflow: WorkflowDefinition): string =>
  table(
    ['status', 'phase', 'kind', 'stamps', 'notifies'],
    Object.entries(workflow.statuses).map(([status, { phase, notify, stamps }]) => [
      status,
      phase,
      statusKind(workflow, status),
      stamps ?? '',
      noticesText(notify),
    ]),
  );

const transitionRow = ({ from, to, roles, guards = [], startsCycle }: TransitionDefinition): readonly string[] => [
  from,
  to,
  roles.join(', '),
  [...guards.map(guardText), ...(startsCycle ? ['starts the next cycle'] : [])].join('; '),
];

const deadlineTable = ({ deadlines }: WorkflowDefinition): string =>
  table(
    ['rule', 'in', 'due', 'then'],
    deadlines.map(({ rule, in: statuses, at = 'statusSince', after, usual, unless, action }) => [
      rule,
      statuses.join(', '),
      `${at} + ${after}${usual ? `, or what is usual from ${usual.min} to ${usual.max}` : ''}${unless ? ` unless ${unless}` : ''}`,
      actionText(action),
    ]),
  );

const milestoneTable = ({ milestones, milestoneNotices = {} }: WorkflowDefinition): string =>
  table(
    ['milestone', 'leads to', 'otherwise notifies'],
    [...new Set([...Object.keys(milestones), ...Object.keys(milestoneNotices)])].map((milestone) => [
      milestone,
      Object.entries(milestones).find(([name]) => name === milestone)?.[1] ?? '',
      noticesText(Object.entries(milestoneNotices).find(([name]) => name === milestone)?.[1]),
    ]),
  );

const section = (title: string, isThere: boolean, body: string): readonly string[] =>
  isThere ? [`## ${title}`, body] : [];

const page = (workflow: WorkflowDefinition): string => {
  const { id, version, title, initial, transitions, deadlines, milestones, payments = {} } = workflow;
  const beginnings = table(
    ['begins at', 'when'],
    initial.map((rule) => [rule.status, conditionText(rule)]),
  );
  return [
    `# ${title} (\`${id}\`, version ${version})`,
    'Generated from the workflow itself: `npm run docs`.',
    diagram(workflow),
    beginnings,
    ...section('Statuses', true, statusTable(workflow)),
    ...section('Transitions', true, table(['from', 'to', 'roles', 'guards'], transitions.map(transitionRow))),
    ...section('Deadlines', deadlines.length > 0, deadlineTable(workflow)),
    ...section('Carrier milestones', Object.keys(milestones).length > 0, milestoneTable(workflow)),
    ...section(
      'Payment events',
      Object.keys(payments).length > 0,
      table(['event', 'leads to'], Object.entries(payments)),
    ),
  ]
    .join('\n\n')
    .concat('\n');
};

const overview = (): string =>
  [
    '# Workflows',
    'Generated from the workflows themselves: `npm run docs`. Every status of every workflow belongs to one phase.',
    table(
      ['workflow', 'statuses', 'transitions', 'deadlines'],
      BUILT_IN_WORKFLOWS.map(({ id, title, statuses, transitions, deadlines }) => [
        `[${title}](${id}.md)`,
        String(Object.keys(statuses).length),
        String(transitions.length),
        String(deadlines.length),
      ]),
    ),
    '## Phases',
    table(
      ['phase', 'kind', ...BUILT_IN_WORKFLOWS.map(({ id }) => id)],
      PHASES.map((phase) => [
        phase,
        PHASE_KINDS[phase],
        ...BUILT_IN_WORKFLOWS.map(({ statuses }) =>
          Object.entries(statuses)
            .filter(([, definition]) => definition.phase === phase)
            .map(([status]) => status)
            .join(', '),
        ),
      ]),
    ),
  ]
    .join('\n\n')
    .concat('\n');

/** Every page of docs/workflows: its path from the root of the repository, and its content. Pure. */
export const generateWorkflowDocs = (): Readonly<Record<string, string>> => ({
  'docs/workflows/README.md': overview(),
  ...Object.fromEntries(BUILT_IN_WORKFLOWS.map((workflow) => [`docs/workflows/${workflow.id}.md`, page(workflow)])),
});
