import type * as z from 'zod';
import { CARRIERS, type Carrier, carrierWithId } from '../../../../shared/contract/carrier-registry.ts';
import { ADMIN_OPERATIONS } from '../../../../shared/contract/operations/admin.ts';
import { notFound, ProblemError } from '../../../../shared/contract/problem.ts';
import type { carrierHealth } from '../../../../shared/contract/schemas/admin-response.ts';
import { definedFields } from '../../../../shared/defined-fields.ts';
import { callScope } from '../../../../shared/polling/call-gate.ts';
import { healthOf } from '../../../../shared/polling/carrier-report.ts';
import type { CarrierState } from '../../../../shared/polling/carrier-state.ts';
import { isPaced, type Quota, windowEnd } from '../../../../shared/polling/quota.ts';
import { implement } from '../../../http/http-api.ts';
import { ok } from '../../../http/responses.ts';
import type { AdminDependencies } from '../dependencies.ts';
import { actorOf } from './revoke-access.ts';

type Health = z.input<typeof carrierHealth>;

const isAsked = ({ polledCarriers }: AdminDependencies, { id }: Carrier): boolean => polledCarriers.includes(id);

const stateOf = (state: CarrierState, now: Date): Health['state'] => {
  if (state.disabled !== undefined) return 'disabled';
  if (state.paused !== undefined) return 'paused';
  return state.retryAt !== undefined && state.retryAt > now.toISOString() ? 'backing_off' : 'active';
};

/** A quota of less than a minute is kept by pace: nobody counts it. */
const quotaOf = async (
  { carrierCalls }: AdminDependencies,
  carrier: string,
  quota: Quota,
  now: Date,
): Promise<Health['quotas'][number]> => {
  const { calls, seconds } = quota;
  if (isPaced(quota)) return { calls, seconds, used: null, left: null, resetsAt: null };
  const used = await carrierCalls.count(callScope(carrier), { windowSeconds: seconds }, now);
  return { calls, seconds, used, left: Math.max(0, calls - used), resetsAt: windowEnd(quota, now).toISOString() };
};

const overdueSeconds = async ({ polls }: AdminDependencies, carrier: string, now: Date): Promise<number> => {
  const [first] = await polls.due(carrier, now.toISOString(), 1);
  return first === undefined ? 0 : Math.round((now.getTime() - Date.parse(first.dueAt)) / 1_000);
};

const healthResponse = async (deps: AdminDependencies, carrier: Carrier): Promise<Health> => {
  const now = deps.clock.now();
  const { id, name, capabilities, poll } = carrier;
  const state = (await deps.carriers.get(id)) ?? { carrier: id };
  const hasAccount = isAsked(deps, carrier);
  const { calls, failures, successRate, averageMilliseconds } = healthOf(state, now);
  return {
    carrier: id,
    name,
    capabilities: [...capabilities],
    hasAccount,
    enabled: state.disabled === undefined,
    state: hasAccount || state.disabled !== undefined ? stateOf(state, now) : 'no_account',
    reason: state.paused?.reason ?? null,
    since: state.disabled?.at ?? state.paused?.since ?? null,
    retryAt: state.retryAt ?? null,
    calls,
    failures,
    successRate: successRate ?? null,
    averageMilliseconds: averageMilliseconds ?? null,
    lastSuccessAt: state.succeededAt ?? null,
    lastFailure: state.failed ?? null,
    lastEventAt: state.webhookAt ?? null,
    overdueSeconds: hasAccount ? await overdueSeconds(deps, id, now) : 0,
    freshness: state.freshness ?? null,
    quotas: hasAccount ? await Promise.all((poll?.quotas ?? []).map((quota) => quotaOf(deps, id, quota, now))) : [],
  };
};

export const listCarriers = implement(ADMIN_OPERATIONS.listCarriers, async (_request, deps: AdminDependencies) =>
  ok({ carriers: await Promise.all(CARRIERS.map((carrier) => healthResponse(deps, carrier))) }),
);

/** The audit entry is written first, so that the change is on record even if a later step fails. */
export const putCarrier = implement(
  ADMIN_OPERATIONS.putCarrier,
  async ({ params, body, caller }, deps: AdminDependencies) => {
    const carrier = carrierWithId(params.carrier.toLowerCase());
    if (carrier === undefined) throw notFound('The carrier');
    if (!isAsked(deps, carrier))
      throw new ProblemError('VALIDATION_FAILED', `This stage has no account with ${carrier.name}: it is not asked`);
    const now = deps.clock.now();
    const at = now.toISOString();
    const actor = actorOf(caller);
    await deps.audit.append({
      auditId: `aud_${deps.ids.ulid(now)}`,
      at,
      actor,
      action: body.enabled ? 'carrier.enabled' : 'carrier.disabled',
      subject: carrier.id,
      ...definedFields({ reason: body.reason }),
    });
    if (body.enabled) await deps.carriers.enable(carrier.id);
    else await deps.carriers.disable(carrier.id, actor.id ?? 'admin', at);
    return ok(await healthResponse(deps, carrier));
  },
);
