import { fedex } from '../../../shared/carriers/fedex/adapter.ts';
import { isKnownCarrier, type KnownCarrier } from '../../../shared/carriers/known-carriers.ts';
import {
  type CarrierConnection,
  type ReceiveWebhookDependencies,
  receiveCarrierWebhook,
} from '../../../shared/carriers/receive-webhook.ts';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { WEBHOOK_OPERATIONS } from '../../../shared/contract/operations/platform.ts';
import { ProblemError } from '../../../shared/contract/problem.ts';
import type { ViewerAddresses } from '../../composition/viewer-addresses.ts';
import { acceptedBySecret, carrierUpdateParts, sourcesOf, webhookParts } from '../../composition/webhooks.ts';
import { httpApi, implement } from '../../http/http-api.ts';
import { ok } from '../../http/responses.ts';

interface Dependencies extends ReceiveWebhookDependencies {
  readonly viewers: ViewerAddresses;
  /** The carriers whose format is understood; the others have a path and no adapter yet. */
  readonly connections: Readonly<Partial<Record<KnownCarrier, CarrierConnection>>>;
}

const dependencies = (): Dependencies => {
  const { TABLE_NAME, ORIGIN_SECRET_ID, FEDEX_SECRET_ID, FEDEX_SOURCE_RANGES } = readEnvironment(
    ENVIRONMENTS.CarrierWebhook,
  );
  return {
    ...carrierUpdateParts(TABLE_NAME),
    ...webhookParts(TABLE_NAME, ORIGIN_SECRET_ID),
    connections: {
      fedex: { adapter: fedex, acceptedBy: acceptedBySecret(FEDEX_SECRET_ID), ...sourcesOf(FEDEX_SOURCE_RANGES) },
    },
  };
};

const connectionOf = (carrier: string, { connections }: Dependencies): CarrierConnection => {
  const connection = isKnownCarrier(carrier) ? connections[carrier] : undefined;
  if (connection !== undefined) return connection;
  const why = isKnownCarrier(carrier) ? `Events of ${carrier} are not taken yet` : `There is no carrier ${carrier}`;
  throw new ProblemError('NOT_FOUND', why);
};

const receiveWebhook = implement(WEBHOOK_OPERATIONS.receiveCarrierWebhook, async (request, deps: Dependencies) => {
  const { params, headers, rawBody } = request;
  const connection = connectionOf(params.carrier.toLowerCase(), deps);
  const sourceIp = await deps.viewers.of(request);
  return ok({
    received: true,
    outcome: await receiveCarrierWebhook(deps, connection, { headers, rawBody, sourceIp }),
  });
});

export const handler = httpApi({
  capability: 'CarrierWebhook',
  implementations: { receiveCarrierWebhook: receiveWebhook },
  dependencies,
});
