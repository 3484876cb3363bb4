/** The service worker of the pages. It reads and keeps nothing that is somebody's. */
import type { Worker } from './events.ts';
import { handleMessages } from './messages.ts';

handleMessages(globalThis as unknown as Worker);
