import * as z from 'zod';
import { BY_EFFECT } from '../destinations.ts';
import { defineEvent } from './event-definition.ts';

/** A wrong tracking number or carrier was replaced. */
export const shipmentCorrected = defineEvent({
  type: 'shipment_corrected',
  version: 1,
  metadata: () => z.looseObject({ shipmentId: z.string().optional() }),
  destinations: { ...BY_EFFECT, search: 'always', parked: 'always' },
  timeline: { entryType: 'status', shownTo: 'everybody', text: 'event' },
  isPublic: true,
});
