/** The carriers as both the stacks and the functions read them. A new one is a line in `carriers.ts`. */
import type { CarrierDescriptor, CarrierWebhook } from './carrier-descriptor.ts';
import * as registry from './carriers.ts';

export type CarrierId = (typeof registry)[keyof typeof registry]['id'];
export type Carrier = CarrierDescriptor<CarrierId>;
/** A carrier that has a webhook. */
export type WebhookCarrier = Carrier & { readonly webhook: CarrierWebhook };

const hasWebhook = (carrier: Carrier): carrier is WebhookCarrier => carrier.webhook !== undefined;

/** Sorted by id: the order of a module's exports is not the same in every runtime. */
export const CARRIERS: readonly Carrier[] = Object.values(registry).toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** Carriers that share a secret with us. */
export const CARRIERS_WITH_SECRET: readonly WebhookCarrier[] = CARRIERS.filter(hasWebhook);

/** Carriers whose events are accepted; the other paths of the contract exist and respond 404. */
export const WEBHOOK_CARRIERS: readonly WebhookCarrier[] = CARRIERS_WITH_SECRET.filter(({ capabilities }) =>
  capabilities.includes('webhook'),
);

/** Carriers whose webhooks begin with a call of their API. */
export const HANDSHAKE_CARRIERS: readonly WebhookCarrier[] = WEBHOOK_CARRIERS.filter(
  ({ webhook }) => webhook.handshake !== undefined,
);

/** Exact: ids are in lower case. */
export const carrierWithId = (id: string): Carrier | undefined => CARRIERS.find((carrier) => carrier.id === id);

/** By what a function finds the carrier's secret (an ARN) and the address ranges that may send (CIDR, commas between). */
export const carrierVariables = (id: CarrierId) => {
  const prefix = `CARRIER_${id.toUpperCase()}` as const;
  return { secretId: `${prefix}_SECRET_ID`, sourceRanges: `${prefix}_SOURCE_RANGES` } as const;
};

/** By what a function finds the credentials of the carrier's API (an ARN), and the origins at which it is called. */
export const carrierApiVariables = (id: CarrierId) => {
  const prefix = `CARRIER_${id.toUpperCase()}_API` as const;
  const urlOf = (name = 'api') =>
    (name === 'api' ? `${prefix}_URL` : `${prefix}_${name.toUpperCase()}_URL`) as `CARRIER_${string}`;
  return { secretId: `${prefix}_SECRET_ID`, urlOf } as const;
};

/** Below `wismo/<stage>/`. */
export const carrierApiSecretName = (id: CarrierId): string => `carriers/${id}-api`;

/** Below `wismo/<stage>/`. */
export const carrierSecretName = (id: CarrierId): string => `carriers/${id}`;

export const carrierWebhookPath = (id: CarrierId): string => `/api/webhooks/carriers/${id}`;
