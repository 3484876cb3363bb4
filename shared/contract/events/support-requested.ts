import * as z from 'zod';
import { BY_EFFECT } from '../destinations.ts';
import { defineEvent } from './event-definition.ts';

/** The customer asked support for help. */
export const supportRequested = defineEvent({
  type: 'support_requested',
  version: 1,
  metadata: () => z.looseObject({ subject: z.string().optional(), message: z.string().optional() }),
  destinations: BY_EFFECT,
  timeline: { entryType: 'status', shownTo: 'everybody', text: 'event' },
  isPublic: false,
});
