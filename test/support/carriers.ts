import { CARRIERS_WITH_SECRET, type CarrierId, type WebhookCarrier } from '../../shared/contract/carrier-registry.ts';

/** A carrier that has a webhook. */
export const carrierWithWebhook = (id: CarrierId): WebhookCarrier => {
  const found = CARRIERS_WITH_SECRET.find((carrier) => carrier.id === id);
  if (found === undefined) throw new Error(`${id} has no webhook`);
  return found;
};
