import * as z from 'zod';
import { BY_EFFECT } from '../destinations.ts';
import { defineEvent } from './event-definition.ts';

/** A wrong tracking number was removed; the status is what it would be without it. */
export const shipmentDetached = defineEvent({
  type: 'shipment_detached',
  version: 1,
  metadata: () => z.looseObject({ shipmentId: z.string().optional() }),
  destinations: { ...BY_EFFECT, search: 'always', parked: 'always' },
  timeline: { entryType: 'status', shownTo: 'everybody', text: 'event' },
  isPublic: true,
});
