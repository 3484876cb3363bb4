/** Tracking for anybody, webhooks, and the service itself. */
import * as z from 'zod';
import type { OperationSchemas } from '../operation.ts';
import type { OperationIdOf } from '../routes.ts';
import { id, trackingNumber } from '../schemas/primitives.ts';
import { publicTracking, trackQuery } from '../schemas/tracking.ts';

export const TRACKING_OPERATIONS = {
  trackParcel: {
    params: z.object({ trackingNumber }),
    query: trackQuery,
    responses: { 200: publicTracking, 304: null },
    description: 'Limited per address. Scans are newest first; nothing personal is told.',
  },
} as const satisfies Record<OperationIdOf<'TrackingApi'>, OperationSchemas>;

export const PLATFORM_OPERATIONS = {
  getHealth: { responses: { 200: z.object({ status: z.literal('ok') }) } },
  getOpenApi: { responses: { 200: z.looseObject({ openapi: z.string() }) } },
  getDocs: { responses: { 200: null } },
  getTrackingPage: { params: z.object({ trackingNumber: id }), responses: { 200: null } },
} as const satisfies Record<OperationIdOf<'PlatformApi'>, OperationSchemas>;

const received = z.object({
  received: z.literal(true),
  outcome: z.enum(['applied', 'recorded', 'duplicate', 'parked', 'ignored']),
});

export const WEBHOOK_OPERATIONS = {
  receiveCarrierWebhook: {
    params: z.object({ carrier: id }),
    body: 'raw',
    responses: { 200: received },
    description: "The carrier's own format and signature; answered 5xx only when it should be sent again.",
  },
  receivePaymentWebhook: {
    body: 'raw',
    responses: { 200: received },
    description:
      'Signed by Standard Webhooks. 404 for an order that is not there yet: the sender tries again, and the event is ' +
      'carried out once the order exists.',
  },
} as const satisfies Record<OperationIdOf<'CarrierWebhook'> | OperationIdOf<'PaymentWebhook'>, OperationSchemas>;
