import * as z from 'zod';
import { BY_EFFECT } from '../destinations.ts';
import { defineEvent } from './event-definition.ts';

/** Proof of delivery arrived after the delivery was recorded. */
export const deliveryProven = defineEvent({
  type: 'delivery_proven',
  version: 1,
  metadata: () => z.looseObject({ proof: z.unknown().optional() }),
  destinations: BY_EFFECT,
  timeline: { entryType: 'status', shownTo: 'everybody', text: 'event' },
  isPublic: false,
});
