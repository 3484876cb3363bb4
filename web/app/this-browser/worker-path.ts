/** Of the service worker: `WORKER_PATHS` of lib/constructs/page-document.ts. */
export const WORKER = '/worker.js';
