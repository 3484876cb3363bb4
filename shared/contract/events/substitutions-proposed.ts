import * as z from 'zod';
import type { Substitution } from '../../orders/model/substitution.ts';
import { BY_EFFECT } from '../destinations.ts';
import { defineEvent } from './event-definition.ts';

/** The store proposed substitutions. */
export const substitutionsProposed = defineEvent({
  type: 'substitutions_proposed',
  version: 1,
  metadata: () =>
    z.looseObject({
      substitutions: z.array(z.custom<Substitution>((value) => typeof value === 'object' && value !== null)).optional(),
    }),
  destinations: { ...BY_EFFECT, search: 'always' },
  timeline: { entryType: 'substitution', shownTo: 'everybody', text: 'event_and_suggestions' },
  isPublic: false,
});
