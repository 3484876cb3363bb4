import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startCloud } from '../../../local/cloud.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly apiUrl: string;
    readonly websocketUrl: string;
    readonly edgeUrl: string;
  }
}

/** One local cloud for all end-to-end tests, on free ports and in a folder of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'wismo-e2e-'));
  const cloud = await startCloud({ port: 0, dataDirectory, fresh: true, quiet: true });
  project.provide('apiUrl', cloud.addresses.api);
  project.provide('websocketUrl', cloud.addresses.websocket);
  project.provide('edgeUrl', cloud.addresses.edge);
  return async () => {
    await cloud.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  };
}
