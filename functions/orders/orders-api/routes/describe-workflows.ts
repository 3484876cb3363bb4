import type * as z from 'zod';
import { DEFAULT_LOCALE } from '../../../../shared/contract/language-of.ts';
import type { Locale } from '../../../../shared/contract/locale.ts';
import { ORDERS_OPERATIONS } from '../../../../shared/contract/operations/orders.ts';
import { notFound } from '../../../../shared/contract/problem.ts';
import type { workflowDescription } from '../../../../shared/contract/schemas/workflow-response.ts';
import { catalogOf } from '../../../../shared/i18n/catalog.ts';
import { statusText } from '../../../../shared/i18n/describe.ts';
import { acceptedLanguage } from '../../../../shared/i18n/negotiate.ts';
import { MILESTONES, type WorkflowDefinition } from '../../../../shared/workflows/workflow.ts';
import { implement } from '../../../http/http-api.ts';
import { ok } from '../../../http/responses.ts';
import type { OrdersDependencies } from '../dependencies.ts';

/** A few minutes old does no harm: running orders keep their version. */
const FRESHNESS = 'private, max-age=300';

const describe = (workflow: WorkflowDefinition, language: Locale): z.output<typeof workflowDescription> => {
  const words = catalogOf(language);
  return {
    id: workflow.id,
    title: workflow.title,
    version: workflow.version,
    language,
    initial: [...new Set(workflow.initial.map(({ status }) => status))],
    statuses: Object.entries(workflow.statuses).map(([status, { phase, final = false }]) => ({
      status,
      name: statusText(words, { workflow, status, phase }),
      phase,
      phaseName: words.phases[phase],
      final,
    })),
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
  };
};

export const describeWorkflows = implement(
  ORDERS_OPERATIONS.describeWorkflows,
  async (_request, { workflows }: OrdersDependencies) =>
    ok({ workflows: [...(await workflows.list())] }, { 'Cache-Control': FRESHNESS }),
);

export const describeWorkflow = implement(
  ORDERS_OPERATIONS.describeWorkflow,
  async ({ params, query, headers }, { workflows }: OrdersDependencies) => {
    const { version } = query;
    const workflow =
      version === undefined
        ? await workflows.findActive(params.workflowId)
        : await workflows.find(params.workflowId, version);
    if (workflow === undefined) throw notFound('The workflow');
    const language = query.locale ?? acceptedLanguage(headers['accept-language']) ?? DEFAULT_LOCALE;
    return ok(describe(workflow, language), {
      'Cache-Control': FRESHNESS,
      'Content-Language': language,
      Vary: 'Accept-Language',
    });
  },
);
