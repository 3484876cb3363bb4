import * as z from 'zod';
import { BY_EFFECT } from '../destinations.ts';
import { defineEvent } from './event-definition.ts';
import { progressFacts } from './progress-facts.ts';

/** The order moved to another status. */
export const statusChanged = defineEvent({
  type: 'status_changed',
  version: 1,
  metadata: () =>
    progressFacts().extend({
      acknowledged: z.boolean().optional(),
      disputeId: z.string().optional(),
      returnItems: z.array(z.object({ itemId: z.string(), quantity: z.number() })).optional(),
      rule: z.string().optional(),
      dueAt: z.string().optional(),
    }),
  // The courier of a cancelled order is called back.
  destinations: { ...BY_EFFECT, parked: 'cancels_order' },
  timeline: { entryType: 'status', shownTo: 'everybody', text: 'status' },
  isPublic: true,
});
