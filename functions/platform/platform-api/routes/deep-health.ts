import type { Clock } from '../../../../shared/clock/clock.ts';
import { logger } from '../../../composition/observability.ts';
import type { Probes } from '../../../composition/probes.ts';
import type { HealthCheck } from './health.ts';

const PATIENCE_MILLISECONDS = 2_000;
/** Anybody may ask: so often at most is it passed on. */
const FRESH_MILLISECONDS = 5_000;

const isReachable = async (name: string, probe: Probes[string], patience: number): Promise<boolean> => {
  try {
    await probe(AbortSignal.timeout(patience));
    return true;
  } catch (error) {
    logger().warn('A health check failed', { name, error: error instanceof Error ? error : String(error) });
    return false;
  }
};

/**
 * Asks all at once; what was found a moment ago is taken for now.
 *
 * @param patience Milliseconds after which a probe counts as failed.
 */
export const healthChecks = (
  probes: Probes,
  clock: Clock,
  patience = PATIENCE_MILLISECONDS,
): (() => Promise<readonly HealthCheck[]>) => {
  let latest: { readonly at: number; readonly checks: Promise<readonly HealthCheck[]> } | undefined;
  const check = (): Promise<readonly HealthCheck[]> =>
    Promise.all(
      Object.entries(probes).map(async ([name, probe]) => ({
        name,
        isReachable: await isReachable(name, probe, patience),
      })),
    );
  return () => {
    const now = clock.now().getTime();
    if (latest === undefined || now - latest.at >= FRESH_MILLISECONDS || now < latest.at) {
      latest = { at: now, checks: check() };
    }
    return latest.checks;
  };
};
