import type { CarrierAdapter } from '../../shared/carriers/carrier.ts';
import { fetchCall } from '../../shared/carriers/http-call.ts';
import type { CarrierConnection } from '../../shared/carriers/receive-webhook.ts';
import {
  type CarrierId,
  carrierApiVariables,
  carrierVariables,
  carrierWithId,
  WEBHOOK_CARRIERS,
  type WebhookCarrier,
} from '../../shared/contract/carrier-registry.ts';
import { ProblemError } from '../../shared/contract/problem.ts';
import { type CarrierEnvironment, variableOf } from './carrier-environment.ts';
import { systemSecrets } from './secrets.ts';
import { acceptedBySecret, sourcesOf } from './webhooks.ts';

/**
 * Found by folder, so that a carrier is registered in one place only. The bundler takes every `adapter.ts` in and runs
 * none before it is asked for: a function that never gets here holds no adapter, and one that does starts without them.
 */
const adapterOf = async (id: CarrierId): Promise<CarrierAdapter> => {
  const module: { readonly adapter?: CarrierAdapter } = await import(`../../shared/carriers/${id}/adapter.ts`);
  if (module.adapter === undefined) throw new Error(`shared/carriers/${id}/adapter.ts exports no adapter`);
  return module.adapter;
};

/** Calls the carrier's API at our own address of it, with the key of our account. */
const confirmation = (
  { id, webhook }: WebhookCarrier,
  environment: CarrierEnvironment,
): Pick<CarrierConnection, 'confirm'> => {
  const { handshake } = webhook;
  if (handshake === undefined) return {};
  const { secretId, urlOf } = carrierApiVariables(id);
  const [secret, origin] = [variableOf(environment, secretId), variableOf(environment, urlOf())];
  return {
    confirm: async ({ path, headers }) => {
      const { current } = await systemSecrets().read(secret);
      const reply = await fetchCall({
        method: 'POST',
        url: `${origin}${path}`,
        headers: { ...headers, [handshake.keyHeader]: current },
      });
      return !('failure' in reply) && reply.status < 300;
    },
  };
};

const connect = async (carrier: WebhookCarrier, environment: CarrierEnvironment): Promise<CarrierConnection> => {
  const { secretId, sourceRanges } = carrierVariables(carrier.id);
  return {
    carrier,
    adapter: await adapterOf(carrier.id),
    acceptedBy: acceptedBySecret(variableOf(environment, secretId)),
    ...sourcesOf(variableOf(environment, sourceRanges)),
    ...confirmation(carrier, environment),
  };
};

const webhookCarrier = (id: string): WebhookCarrier => {
  const carrier = WEBHOOK_CARRIERS.find((known) => known.id === id);
  if (carrier !== undefined) return carrier;
  const isKnown = carrierWithId(id) !== undefined;
  throw new ProblemError(
    'NOT_FOUND',
    isKnown ? `Events of carrier ${id} are not supported` : `Carrier ${id} does not exist`,
  );
};

/** Finds a carrier by its id. Rejects with `NOT_FOUND` where there is none, or its events are not taken. */
export type FindConnection = (id: string) => Promise<CarrierConnection>;

/** Each carrier is connected when its first webhook comes. */
export const carrierConnections = (environment: CarrierEnvironment): FindConnection => {
  const connections = new Map<string, CarrierConnection>();
  return async (id) => {
    const carrier = webhookCarrier(id);
    const connection = connections.get(id) ?? (await connect(carrier, environment));
    connections.set(id, connection);
    return connection;
  };
};
