import * as z from 'zod';
import { BY_EFFECT } from '../destinations.ts';
import { defineEvent } from './event-definition.ts';

/** The customer gave feedback. */
export const feedbackGiven = defineEvent({
  type: 'feedback_given',
  version: 1,
  metadata: () => z.looseObject({ rating: z.number().optional(), comment: z.string().optional() }),
  destinations: BY_EFFECT,
  timeline: { entryType: 'status', shownTo: 'everybody', text: 'event' },
  isPublic: false,
});
