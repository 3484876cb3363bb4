import { BY_EFFECT } from '../destinations.ts';
import { defineEvent } from './event-definition.ts';
import { progressFacts } from './progress-facts.ts';

/** A parcel moved and the order did not: at most one per set of scans, for the newest. */
export const parcelScanned = defineEvent({
  type: 'parcel_scanned',
  version: 1,
  metadata: progressFacts,
  destinations: BY_EFFECT,
  timeline: { entryType: 'status', shownTo: 'partly_delivered', text: 'parcels' },
  isPublic: true,
});
