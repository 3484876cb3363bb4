import { type ReceiveWebhookDependencies, receiveCarrierWebhook } from '../../../shared/carriers/receive-webhook.ts';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { WEBHOOK_OPERATIONS } from '../../../shared/contract/operations/webhooks.ts';
import { type NoteWebhook, webhookNotes } from '../../../shared/polling/webhook-notes.ts';
import { dynamoCarrierStateStore } from '../../../shared/store/dynamo-carrier-state-store.ts';
import { carrierUpdateParts } from '../../composition/carrier-updates.ts';
import { carrierConnections, type FindConnection } from '../../composition/carriers.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { systemClock } from '../../composition/system.ts';
import type { ViewerAddresses } from '../../composition/viewer-addresses.ts';
import { webhookParts } from '../../composition/webhooks.ts';
import { httpApi, implement } from '../../http/http-api.ts';
import { ok } from '../../http/responses.ts';

interface Dependencies extends ReceiveWebhookDependencies {
  readonly viewers: ViewerAddresses;
  readonly connectionOf: FindConnection;
  readonly noteWebhook: NoteWebhook;
}

const dependencies = (): Dependencies => {
  const environment = readEnvironment(ENVIRONMENTS.CarrierWebhook);
  const { TABLE_NAME, ORIGIN_SECRET_ID } = environment;
  return {
    ...carrierUpdateParts(TABLE_NAME),
    ...webhookParts(TABLE_NAME, ORIGIN_SECRET_ID),
    connectionOf: carrierConnections(environment),
    noteWebhook: webhookNotes(dynamoCarrierStateStore(documentClient(), TABLE_NAME), systemClock),
  };
};

const receiveWebhook = implement(WEBHOOK_OPERATIONS.receiveCarrierWebhook, async (request, deps: Dependencies) => {
  const { params, headers, rawBody } = request;
  const connection = await deps.connectionOf(params.carrier.toLowerCase());
  const sourceIp = await deps.viewers.of(request);
  const outcome = await receiveCarrierWebhook(deps, connection, { headers, rawBody, sourceIp });
  await deps.noteWebhook(connection.carrier.id);
  return ok({ received: true, outcome });
});

export const handler = httpApi({
  capability: 'CarrierWebhook',
  implementations: { receiveCarrierWebhook: receiveWebhook },
  dependencies,
});
