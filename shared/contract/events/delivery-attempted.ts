import * as z from 'zod';
import { BY_EFFECT } from '../destinations.ts';
import { defineEvent } from './event-definition.ts';
import { progressFacts } from './progress-facts.ts';

/** A delivery was attempted and failed. */
export const deliveryAttempted = defineEvent({
  type: 'delivery_attempted',
  version: 1,
  metadata: () => progressFacts().extend({ attempt: z.number().optional() }),
  destinations: BY_EFFECT,
  timeline: { entryType: 'delivery_attempt', shownTo: 'everybody', text: 'event' },
  isPublic: true,
});
