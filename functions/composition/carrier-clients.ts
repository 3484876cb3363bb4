import type { CarrierClient, MakeCarrierClient } from '../../shared/carriers/carrier-client.ts';
import { fetchCall, type HttpCall } from '../../shared/carriers/http-call.ts';
import { type CarrierId, carrierApiVariables, carrierWithId } from '../../shared/contract/carrier-registry.ts';
import type { CarrierEnvironment } from './carriers.ts';
import type { SecretReader } from './secrets.ts';
import { systemClock, systemIds } from './system.ts';

/** Found by folder, as adapters are: only the function that asks carriers holds their clients. */
const makerOf = async (id: CarrierId): Promise<MakeCarrierClient> => {
  const module: { readonly makeClient?: MakeCarrierClient } = await import(`../../shared/carriers/${id}/client.ts`);
  if (module.makeClient === undefined) throw new Error(`shared/carriers/${id}/client.ts exports no makeClient`);
  return module.makeClient;
};

/** The parts of a carrier's credentials: a JSON object, or the one part by itself. */
export const credentialsOf = (names: readonly string[], current: string): Readonly<Record<string, string>> => {
  const [only = ''] = names;
  if (names.length === 1 && !current.startsWith('{')) return { [only]: current };
  const parts: unknown = JSON.parse(current);
  const known = typeof parts === 'object' && parts !== null ? (parts as Record<string, unknown>) : {};
  const missing = names.filter((name) => typeof known[name] !== 'string');
  if (missing.length > 0) throw new Error(`The credentials have no ${missing.join(', ')}`);
  return Object.fromEntries(names.map((name) => [name, String(known[name])]));
};

const variableOf = (environment: CarrierEnvironment, name: string): string => {
  const value = environment[name];
  if (value === undefined) throw new Error(`The environment has no ${name}`);
  return value;
};

/** Finds the client of a carrier; each is made when it is first asked for, so that its token is fetched once. */
export const carrierClients = (
  environment: CarrierEnvironment,
  secrets: Pick<SecretReader, 'read'>,
  http: HttpCall = fetchCall,
): ((id: CarrierId) => Promise<CarrierClient>) => {
  const clients = new Map<CarrierId, Promise<CarrierClient>>();
  const connect = async (id: CarrierId): Promise<CarrierClient> => {
    const api = carrierWithId(id)?.api;
    if (api === undefined) throw new Error(`${id} has no API`);
    const { secretId, urlOf } = carrierApiVariables(id);
    const secret = variableOf(environment, secretId);
    const urls = Object.keys(api.urls).map((name) => [name, variableOf(environment, urlOf(name))] as const);
    const makeClient = await makerOf(id);
    return makeClient({
      urls: Object.fromEntries(urls),
      credentials: async () => credentialsOf(api.credentials, (await secrets.read(secret)).current),
      http,
      clock: systemClock,
      ids: systemIds,
    });
  };
  return (id) => {
    const client = clients.get(id) ?? connect(id);
    clients.set(id, client);
    return client;
  };
};
