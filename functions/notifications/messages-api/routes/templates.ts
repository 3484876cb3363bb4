import { isDeepStrictEqual } from 'node:util';
import { MESSAGES_OPERATIONS } from '../../../../shared/contract/operations/messages.ts';
import { notFound, ProblemError } from '../../../../shared/contract/problem.ts';
import { TEMPLATE_SLOTS } from '../../../../shared/notifications/templates/built-in.ts';
import type { TemplateProblem } from '../../../../shared/notifications/templates/check-template.ts';
import {
  createTemplate as create,
  MAX_VERSIONS,
  type TemplateResult,
  updateTemplate as update,
  useVersion,
} from '../../../../shared/notifications/templates/manage-templates.ts';
import type { TemplateSlot } from '../../../../shared/notifications/templates/template.ts';
import { TEMPLATE_VARIABLES, VARIABLE_NAMES } from '../../../../shared/notifications/templates/variables.ts';
import type { Actor } from '../../../../shared/orders/model/order.ts';
import type { Caller } from '../../../../shared/security/caller.ts';
import { expectedVersions } from '../../../http/conditional.ts';
import { implement } from '../../../http/http-api.ts';
import { idempotently } from '../../../http/idempotency.ts';
import { created, etagOf, ok } from '../../../http/responses.ts';
import type { MessagesDependencies } from '../dependencies.ts';
import {
  builtInSlot,
  builtInSummary,
  builtInTemplate,
  templateResponse,
  templateSummary,
} from '../template-response.ts';

export const author = (caller: Caller): Actor => {
  if (caller.kind !== 'user') throw notFound();
  return { role: caller.roles.includes('admin') ? 'admin' : 'csr', id: caller.sub };
};

const withLine = ({ part, line, message }: TemplateProblem) => ({
  path: part,
  message: line === undefined ? message : `Line ${line}: ${message}`,
});

type Stored = Extract<TemplateResult, { outcome: 'stored' }>;

const invalid = (problems: readonly TemplateProblem[]): ProblemError =>
  new ProblemError('VALIDATION_FAILED', `${problems.length} problems were found in the template`, {
    errors: problems.map(withLine),
  });

const INACTIVE_DEFAULT = 'A template that is not active cannot be the default';

const storedOf = (result: TemplateResult): Stored => {
  switch (result.outcome) {
    case 'stored':
      return result;
    case 'invalid':
      throw invalid(result.problems);
    case 'absent':
      throw notFound('The template or its version');
    case 'stale':
      throw new ProblemError('PRECONDITION_FAILED', 'The template has a newer version');
    case 'conflict':
      throw new ProblemError('VERSION_CONFLICT', 'The template was changed by another request');
    case 'full':
      throw new ProblemError('NOT_APPLICABLE', `A template has ${MAX_VERSIONS} versions at most: create another one`);
    case 'inactive_default':
      throw new ProblemError('VALIDATION_FAILED', INACTIVE_DEFAULT, {
        errors: [{ path: 'isDefault', message: INACTIVE_DEFAULT }],
      });
  }
};

const isSlot = (a: TemplateSlot, b: TemplateSlot): boolean =>
  a.type === b.type && a.channel === b.channel && a.language === b.language;

export const listTemplates = implement(
  MESSAGES_OPERATIONS.listTemplates,
  async ({ query: { builtIn, ...wanted } }, { templates }: MessagesDependencies) => {
    const [heads, defaults] = await Promise.all([templates.list(), templates.defaults()]);
    const isWanted = (slot: TemplateSlot): boolean => isDeepStrictEqual({ ...slot, ...wanted }, { ...slot });
    const custom = heads
      .filter(({ type, channel, language }) => isWanted({ type, channel, language }))
      .map((head) =>
        templateSummary(
          head,
          defaults.some(({ templateId }) => templateId === head.templateId),
        ),
      );
    const shipped = builtIn
      ? TEMPLATE_SLOTS.filter(isWanted).map((slot) => builtInSummary(slot, !defaults.some((one) => isSlot(one, slot))))
      : [];
    const variables = VARIABLE_NAMES.map((name) => ({ name, ...TEMPLATE_VARIABLES[name] }));
    return ok({ templates: [...custom, ...shipped], variables });
  },
);

/** Who changed which words that customers read is part of the audit. */
const audited = async (deps: MessagesDependencies, caller: Caller, action: string, { head }: Stored): Promise<void> => {
  const now = deps.clock.now();
  const { templateId, activeVersion, latestVersion, isActive } = head;
  await deps.audit.append({
    auditId: `aud_${deps.ids.ulid(now)}`,
    at: now.toISOString(),
    actor: author(caller),
    action,
    subject: templateId,
    details: { activeVersion, latestVersion, isActive },
  });
};

export const createTemplate = implement(
  MESSAGES_OPERATIONS.createTemplate,
  async ({ body: { isActive, isDefault, ...draft }, ...request }, deps: MessagesDependencies) =>
    idempotently(deps, request, 'create_template', async () => {
      const by = author(request.caller);
      const stored = storedOf(await create(deps, draft, { isActive, isDefault, by }));
      await audited(deps, request.caller, 'template.created', stored);
      const response = created(templateResponse(stored.head, stored.version, stored), {
        ETag: etagOf(stored.version),
        Location: `/api/admin/notifications/templates/${stored.head.templateId}`,
      });
      return { response, isRecorded: false };
    }),
);

export const getTemplate = implement(
  MESSAGES_OPERATIONS.getTemplate,
  async ({ params: { id } }, { templates }: MessagesDependencies) => {
    const slot = builtInSlot(id);
    if (slot) return ok(builtInTemplate(slot, (await templates.getDefault(slot)) === undefined));
    const head = await templates.getHead(id);
    if (head === undefined) throw notFound('The template');
    const [version, used, failure] = await Promise.all([
      templates.getVersion(id, head.activeVersion),
      templates.getDefault(head),
      templates.getFailure(id),
    ]);
    if (version === undefined) throw notFound('The template');
    const isDefault = used?.templateId === id;
    return ok(templateResponse(head, version, { isDefault, failure }), { ETag: `"${head.latestVersion}"` });
  },
);

/** Their texts come with the service. */
const refuseBuiltIn = (id: string): void => {
  if (builtInSlot(id) === undefined) return;
  throw new ProblemError('NOT_APPLICABLE', 'A built-in template cannot be changed: create one and make it the default');
};

export const updateTemplate = implement(
  MESSAGES_OPERATIONS.updateTemplate,
  async ({ params: { id }, body, caller, headers }, deps: MessagesDependencies) => {
    refuseBuiltIn(id);
    const asked = { by: author(caller), ifMatch: expectedVersions(headers) };
    const stored = storedOf(await update(deps, id, body, asked));
    await audited(deps, caller, 'template.changed', stored);
    return ok(templateResponse(stored.head, stored.version, stored), { ETag: `"${stored.head.latestVersion}"` });
  },
);

export const listTemplateVersions = implement(
  MESSAGES_OPERATIONS.listTemplateVersions,
  async ({ params: { id }, query }, { templates }: MessagesDependencies) => {
    refuseBuiltIn(id);
    const [head, versions] = await Promise.all([templates.getHead(id), templates.versions(id, query)]);
    if (head === undefined) throw notFound('The template');
    const oldest = versions.at(-1)?.version ?? 1;
    return ok({
      nextBefore: oldest > 1 ? oldest : null,
      versions: versions.map(({ version, name, subject, content, createdAt, createdBy }) => ({
        version,
        name,
        subject: subject ?? null,
        content,
        isActive: version === head.activeVersion,
        createdAt,
        createdBy: createdBy.id ?? null,
      })),
    });
  },
);

export const rollbackTemplate = implement(
  MESSAGES_OPERATIONS.rollbackTemplate,
  async ({ params: { id }, body: { version }, caller }, deps: MessagesDependencies) => {
    refuseBuiltIn(id);
    const stored = storedOf(await useVersion(deps, id, version, { by: author(caller) }));
    await audited(deps, caller, 'template.rolled_back', stored);
    return ok(templateResponse(stored.head, stored.version, stored), { ETag: `"${stored.head.latestVersion}"` });
  },
);
