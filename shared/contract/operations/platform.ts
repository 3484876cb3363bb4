/** Tracking for anybody, webhooks, and the service itself. */
import * as z from 'zod';
import type { OperationSchemas } from '../operation.ts';
import type { OperationIdOf } from '../routes.ts';
import { linkQuery, MAX_LINK_CHARACTERS, trackQuery } from '../schemas/lists.ts';
import { id, trackingNumber } from '../schemas/primitives.ts';
import { presenceFlag } from '../schemas/without-blanks.ts';

export const TRACKING_OPERATIONS = {
  trackParcel: {
    params: z.object({ trackingNumber }),
    query: trackQuery,
    description: 'Limited per address. Returns scans newest first, and no personal data.',
  },
  requestTrackingLink: {
    query: linkQuery,
    description:
      'By order number and e-mail address or postcode. The response is the same whether or not such an order exists; ' +
      'where there is, its link goes to the address that the order has. Limited per address and per order number. A ' +
      'browser gets a page.',
  },
} as const satisfies Record<OperationIdOf<'TrackingApi'>, OperationSchemas>;

export const PLATFORM_OPERATIONS = {
  getHealth: {
    query: z.object({ deep: presenceFlag('Present: the table and the queues are asked, too') }),
    description: 'With `?deep`, 503 names what cannot be reached.',
  },
  getOpenApi: {},
  getDocs: {},
  getHomePage: {
    query: z.object({ order: z.string().max(MAX_LINK_CHARACTERS).exactOptional() }),
    description: 'In the language that the reader asks for. `order` stands in the form for a link already.',
  },
  findParcel: {
    query: z.object({ number: z.string().max(MAX_LINK_CHARACTERS).exactOptional() }),
    description: 'What is no number of a parcel leads back; the number of an order leads to the form for its link.',
  },
  getTrackingPage: { params: z.object({ trackingNumber: id }) },
} as const satisfies Record<OperationIdOf<'PlatformApi'>, OperationSchemas>;

export const WEBHOOK_OPERATIONS = {
  receiveCarrierWebhook: {
    params: z.object({ carrier: id }),
    body: 'raw',
    description: "The carrier's own format and signature; returns 5xx only when it should be sent again.",
  },
  receivePaymentWebhook: {
    body: 'raw',
    description:
      'Signed by Standard Webhooks. A type that says nothing about an order is `ignored`; `null` and empty text are ' +
      'absent; an amount is a number or a text in any decimal form. 404 for an order that is not there yet: the sender tries again, and the event is ' +
      'carried out once the order exists.',
    example: {
      type: 'EscrowReleased',
      orderId: 'ord_01KAJ5W8Z2T9V3M7QX4R6B1CDE',
      escrowId: 'escrow-1',
      amount: '25.00',
      currency: 'EUR',
      occurredAt: '2026-11-27T09:30:00Z',
    },
  },
} as const satisfies Record<OperationIdOf<'CarrierWebhook'> | OperationIdOf<'PaymentWebhook'>, OperationSchemas>;
