/** Tracking for anybody. */
import * as z from 'zod';
import type { OperationSchemas } from '../operation.ts';
import type { OperationIdOf } from '../routes.ts';
import { linkQuery, trackQuery } from '../schemas/lists.ts';
import { trackingNumber } from '../schemas/primitives.ts';
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
