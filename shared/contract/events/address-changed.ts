import * as z from 'zod';
import { BY_EFFECT } from '../destinations.ts';
import { defineEvent } from './event-definition.ts';

/** The delivery address changed. */
export const addressChanged = defineEvent({
  type: 'address_changed',
  version: 1,
  metadata: () => z.looseObject({ country: z.string().optional() }),
  destinations: { ...BY_EFFECT, search: 'always' },
  timeline: { entryType: 'status', shownTo: 'everybody', text: 'event' },
  isPublic: false,
});
