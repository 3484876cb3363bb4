import { ENVIRONMENTS, readEnvironment } from '../../shared/contract/environment.ts';
import { httpApi } from '../support/http-api.ts';
import { getHealth } from './health.ts';
import { getOpenApi } from './open-api.ts';
import { getDocs, getTrackingPage, type PlatformDependencies } from './pages.ts';

const dependencies = (): PlatformDependencies => ({
  websocketUrl: readEnvironment(ENVIRONMENTS.PlatformApi).WEBSOCKET_URL,
});

/** Health, the API's description, and the pages; also answers for every path that no other function has. */
export const handler = httpApi({
  capability: 'PlatformApi',
  implementations: { getHealth, getOpenApi, getDocs, getTrackingPage },
  dependencies,
});
