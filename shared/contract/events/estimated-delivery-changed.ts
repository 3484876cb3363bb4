import * as z from 'zod';
import { BY_EFFECT } from '../destinations.ts';
import { defineEvent } from './event-definition.ts';

/** The estimated delivery of the order changed. */
export const estimatedDeliveryChanged = defineEvent({
  type: 'estimated_delivery_changed',
  version: 1,
  metadata: () => z.looseObject({ previousEstimatedDelivery: z.string().optional() }),
  destinations: BY_EFFECT,
  timeline: { entryType: 'status', shownTo: 'everybody', text: 'event' },
  isPublic: true,
});
