import * as z from 'zod';
import { currency, id, instant, money, text } from '../contract/schemas/primitives.ts';
import { PAYMENT_EVENT_TYPES } from '../workflows/workflow.ts';

const MAX_REFERENCE_CHARACTERS = 200;
const reference = text(MAX_REFERENCE_CHARACTERS).optional();

/**
 * Body of a payment or escrow event. Fields that are not known are left aside: the sender may tell more one day, and an
 * event about money is never refused for that.
 */
export const paymentEvent = z
  .object({
    type: z.enum(PAYMENT_EVENT_TYPES),
    orderId: id,
    escrowId: reference,
    transactionHash: reference,
    paymentIntentId: reference,
    disputeId: reference,
    amount: money.optional(),
    currency: currency.optional(),
    occurredAt: instant,
  })
  .meta({ id: 'PaymentEvent' });
export type PaymentEvent = z.output<typeof paymentEvent>;
