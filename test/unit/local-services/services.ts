import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalClock, type SharedLocalClock } from '../../../local/clock.ts';
import { openDoor } from '../../../local/edge/door.ts';
import { openHttpFront } from '../../../local/gateway/http-server.ts';
import type { CloudModel } from '../../../local/ports.ts';
import type { Services } from '../../../local/services-port.ts';
import { startServices } from '../../../local/start-services.ts';
import { type FakeHost, fakeHost } from './model.ts';

/** The services half on real engines, with a host that only remembers. */
export interface TestServices {
  readonly services: Services;
  readonly host: FakeHost;
  readonly clock: SharedLocalClock;
  readonly api: string;
  /** What an SDK client of one principal is made with. */
  connection(principal?: string): {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** A call of `/_local/…`: its status and JSON. */
  local(method: string, path: string, body?: unknown): Promise<{ readonly status: number; readonly body: unknown }>;
  stop(): Promise<void>;
}

export const newDataDirectory = (): string => mkdtempSync(join(tmpdir(), 'wismo-services-'));
export const removeDataDirectory = (path: string): void => rmSync(path, { recursive: true, force: true });

export async function startTestServices(model: CloudModel, dataDirectory: string): Promise<TestServices> {
  const clock = createLocalClock();
  const host = fakeHost();
  const door = await openDoor();
  const front = await openHttpFront(0, (error) => {
    throw error;
  });
  const services = await startServices({
    model,
    clock,
    dataDirectory,
    door,
    host: () => host,
    mailboxPort: 0,
    apiAddress: front.address,
    websocketAddress: 'ws://127.0.0.1:1',
  });
  front.serve(services.routes, undefined);
  services.onDrain(async () => []);
  return {
    services,
    host,
    clock,
    api: front.address,
    connection: (principal = 'local') => ({
      endpoint: services.edge.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: principal, secretAccessKey: 'secret' },
    }),
    local: async (method, path, body) => {
      const response = await fetch(`${front.address}/_local/${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: await response.json() };
    },
    stop: async () => {
      await front.close();
      await services.stop();
    },
  };
}
