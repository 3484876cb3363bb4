import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { httpApi } from '../../http/http-api.ts';
import { getHealth } from './routes/health.ts';
import { getOpenApi } from './routes/open-api.ts';
import { findParcel, getDocs, getHomePage, getTrackingPage, type PlatformDependencies } from './routes/pages.ts';

const dependencies = (): PlatformDependencies => ({
  websocketUrl: readEnvironment(ENVIRONMENTS.PlatformApi).WEBSOCKET_URL,
});

/** Health, the API's description, and the pages; also answers for every path that no other function has. */
export const handler = httpApi({
  capability: 'PlatformApi',
  implementations: { getHealth, getOpenApi, getDocs, getHomePage, findParcel, getTrackingPage },
  dependencies,
});
