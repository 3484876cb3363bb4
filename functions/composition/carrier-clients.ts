import type { CallOutcome, CarrierClient, MakeCarrierClient } from '../../shared/carriers/carrier-client.ts';
import { fetchCall, type HttpCall } from '../../shared/carriers/http-call.ts';
import { type CarrierId, carrierApiVariables, carrierWithId } from '../../shared/contract/carrier-registry.ts';
import { type CarrierEnvironment, variableOf } from './carrier-environment.ts';
import type { SecretReader } from './secrets.ts';
import { systemClock, systemIds } from './system.ts';

/** Found by folder, as adapters are: only the function that asks carriers holds their clients. */
const makerOf = async (id: CarrierId): Promise<MakeCarrierClient> => {
  const module: { readonly makeClient?: MakeCarrierClient } = await import(`../../shared/carriers/${id}/client.ts`);
  if (module.makeClient === undefined) throw new Error(`shared/carriers/${id}/client.ts exports no makeClient`);
  return module.makeClient;
};

/** Nobody has put the credentials in yet, or not in the form that the carrier's descriptor says. */
class UnusableCredentialsError extends Error {
  override readonly name = 'UnusableCredentialsError';
}

const partsOf = (current: string): Readonly<Record<string, unknown>> => {
  try {
    const parts: unknown = JSON.parse(current);
    return typeof parts === 'object' && parts !== null ? (parts as Record<string, unknown>) : {};
  } catch {
    // A generated text, in whose place nobody has put an object yet: all parts are missing.
    return {};
  }
};

/** The parts of a carrier's credentials: a JSON object, or the one part by itself. */
export const credentialsOf = (names: readonly string[], current: string): Readonly<Record<string, string>> => {
  const [only = ''] = names;
  if (names.length === 1 && !current.startsWith('{')) return { [only]: current };
  const known = partsOf(current);
  const missing = names.filter((name) => typeof known[name] !== 'string');
  if (missing.length > 0) throw new UnusableCredentialsError(`The credentials have no ${missing.join(', ')}`);
  return Object.fromEntries(names.map((name) => [name, String(known[name])]));
};

/** The credentials cannot be used as they are: as if the carrier had refused them, for a person has to put them right. */
const refusing = async <T>(call: () => Promise<CallOutcome<T>>): Promise<CallOutcome<T>> => {
  try {
    return await call();
  } catch (error) {
    if (error instanceof UnusableCredentialsError) return { kind: 'unauthorized' };
    throw error;
  }
};

const withRefusal = ({
  track,
  subscribe,
  quote,
  createDelivery,
  findDelivery,
  cancelDelivery,
}: CarrierClient): CarrierClient => ({
  track: (numbers) => refusing(() => track(numbers)),
  ...(subscribe && { subscribe: (numbers, hook) => refusing(() => subscribe(numbers, hook)) }),
  ...(quote && { quote: (request) => refusing(() => quote(request)) }),
  ...(createDelivery && { createDelivery: (request) => refusing(() => createDelivery(request)) }),
  ...(findDelivery && { findDelivery: (reference) => refusing(() => findDelivery(reference)) }),
  ...(cancelDelivery && { cancelDelivery: (deliveryId) => refusing(() => cancelDelivery(deliveryId)) }),
});

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
    const client = makeClient({
      urls: Object.fromEntries(urls),
      credentials: async () => credentialsOf(api.credentials, (await secrets.read(secret)).current),
      http,
      clock: systemClock,
      ids: systemIds,
    });
    return withRefusal(client);
  };
  return (id) => {
    const client = clients.get(id) ?? connect(id);
    clients.set(id, client);
    return client;
  };
};
