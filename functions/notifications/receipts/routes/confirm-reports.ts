import { WEBHOOK_OPERATIONS } from '../../../../shared/contract/operations/webhooks.ts';
import { notFound } from '../../../../shared/contract/problem.ts';
import { admitSender, refuseSender } from '../../../../shared/webhooks/webhook-gate.ts';
import { implement } from '../../../http/http-api.ts';
import type { ReceiptsDependencies } from '../dependencies.ts';

/** A provider asks before its first report whether the webhook is meant for it. */
export const confirmReports = implement(
  WEBHOOK_OPERATIONS.confirmReports,
  async (request, deps: ReceiptsDependencies) => {
    const connection = await deps.connectionOf(request.params.provider.toLowerCase());
    const { challenge } = connection?.adapter ?? {};
    if (connection === undefined || challenge === undefined) throw notFound('The webhook');
    const origin = { source: connection.providerId, sourceIp: await deps.viewers.of(request) };
    await admitSender(deps, origin, undefined);
    const text = await challenge(request.query, connection.acceptedBy);
    if (text === undefined) return refuseSender(deps, origin, 'challenge');
    return { status: 200, text, contentType: 'text/plain; charset=utf-8', headers: { 'Cache-Control': 'no-store' } };
  },
);
