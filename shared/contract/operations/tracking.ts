/** Tracking for anybody. */
import * as z from 'zod';
import type { OperationSchemas } from '../operation.ts';
import type { OperationIdOf } from '../routes.ts';
import { linkQuery, pageQuery, trackQuery } from '../schemas/lists.ts';
import { trackingNumber } from '../schemas/primitives.ts';
import type { SHOPS_OPERATIONS } from './shops.ts';

export const TRACKING_OPERATIONS = {
  trackParcel: {
    params: z.object({ trackingNumber }),
    query: trackQuery,
    description: 'Rate limited by address. Returns scans newest first.',
  },
  getTrackingPage: {
    params: z.object({ trackingNumber: z.string() }),
    query: pageQuery,
    description:
      'For browsers: an HTML page with what is known, which follows it live where scripts run. With `token`, of the ' +
      'order that the link is for. The language is `lang`, else it follows `Accept-Language`. Rate limited by address. ' +
      'What cannot be shown is a page too, with the status of its problem.',
  },
  requestTrackingLink: {
    query: linkQuery,
    description:
      'Takes an order number, and an e-mail address or postcode of the order. The response is the same whether ' +
      'or not the order exists. If they match, the link is sent to the e-mail address of the order. Rate ' +
      'limited by address and by order number. Browsers receive a page.',
  },
} as const satisfies Record<Exclude<OperationIdOf<'TrackingApi'>, keyof typeof SHOPS_OPERATIONS>, OperationSchemas>;
