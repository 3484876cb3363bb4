import type * as z from 'zod';
import { ORDERS_OPERATIONS } from '../../../../shared/contract/operations/orders.ts';
import { notFound } from '../../../../shared/contract/problem.ts';
import type { workflowDescription } from '../../../../shared/contract/schemas/workflow-response.ts';
import { catalogOf } from '../../../../shared/i18n/catalog.ts';
import type { Catalog } from '../../../../shared/i18n/catalog-shape.ts';
import { statusText } from '../../../../shared/i18n/describe.ts';
import { acceptedLanguage } from '../../../../shared/i18n/negotiate.ts';
import { activeWorkflows } from '../../../../shared/orders/use-cases/list-workflows.ts';
import { workflowIdForOrderType } from '../../../../shared/workflows/catalog.ts';
import { statusKind } from '../../../../shared/workflows/phase-kind.ts';
import { MILESTONES, type WorkflowDefinition } from '../../../../shared/workflows/workflow.ts';
import { isUnchanged } from '../../../http/conditional.ts';
import { implement } from '../../../http/http-api.ts';
import { notModified, ok } from '../../../http/responses.ts';
import type { OrdersDependencies } from '../dependencies.ts';

export const describeWorkflows = implement(
  ORDERS_OPERATIONS.describeWorkflows,
  async (_request, { builtIn, workflowStore }: OrdersDependencies) => {
    const workflows = await activeWorkflows(builtIn, workflowStore);
    return ok({ workflows: workflows.map(({ id, title, activeVersion }) => ({ id, title, version: activeVersion })) });
  },
);

const descriptionOf = (workflow: WorkflowDefinition, words: Catalog): z.input<typeof workflowDescription> => ({
  id: workflow.id,
  version: workflow.version,
  title: workflow.title,
  statuses: Object.entries(workflow.statuses).map(([status, { phase, final, stamps }]) => ({
    status,
    name: statusText(words, { workflow, status, phase }),
    phase,
    phaseName: words.phases[phase],
    kind: statusKind(workflow, status),
    isFinal: final === true,
    stampedAs: stamps ?? null,
  })),
  startsIn: [...new Set(workflow.initial.map(({ status }) => status))],
  transitions: workflow.transitions.map(({ from, to, roles, guards = [] }) => ({
    from,
    to,
    roles: [...roles],
    guards: guards.map(({ guard }) => guard),
  })),
  milestones: MILESTONES.flatMap((milestone) => {
    const status = workflow.milestones[milestone];
    return status === undefined ? [] : [{ milestone, name: words.milestones[milestone], status }];
  }),
});

/** Any signed-in caller draws an order by this: it says nothing of deadlines, messages and who is alerted. */
export const describeWorkflow = implement(
  ORDERS_OPERATIONS.describeWorkflow,
  async ({ params, query, headers }, { workflows }: OrdersDependencies) => {
    const id = workflowIdForOrderType(params.id);
    const workflow = await (query.version === undefined ? workflows.findActive(id) : workflows.find(id, query.version));
    if (workflow === undefined) throw notFound('The workflow');
    const language = query.locale ?? acceptedLanguage(headers['accept-language']) ?? 'es';
    const etag = `"${workflow.version}.${language}"`;
    const freshness = {
      ETag: etag,
      'Content-Language': language,
      'Cache-Control': 'private, no-cache',
      Vary: 'Accept-Language',
    };
    if (isUnchanged(headers, etag)) return notModified(freshness);
    return ok(descriptionOf(workflow, catalogOf(language)), freshness);
  },
);
