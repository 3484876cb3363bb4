import { WEBHOOK_OPERATIONS } from '../../../../shared/contract/operations/webhooks.ts';
import { notFound } from '../../../../shared/contract/problem.ts';
import { receiveReports as receive } from '../../../../shared/notifications/receipts/receive-reports.ts';
import { implement } from '../../../http/http-api.ts';
import { ok } from '../../../http/responses.ts';
import type { ReceiptsDependencies } from '../dependencies.ts';

/** As the provider has it from us, or from whoever set its account up, whatever stands between it and us. */
const addressOf = (publicUrl: string, path: string, reference: string | undefined): string => {
  const query = reference === undefined ? '' : `?${new URLSearchParams({ reference })}`;
  return `${publicUrl}${path}${query}`;
};

export const receiveReports = implement(
  WEBHOOK_OPERATIONS.receiveReports,
  async (request, deps: ReceiptsDependencies) => {
    const { path, params, query, headers, rawBody } = request;
    const connection = await deps.connectionOf(params.provider.toLowerCase());
    if (connection === undefined) throw notFound('The webhook');
    const url = addressOf(deps.publicUrl, path, query.reference);
    const sourceIp = await deps.viewers.of(request);
    return ok({ received: true, outcome: await receive(deps, connection, { headers, rawBody, url, query, sourceIp }) });
  },
);
