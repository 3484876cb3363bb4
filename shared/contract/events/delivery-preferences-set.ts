import * as z from 'zod';
import { BY_EFFECT } from '../destinations.ts';
import { defineEvent } from './event-definition.ts';

/** The customer set delivery preferences. */
export const deliveryPreferencesSet = defineEvent({
  type: 'delivery_preferences_set',
  version: 1,
  metadata: () => z.looseObject({}),
  destinations: BY_EFFECT,
  timeline: { entryType: 'status', shownTo: 'everybody', text: 'event' },
  isPublic: false,
});
