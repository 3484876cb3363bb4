import { BY_EFFECT } from '../destinations.ts';
import { defineEvent } from './event-definition.ts';
import { progressFacts } from './progress-facts.ts';

/** A scan has a time that cannot be its own. */
export const scanFlagged = defineEvent({
  type: 'scan_flagged',
  version: 1,
  metadata: progressFacts,
  destinations: BY_EFFECT,
  timeline: { entryType: 'status', shownTo: 'staff', text: 'event' },
  isPublic: false,
});
