import { ProblemError } from '../../contract/problem.ts';
import { admitSender, refuseSender, type SenderGate } from '../../webhooks/webhook-gate.ts';
import type { AcceptedBy } from '../../webhooks/webhook-request.ts';
import type { WebhookOutcome } from '../../webhooks/webhook-telemetry.ts';
import type { ParsedReceipts, ReceiptAdapter, ReceiptRequest } from './receipt.ts';
import { type RecordReceiptsDependencies, recordReceipts } from './record-receipts.ts';

/** Raw reports are not stored: each fact of one is recorded for itself, once, and they name people by their addresses. */
export interface ReceiveReportsDependencies extends RecordReceiptsDependencies, SenderGate {}

/** A provider as this stage knows it. */
export interface ReportsConnection {
  readonly providerId: string;
  readonly channelId: string;
  readonly adapter: ReceiptAdapter;
  readonly acceptedBy: AcceptedBy;
}

const parsed = ({ adapter }: ReportsConnection, request: ReceiptRequest, receivedAt: string): ParsedReceipts => {
  let receipts: ParsedReceipts | undefined;
  try {
    receipts = adapter.parse(request, receivedAt);
  } catch (cause) {
    throw new ProblemError('MALFORMED_JSON', undefined, {}, { cause });
  }
  if (receipts === undefined)
    throw new ProblemError('VALIDATION_FAILED', 'The body does not have the format of the provider');
  return receipts;
};

/**
 * A provider's report, from the first doubt to the last fact: rate, signature, form, then each receipt. All of it may happen
 * twice and changes nothing the second time. Throws a `ProblemError` for what is refused, and whatever the store throws: a
 * 5xx asks the provider to send it again.
 */
export const receiveReports = async (
  dependencies: ReceiveReportsDependencies,
  connection: ReportsConnection,
  request: ReceiptRequest & { readonly sourceIp: string },
): Promise<WebhookOutcome> => {
  const { clock, telemetry } = dependencies;
  const { providerId, channelId, adapter, acceptedBy } = connection;
  const origin = { source: providerId, sourceIp: request.sourceIp };
  await admitSender(dependencies, origin, undefined);
  const verdict = await adapter.verify(request, acceptedBy, clock.now());
  if (!verdict.ok) return refuseSender(dependencies, origin, verdict.reason);
  telemetry.count('WebhookReceived', providerId);
  const { receipts, issues } = parsed(connection, request, clock.now().toISOString());
  for (const issue of issues)
    telemetry.warn('A provider reported something that is not understood', { providerId, issue });
  if (issues.length > 0) telemetry.count('ReportIssue', providerId, issues.length);
  const { reported, known, unknown, disabled } = await recordReceipts(channelId, receipts, dependencies);
  telemetry.info('Reports were taken', { providerId, reported, known, unknown, disabled });
  if (reported + disabled > 0) return 'applied';
  return known > 0 ? 'duplicate' : 'ignored';
};
