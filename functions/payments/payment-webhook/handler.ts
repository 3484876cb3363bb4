import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { WEBHOOK_OPERATIONS } from '../../../shared/contract/operations/webhooks.ts';
import {
  type PaymentConnection,
  type ReceivePaymentDependencies,
  receivePaymentWebhook,
} from '../../../shared/payments/receive-payment-webhook.ts';
import type { ViewerAddresses } from '../../composition/viewer-addresses.ts';
import { acceptedBySecret, sourcesOf, webhookParts } from '../../composition/webhooks.ts';
import { httpApi, implement } from '../../http/http-api.ts';
import { ok } from '../../http/responses.ts';

interface Dependencies extends ReceivePaymentDependencies {
  readonly viewers: ViewerAddresses;
  readonly connection: PaymentConnection;
}

const dependencies = (): Dependencies => {
  const { TABLE_NAME, ORIGIN_SECRET_ID, PAYMENTS_SECRET_ID, PAYMENTS_SOURCE_RANGES } = readEnvironment(
    ENVIRONMENTS.PaymentWebhook,
  );
  return {
    ...webhookParts(TABLE_NAME, ORIGIN_SECRET_ID),
    connection: { acceptedBy: acceptedBySecret(PAYMENTS_SECRET_ID), ...sourcesOf(PAYMENTS_SOURCE_RANGES) },
  };
};

const receiveWebhook = implement(WEBHOOK_OPERATIONS.receivePaymentWebhook, async (request, deps: Dependencies) => {
  const { headers, rawBody } = request;
  const sourceIp = await deps.viewers.of(request);
  const outcome = await receivePaymentWebhook(deps, deps.connection, { headers, rawBody, sourceIp });
  return ok({ received: true, outcome });
});

export const handler = httpApi({
  capability: 'PaymentWebhook',
  implementations: { receivePaymentWebhook: receiveWebhook },
  dependencies,
});
