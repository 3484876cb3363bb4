/**
 * The service worker of the pages: shows what is pushed, and opens pages without a network. It stores documents and
 * files, which are everybody's; nothing that is somebody's.
 */
import type { Worker } from './events.ts';
import { handleMessages } from './messages.ts';
import { openOffline } from './open-offline.ts';
import { appShell } from './shells.ts';

/** Written by web/build.ts. */
declare const APP_FILES: string;

const worker = globalThis as unknown as Worker;
handleMessages(worker);
openOffline(worker, [appShell(APP_FILES)]);
