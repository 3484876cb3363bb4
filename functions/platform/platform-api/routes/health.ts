import { PLATFORM_OPERATIONS } from '../../../../shared/contract/operations/platform.ts';
import { ProblemError } from '../../../../shared/contract/problem.ts';
import { implement } from '../../../http/http-api.ts';
import { ok } from '../../../http/responses.ts';

/** One thing that the service stands on: its name, and whether it can be reached now. */
export interface HealthCheck {
  readonly name: string;
  readonly isReachable: boolean;
}

export interface HealthDependencies {
  readonly checkHealth: () => Promise<readonly HealthCheck[]>;
}

const NO = ['false', '0', 'no'];

export const getHealth = implement(
  PLATFORM_OPERATIONS.getHealth,
  async ({ query: { deep } }, { checkHealth }: HealthDependencies) => {
    if (deep === undefined || NO.includes(deep)) return ok({ status: 'ok' });
    const checks = await checkHealth();
    const missing = checks.filter(({ isReachable }) => !isReachable).map(({ name }) => name);
    if (missing.length > 0) throw new ProblemError('SERVICE_UNAVAILABLE', `Not reachable: ${missing.join(', ')}`);
    return ok({ status: 'ok', reachable: checks.map(({ name }) => name) });
  },
);
