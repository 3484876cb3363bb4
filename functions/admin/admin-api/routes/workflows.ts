import { isDeepStrictEqual } from 'node:util';
import { ADMIN_OPERATIONS } from '../../../../shared/contract/operations/admin.ts';
import { notFound, ProblemError } from '../../../../shared/contract/problem.ts';
import { definedFields } from '../../../../shared/defined-fields.ts';
import type { Actor } from '../../../../shared/orders/model/order.ts';
import { nextWorkflowVersion, unchangedBuiltIns } from '../../../../shared/orders/use-cases/workflow-catalog.ts';
import type { Caller } from '../../../../shared/security/caller.ts';
import { workflowIdForOrderType } from '../../../../shared/workflows/catalog.ts';
import { inspectWorkflow } from '../../../../shared/workflows/define-workflow.ts';
import type { WorkflowDefinition } from '../../../../shared/workflows/workflow.ts';
import { expectedVersions } from '../../../http/conditional.ts';
import { implement } from '../../../http/http-api.ts';
import { idempotently } from '../../../http/idempotency.ts';
import { created, etagOf, ok } from '../../../http/responses.ts';
import type { AdminDependencies } from '../dependencies.ts';

type Draft = Omit<WorkflowDefinition, 'version'>;

const author = (caller: Caller): Actor => {
  if (caller.kind !== 'user') throw notFound();
  return { role: 'admin', id: caller.sub };
};

const proven = (workflow: WorkflowDefinition): WorkflowDefinition => {
  const runsOn = workflowIdForOrderType(workflow.id);
  const taken =
    runsOn === workflow.id
      ? []
      : [{ path: 'id', message: `Orders of type ${workflow.id} run on ${runsOn}: choose another id.` }];
  const problems = [...taken, ...inspectWorkflow(workflow)];
  if (problems.length === 0) return workflow;
  throw new ProblemError('INVALID_WORKFLOW', `${problems.length} problems were found in the workflow`, {
    errors: problems.map(({ path, message }) => ({ path, message })),
  });
};

const withoutVersion = <T extends Draft & { readonly version?: number }>({ version: _version, ...draft }: T) => draft;

interface Asked {
  readonly caller: Caller;
  /** Versions of which the caller has seen one as the active one. */
  readonly ifMatch?: readonly number[] | undefined;
}

/** Stores the draft as the next version, and makes it the one that new orders start with. */
const store = async (
  deps: AdminDependencies,
  draft: Draft,
  { caller, ifMatch }: Asked,
): Promise<WorkflowDefinition> => {
  const [[newest], expectedActive] = await Promise.all([
    deps.workflowStore.versions(draft.id),
    deps.workflowStore.getActiveVersion(draft.id),
  ]);
  const active = expectedActive ?? deps.builtIn.find(draft.id)?.version;
  if (ifMatch && (active === undefined || !ifMatch.includes(active))) throw new ProblemError('PRECONDITION_FAILED');
  // Sent again after a lost response: what is asked for is already there.
  const isThere = newest?.version === expectedActive && newest && isDeepStrictEqual(withoutVersion(newest), draft);
  if (isThere) return newest;
  const version = nextWorkflowVersion(deps.builtIn.find, draft.id, newest?.version);
  const definition = proven({ ...draft, version });
  const outcome = await deps.workflowStore.putVersion({
    definition,
    ...definedFields({ expectedActive }),
    at: deps.clock.now().toISOString(),
    by: author(caller),
  });
  if (outcome === 'conflict') throw new ProblemError('VERSION_CONFLICT', 'The workflow was changed by another request');
  return definition;
};

const exists = async (deps: AdminDependencies, id: string): Promise<boolean> =>
  deps.builtIn.find(id) !== undefined || (await deps.workflowStore.getActiveVersion(id)) !== undefined;

export const listWorkflows = implement(ADMIN_OPERATIONS.listWorkflows, async (_request, deps: AdminDependencies) => {
  const stored = await deps.workflowStore.list();
  const shipped = unchangedBuiltIns(deps.builtIn, stored).map(({ id, title, version }) => ({
    id,
    title,
    activeVersion: version,
    builtIn: true,
    updatedAt: null,
  }));
  const custom = stored.map(({ id, title, activeVersion, updatedAt }) => ({
    id,
    title,
    activeVersion,
    builtIn: deps.builtIn.find(id) !== undefined,
    updatedAt,
  }));
  return ok({ workflows: [...shipped, ...custom] });
});

export const createWorkflow = implement(
  ADMIN_OPERATIONS.createWorkflow,
  async ({ body, ...request }, deps: AdminDependencies) =>
    idempotently(deps, request, 'create_workflow', async () => {
      if (await exists(deps, body.id))
        throw new ProblemError('ALREADY_EXISTS', 'A workflow with this id already exists');
      const definition = await store(deps, withoutVersion(body), request);
      const response = created(definition, {
        ETag: etagOf(definition),
        Location: `/api/admin/workflows/${body.id}`,
      });
      return { response, isRecorded: false };
    }),
);

export const getWorkflow = implement(
  ADMIN_OPERATIONS.getWorkflow,
  async ({ params, query }, deps: AdminDependencies) => {
    const workflow =
      query.version === undefined
        ? await deps.workflows.findActive(params.id)
        : await deps.workflows.find(params.id, query.version);
    if (workflow === undefined) throw notFound('The workflow');
    return ok(workflow, { ETag: etagOf(workflow) });
  },
);

export const replaceWorkflow = implement(
  ADMIN_OPERATIONS.replaceWorkflow,
  async ({ params, body, caller, headers }, deps: AdminDependencies) => {
    if (!(await exists(deps, params.id))) throw notFound('The workflow');
    if (body.id !== params.id) {
      throw new ProblemError('VALIDATION_FAILED', 'The id in the body differs from the id in the path', {
        errors: [{ path: 'id', message: 'Must be the id in the path' }],
      });
    }
    const definition = await store(deps, withoutVersion(body), { caller, ifMatch: expectedVersions(headers) });
    return ok(definition, { ETag: etagOf(definition) });
  },
);
