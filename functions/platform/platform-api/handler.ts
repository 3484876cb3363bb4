import {
  publicNameOf,
  QUEUE_IDS,
  type QueueId,
  type QueueVariable,
  queueVariable,
} from '../../../shared/contract/destinations.ts';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { once } from '../../../shared/made-on-demand.ts';
import { systemClock } from '../../composition/system.ts';
import { httpApi } from '../../http/http-api.ts';
import { withMissingPage } from '../../http/missing-page.ts';
import type { HealthDependencies } from './routes/health.ts';

const queueUrls = (environment: Readonly<Record<QueueVariable<QueueId>, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(QUEUE_IDS.map((id) => [publicNameOf(id), environment[queueVariable(id)]]));

/** Loaded when somebody asks: pages need no client of the table. */
const deepHealth = once(async () => {
  const [{ healthChecks }, { probesOf }] = await Promise.all([
    import('./routes/deep-health.ts'),
    import('../../composition/probes.ts'),
  ]);
  const { TABLE_NAME, ...others } = readEnvironment(ENVIRONMENTS.PlatformApi);
  return healthChecks(probesOf(TABLE_NAME, queueUrls(others)), systemClock);
});

const dependencies = (): HealthDependencies => ({
  checkHealth: async () => (await deepHealth())(),
});

/** Health, the API's description, and the pages; also serves every path that no other function has. */
export const handler = withMissingPage(
  httpApi({
    capability: 'PlatformApi',
    implementations: {
      getHealth: () => import('./routes/health.ts'),
      getOpenApi: () => import('./routes/open-api.ts'),
      getAsyncApi: () => import('./routes/open-api.ts'),
      getDocs: () => import('./routes/pages.ts'),
      getHomePage: () => import('./routes/pages.ts'),
      findParcel: () => import('./routes/pages.ts'),
    },
    dependencies,
  }),
);
