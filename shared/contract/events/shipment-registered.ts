import * as z from 'zod';
import { BY_EFFECT } from '../destinations.ts';
import { defineEvent } from './event-definition.ts';

/** A parcel was registered for the order. */
export const shipmentRegistered = defineEvent({
  type: 'shipment_registered',
  version: 1,
  metadata: () =>
    z.looseObject({
      shipmentId: z.string().optional(),
      service: z.string().optional(),
      itemIds: z.array(z.string()).optional(),
    }),
  destinations: { ...BY_EFFECT, search: 'always', parked: 'always' },
  timeline: { entryType: 'status', shownTo: 'everybody', text: 'event' },
  isPublic: true,
});
