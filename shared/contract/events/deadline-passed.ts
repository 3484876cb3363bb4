import * as z from 'zod';
import { BY_EFFECT } from '../destinations.ts';
import { defineEvent } from './event-definition.ts';

/** A deadline passed and the order did not move. */
export const deadlinePassed = defineEvent({
  type: 'deadline_passed',
  version: 1,
  metadata: () => z.looseObject({ rule: z.string().optional(), dueAt: z.string().optional() }),
  destinations: BY_EFFECT,
  timeline: { entryType: 'status', shownTo: 'staff', text: 'event' },
  isPublic: false,
});
