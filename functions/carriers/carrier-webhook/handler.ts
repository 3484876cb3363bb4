import { type ReceiveWebhookDependencies, receiveCarrierWebhook } from '../../../shared/carriers/receive-webhook.ts';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { WEBHOOK_OPERATIONS } from '../../../shared/contract/operations/platform.ts';
import { carrierUpdateParts } from '../../composition/carrier-updates.ts';
import { carrierConnections, type FindConnection } from '../../composition/carriers.ts';
import type { ViewerAddresses } from '../../composition/viewer-addresses.ts';
import { webhookParts } from '../../composition/webhooks.ts';
import { httpApi, implement } from '../../http/http-api.ts';
import { ok } from '../../http/responses.ts';

interface Dependencies extends ReceiveWebhookDependencies {
  readonly viewers: ViewerAddresses;
  readonly connectionOf: FindConnection;
}

const dependencies = (): Dependencies => {
  const environment = readEnvironment(ENVIRONMENTS.CarrierWebhook);
  const { TABLE_NAME, ORIGIN_SECRET_ID } = environment;
  return {
    ...carrierUpdateParts(TABLE_NAME),
    ...webhookParts(TABLE_NAME, ORIGIN_SECRET_ID),
    connectionOf: carrierConnections(environment),
  };
};

const receiveWebhook = implement(WEBHOOK_OPERATIONS.receiveCarrierWebhook, async (request, deps: Dependencies) => {
  const { params, headers, rawBody } = request;
  const connection = await deps.connectionOf(params.carrier.toLowerCase());
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
