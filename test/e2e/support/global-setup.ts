import type { TestProject } from 'vitest/node';
import { startCloudProcess } from '../../support/cloud-process.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly apiUrl: string;
    readonly websocketUrl: string;
    readonly edgeUrl: string;
  }
}

/** One local cloud for all end-to-end tests, started as a person starts it, on free ports and in a folder of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cloud = await startCloudProcess();
  project.provide('apiUrl', cloud.api);
  project.provide('websocketUrl', cloud.websocket);
  project.provide('edgeUrl', cloud.health.addresses.edge);
  return () => cloud.stop();
}
