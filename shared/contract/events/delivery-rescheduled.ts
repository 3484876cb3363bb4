import * as z from 'zod';
import { BY_EFFECT } from '../destinations.ts';
import { defineEvent } from './event-definition.ts';

/** The customer moved the delivery to another time. */
export const deliveryRescheduled = defineEvent({
  type: 'delivery_rescheduled',
  version: 1,
  metadata: () => z.looseObject({ previous: z.unknown().optional(), estimatedPickupAt: z.string().optional() }),
  destinations: BY_EFFECT,
  timeline: { entryType: 'status', shownTo: 'everybody', text: 'event' },
  isPublic: true,
});
