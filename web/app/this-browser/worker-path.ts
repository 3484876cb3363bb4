/** Of the service worker: `WORKER_PATH` of lib/constructs/page-document.ts. */
export const WORKER = '/worker.js';
