import type { Area } from '../session/person.ts';

/** Areas that are built: what is not there is not offered. */
export const availableAreas: readonly Area[] = ['orders', 'shop', 'drive', 'staff'];
