import type { AcceptedBy } from '../carriers/carrier.ts';
import type { IncomingWebhook } from '../carriers/receive-webhook.ts';
import type { SourceList } from '../carriers/source-list.ts';
import { admitSender, decodeBody, finish, refuseSender, storeRaw, type WebhookGate } from '../carriers/webhook-gate.ts';
import type { WebhookOutcome } from '../carriers/webhook-telemetry.ts';
import { ProblemError } from '../contract/problem.ts';
import type { OrderCommand } from '../orders/commands/command.ts';
import { type CommandDependencies, type CommandResult, executeCommand } from '../orders/use-cases/execute-command.ts';
import { type PaymentEvent, paymentEvent } from './payment-event.ts';
import { verifyStandardWebhook } from './standard-webhooks.ts';

export const PAYMENTS = 'payments';

export interface ReceivePaymentDependencies extends CommandDependencies, WebhookGate {}

/** The payment service as this stage knows it. */
export interface PaymentConnection {
  readonly acceptedBy: AcceptedBy;
  /** Absent: any address may send, and the signature decides. */
  readonly sources?: SourceList;
}

const readEvent = (payload: unknown): PaymentEvent => {
  const result = paymentEvent.safeParse(payload);
  if (result.success) return result.data;
  throw new ProblemError('VALIDATION_FAILED', 'The body is not a payment event', {
    errors: result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
  });
};

const commandOf = ({ type, orderId: _orderId, ...details }: PaymentEvent): OrderCommand => {
  const { escrowId, transactionHash, paymentIntentId, disputeId, amount, currency, occurredAt } = details;
  return {
    type: 'record_payment',
    event: type,
    occurredAt,
    ...(escrowId !== undefined && { escrowId }),
    ...(transactionHash !== undefined && { transactionHash }),
    ...(paymentIntentId !== undefined && { paymentIntentId }),
    ...(disputeId !== undefined && { disputeId }),
    ...(amount !== undefined && { amount }),
    ...(currency !== undefined && { currency }),
  };
};

/**
 * What a result means to the sender. An order that is not there (yet: a payment may be faster than the request that
 * creates its order) is a 404, which by the specification is sent again over days; the raw event stays unfinished until
 * then, so a later delivery of it is carried out.
 */
const outcomeOf = (result: CommandResult, { telemetry }: WebhookGate, event: PaymentEvent): WebhookOutcome => {
  if (result.ok) {
    if (!result.changed) return 'duplicate';
    const hasMoved = result.events.some(({ status, previousStatus }) => status !== previousStatus);
    return hasMoved ? 'applied' : 'recorded';
  }
  if (result.code === 'NOT_FOUND') throw new ProblemError('NOT_FOUND', `There is no order ${event.orderId} yet`);
  if (result.code === 'VERSION_CONFLICT') throw new ProblemError('SERVICE_UNAVAILABLE', 'The order is very busy');
  telemetry.warn('An order did not take a payment event', { ...event, code: result.code });
  return 'ignored';
};

/**
 * A payment or escrow event, from the first doubt to the order: source address, rate, signature and age, form, the raw
 * event once by its `webhook-id`, then the order. The same event under two ids changes the order once.
 */
export const receivePaymentWebhook = async (
  dependencies: ReceivePaymentDependencies,
  { acceptedBy, sources }: PaymentConnection,
  request: IncomingWebhook,
): Promise<WebhookOutcome> => {
  const { clock, telemetry } = dependencies;
  const origin = { source: PAYMENTS, sourceIp: request.sourceIp };
  await admitSender(dependencies, origin, sources);
  const verdict = await verifyStandardWebhook(request, acceptedBy, clock.now());
  if (!verdict.ok) return refuseSender(dependencies, origin, verdict.reason);
  telemetry.count('WebhookReceived', PAYMENTS);
  const { text, payload } = decodeBody(request.rawBody);
  const event = readEvent(payload);
  const stored = await storeRaw(dependencies, PAYMENTS, verdict.messageId, text);
  telemetry.info('A payment event was accepted', { messageId: verdict.messageId, type: event.type, stored });
  if (stored === 'applied') return 'duplicate';
  const result = await executeCommand(dependencies, {
    orderId: event.orderId,
    command: commandOf(event),
    actor: { role: 'payment' },
  });
  return finish(dependencies, PAYMENTS, verdict.messageId, outcomeOf(result, dependencies, event));
};
