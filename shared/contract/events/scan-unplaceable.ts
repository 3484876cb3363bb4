import * as z from 'zod';
import { BY_EFFECT } from '../destinations.ts';
import { defineEvent } from './event-definition.ts';
import { progressFacts } from './progress-facts.ts';

/** A milestone has no allowed path from the present status. */
export const scanUnplaceable = defineEvent({
  type: 'scan_unplaceable',
  version: 1,
  metadata: () => progressFacts().extend({ target: z.string().optional() }),
  destinations: BY_EFFECT,
  timeline: { entryType: 'status', shownTo: 'staff', text: 'event' },
  isPublic: false,
});
