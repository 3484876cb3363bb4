import * as z from 'zod';
import { BY_EFFECT } from '../destinations.ts';
import { defineEvent } from './event-definition.ts';

/** A parcel that another shop registered first was confirmed as this order’s. */
export const shipmentConfirmed = defineEvent({
  type: 'shipment_confirmed',
  version: 1,
  metadata: () => z.looseObject({ shipmentId: z.string().optional() }),
  destinations: { ...BY_EFFECT, parked: 'always' },
  timeline: { entryType: 'status', shownTo: 'staff', text: 'event' },
  isPublic: false,
});
