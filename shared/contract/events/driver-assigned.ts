import * as z from 'zod';
import { BY_EFFECT } from '../destinations.ts';
import { defineEvent } from './event-definition.ts';

/** A driver was assigned, and the order did not move. */
export const driverAssigned = defineEvent({
  type: 'driver_assigned',
  version: 1,
  metadata: () =>
    z.looseObject({
      driver: z.looseObject({ driverId: z.string().optional(), name: z.string().optional() }).optional(),
    }),
  destinations: BY_EFFECT,
  timeline: { entryType: 'status', shownTo: 'everybody', text: 'event' },
  isPublic: false,
});
