/** What carriers, payment services and providers of messages send. */
import * as z from 'zod';
import { madeOnDemand } from '../../made-on-demand.ts';
import type { OperationSchemas } from '../operation.ts';
import type { OperationIdOf } from '../routes.ts';
import { id } from '../schemas/id.ts';

export const WEBHOOK_OPERATIONS = madeOnDemand({
  receiveCarrierWebhook: () => ({
    params: z.object({ carrier: id }),
    body: 'raw' as const,
    description:
      'Body and signature follow the format of the carrier. A 5xx response means that the event should be sent ' +
      'again.',
  }),
  receivePaymentWebhook: () => ({
    body: 'raw' as const,
    description:
      'Event types that do not concern orders return `ignored`. `null` and empty strings are treated as absent; ' +
      'amounts are numbers or decimal strings. Returns 404 while the order does not exist; the event is applied ' +
      'when it is sent again.',
    example: {
      type: 'EscrowReleased',
      orderId: 'ord_01KAJ5W8Z2T9V3M7QX4R6B1CDE',
      escrowId: 'escrow-1',
      amount: '25.00',
      currency: 'EUR',
      occurredAt: '2026-11-27T09:30:00Z',
    },
  }),
  receiveReports: () => ({
    params: z.object({ provider: id }),
    // Of a callback whose address names the message.
    query: z.object({ reference: z.string().max(400).exactOptional() }),
    body: 'raw' as const,
    description:
      'Body and signature follow the format of the provider. Reports may be repeated and may arrive in any order. A 5xx ' +
      'response means that the report should be sent again.',
  }),
  confirmReports: () => ({
    params: z.object({ provider: id }),
    query: z.object({
      'hub.mode': z.string().max(40).exactOptional(),
      'hub.verify_token': z.string().max(400).exactOptional(),
      'hub.challenge': z.string().max(200).exactOptional(),
    }),
    description: 'Returns the challenge as text where the token is right.',
  }),
} as const satisfies Record<
  OperationIdOf<'CarrierWebhook'> | OperationIdOf<'PaymentWebhook'> | OperationIdOf<'Receipts'>,
  () => OperationSchemas
>);
