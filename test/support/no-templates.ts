import type { ActiveTemplates } from '../../shared/notifications/templates/active-templates.ts';

/** Nobody has written a template: every message is made with the built-in one. */
export const NO_TEMPLATES: ActiveTemplates = {
  refresh: async () => {},
  find: async () => undefined,
  reportFailure: async () => {},
};
