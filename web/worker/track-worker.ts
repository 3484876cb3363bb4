/**
 * The service worker of the tracking pages of parcels: opens those that were open before without a network. What they
 * say is public; the pages of orders, whose addresses have a token, are left to the browser and stored nowhere.
 */
import type { Worker } from './events.ts';
import { openTracked } from './open-tracked.ts';

openTracked(globalThis as unknown as Worker);
