/** The service worker of the pages. It reads and keeps nothing that is somebody's. */
import type { Worker } from './events.ts';
import { handlePush } from './push.ts';

handlePush(globalThis as unknown as Worker);
