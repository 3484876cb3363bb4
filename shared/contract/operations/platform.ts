/** Tracking for anybody, webhooks, and the service itself. */
import * as z from 'zod';
import type { OperationSchemas } from '../operation.ts';
import type { OperationIdOf } from '../routes.ts';
import { linkQuery, MAX_LINK_CHARACTERS, trackQuery } from '../schemas/lists.ts';
import { id, trackingNumber } from '../schemas/primitives.ts';
import { presenceFlag } from '../schemas/without-blanks.ts';
import type { SHOPS_OPERATIONS } from './shops.ts';

export const TRACKING_OPERATIONS = {
  trackParcel: {
    params: z.object({ trackingNumber }),
    query: trackQuery,
    description: 'Rate limited by address. Returns scans newest first.',
  },
  requestTrackingLink: {
    query: linkQuery,
    description:
      'Takes an order number, and an e-mail address or postcode of the order. The response is the same whether ' +
      'or not the order exists. If they match, the link is sent to the e-mail address of the order. Rate ' +
      'limited by address and by order number. Browsers receive a page.',
  },
} as const satisfies Record<Exclude<OperationIdOf<'TrackingApi'>, keyof typeof SHOPS_OPERATIONS>, OperationSchemas>;

export const PLATFORM_OPERATIONS = {
  getHealth: {
    query: z.object({ deep: presenceFlag('Present: the table and the queues are asked, too') }),
    description:
      'With `?deep`, also checks the table and the queues, and returns 503 with the names of those that cannot ' +
      'be reached.',
  },
  getOpenApi: {},
  getAsyncApi: {},
  getDocs: {},
  getHomePage: {
    query: z.object({ order: z.string().max(MAX_LINK_CHARACTERS).exactOptional() }),
    description: 'The language follows `Accept-Language`. `order` fills in the order number of the form.',
  },
  findParcel: {
    query: z.object({ number: z.string().max(MAX_LINK_CHARACTERS).exactOptional() }),
    description:
      'A tracking number redirects to its page, an order number to the form that requests a link, anything else ' +
      'to the home page.',
  },
  getTrackingPage: { params: z.object({ trackingNumber: id }) },
} as const satisfies Record<OperationIdOf<'PlatformApi'>, OperationSchemas>;

export const WEBHOOK_OPERATIONS = {
  receiveCarrierWebhook: {
    params: z.object({ carrier: id }),
    body: 'raw',
    description:
      'Body and signature follow the format of the carrier. A 5xx response means that the event should be sent ' +
      'again.',
  },
  receivePaymentWebhook: {
    body: 'raw',
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
  },
  receiveReports: {
    params: z.object({ provider: id }),
    // Of a callback whose address names the message.
    query: z.object({ reference: z.string().max(400).exactOptional() }),
    body: 'raw',
    description:
      'Body and signature follow the format of the provider. Reports may be repeated and may arrive in any order. A 5xx ' +
      'response means that the report should be sent again.',
  },
  confirmReports: {
    params: z.object({ provider: id }),
    query: z.object({
      'hub.mode': z.string().max(40).exactOptional(),
      'hub.verify_token': z.string().max(400).exactOptional(),
      'hub.challenge': z.string().max(200).exactOptional(),
    }),
    description: 'Returns the challenge as text where the token is right.',
  },
} as const satisfies Record<
  OperationIdOf<'CarrierWebhook'> | OperationIdOf<'PaymentWebhook'> | OperationIdOf<'Receipts'>,
  OperationSchemas
>;
