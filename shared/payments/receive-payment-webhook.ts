import type { Instant } from '../calendar/instant.ts';
import { ProblemError } from '../contract/problem.ts';
import { definedFields } from '../defined-fields.ts';
import type { OrderCommand } from '../orders/commands/command.ts';
import { isMoneyIn } from '../orders/commands/payment-state.ts';
import { type CommandDependencies, type CommandResult, executeCommand } from '../orders/use-cases/execute-command.ts';
import type { SourceList } from '../webhooks/source-list.ts';
import { admitSender, carryOut, decodeBody, refuseSender, type WebhookGate } from '../webhooks/webhook-gate.ts';
import type { AcceptedBy, IncomingWebhook } from '../webhooks/webhook-request.ts';
import type { WebhookOutcome } from '../webhooks/webhook-telemetry.ts';
import { type PaymentEvent, type PaymentEventReading, readPaymentEvent } from './payment-event.ts';
import { verifyStandardWebhook } from './standard-webhooks.ts';

const PAYMENTS = 'payments';

/** A message whose signature holds. */
interface AcceptedMessage {
  readonly messageId: string;
  readonly sentAt: Instant;
}

type FieldErrors = Extract<PaymentEventReading, { kind: 'unreadable' }>['errors'];

export interface ReceivePaymentDependencies extends CommandDependencies, WebhookGate {}

/** The payment service as this stage knows it. */
export interface PaymentConnection {
  readonly acceptedBy: AcceptedBy;
  /** Absent: any address may send, and the signature decides. */
  readonly sources?: SourceList;
}

const unreadable = (errors: FieldErrors): ProblemError =>
  new ProblemError('VALIDATION_FAILED', 'The body is not a payment event', { errors });

/** An event that states no time is of the time at which it was sent. */
const commandOf = (
  { type, orderId: _orderId, occurredAt, ...stated }: PaymentEvent,
  { messageId, sentAt }: AcceptedMessage,
  isOfAnotherOrder: boolean,
): OrderCommand => ({
  type: 'record_payment',
  event: type,
  occurredAt: occurredAt ?? sentAt,
  messageId,
  ...definedFields(stated),
  ...(isOfAnotherOrder && { isOfAnotherOrder }),
});

/** Whether the event says that a transaction paid this order which paid another one before. */
const paidAnotherOrder = async (
  { store }: ReceivePaymentDependencies,
  event: PaymentEvent & { readonly transactionHash: string },
): Promise<boolean> => {
  if ((await store.get(event.orderId)) === undefined) throw unknownOrder(event);
  return (await store.claimTransaction(event.transactionHash, event.orderId)) !== event.orderId;
};

const isPaymentByTransaction = (event: PaymentEvent): event is PaymentEvent & { readonly transactionHash: string } =>
  isMoneyIn({ event: event.type }) && event.transactionHash !== undefined;

const unknownOrder = ({ orderId }: PaymentEvent): ProblemError =>
  new ProblemError('NOT_FOUND', `Order ${orderId} does not exist yet`);

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
  if (result.code === 'NOT_FOUND') throw unknownOrder(event);
  if (result.code === 'VERSION_CONFLICT')
    throw new ProblemError('SERVICE_UNAVAILABLE', 'The order is being changed by too many requests');
  telemetry.warn('An order did not take a payment event', { ...event, code: result.code });
  return 'ignored';
};

/** Of a request whose signature holds, and with it its timestamp. */
const sentAtOf = ({ headers }: IncomingWebhook): Instant =>
  new Date(Number(headers['webhook-timestamp']) * 1000).toISOString();

const apply = async (
  dependencies: ReceivePaymentDependencies,
  event: PaymentEvent,
  message: AcceptedMessage,
): Promise<WebhookOutcome> => {
  const isOfAnotherOrder = isPaymentByTransaction(event) && (await paidAnotherOrder(dependencies, event));
  const result = await executeCommand(dependencies, {
    orderId: event.orderId,
    command: commandOf(event, message, isOfAnotherOrder),
    actor: { role: 'payment' },
  });
  return outcomeOf(result, dependencies, event);
};

/**
 * A payment or escrow event, from the first doubt to the order: source address, rate, signature and age, form, the
 * order, then the raw event once by its `webhook-id`. The same event under two ids changes the order once; an event of a type
 * that says nothing about an order is accepted and ignored.
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
  const { text, payload } = decodeBody(() => new TextDecoder('utf-8', { fatal: true }).decode(request.rawBody));
  const reading = readPaymentEvent(payload);
  if (reading.kind === 'unreadable') throw unreadable(reading.errors);
  const { messageId } = verdict;
  const known = await dependencies.webhooks.find(PAYMENTS, messageId);
  const type = reading.kind === 'event' ? reading.event.type : reading.type;
  telemetry.info('A payment event was accepted', { messageId, type, stored: known ?? 'new' });
  if (known === 'applied') return 'duplicate';
  return carryOut(dependencies, { source: PAYMENTS, eventId: messageId, body: text, known }, async () =>
    reading.kind === 'event' ? apply(dependencies, reading.event, { messageId, sentAt: sentAtOf(request) }) : 'ignored',
  );
};
