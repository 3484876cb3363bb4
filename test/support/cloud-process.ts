import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The local cloud in a process of its own, so that the load's event loop is not the one that is measured. */
export interface CloudProcess {
  readonly api: string;
  readonly websocket: string;
  readonly health: Health;
  readonly pid: number;
  stop(): Promise<void>;
  /** Ends the process as a crash of the machine would; the data stays as it is. */
  kill(): Promise<void>;
}

export interface Health {
  readonly region: string;
  /** Physical names. */
  readonly tables: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly addresses: {
    readonly websocket: string;
    readonly edge: string;
    readonly engines: Readonly<Record<string, string>>;
  };
}

/** Listens on the port, 0 for any; `undefined` when somebody else does. */
const listenOn = (port: number): Promise<Server | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('listening', () => resolve(server));
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1');
  });

const portOf = (server: Server): number => {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('a listening server has an address');
  return address.port;
};

const close = async (server: Server | undefined): Promise<void> => {
  if (server === undefined) return;
  server.close();
  await once(server, 'close');
};

/** The first of three neighbouring ports that are free now: API, socket, mailbox. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const first = await listenOn(0);
    if (first === undefined) continue;
    const port = portOf(first);
    const neighbours = await Promise.all([listenOn(port + 1), listenOn(port + 2)]);
    await Promise.all([first, ...neighbours].map(close));
    if (neighbours.every((server) => server !== undefined)) return port;
  }
};

const untilHealthy = async (api: string, child: ChildProcess): Promise<Health> => {
  const endsAt = performance.now() + 120_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the local cloud ended with ${child.exitCode}`);
    try {
      const response = await fetch(`${api}/_local/health`);
      if (response.ok) return (await response.json()) as Health;
    } catch (error) {
      // Not listening yet: that is what we wait for.
      if (performance.now() > endsAt) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

export interface StartOptions {
  /** Kept when given; else a new folder that `stop` removes. */
  readonly dataDirectory?: string;
  /** The API's port; a free one unless given. Tokens name it as their issuer, so a restart keeps it. */
  readonly port?: number;
  readonly output?: 'inherit' | 'ignore';
  /** The project that is run; this one unless given. */
  readonly root?: string;
  /** More of `npm start`'s options. */
  readonly options?: readonly string[];
}

const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
  readonly scripts: { readonly start: string };
};

/** What `npm start` runs Node with. */
export const START_ARGUMENTS: readonly string[] = scripts.start.split(' ').slice(1);

/** `npm start -- --no-demo` on free ports. */
export const startCloudProcess = async (options: StartOptions = {}): Promise<CloudProcess> => {
  const dataDirectory = options.dataDirectory ?? mkdtempSync(join(tmpdir(), 'wismo-data-'));
  const port = options.port ?? (await freePort());
  const child = spawn(process.execPath, [...START_ARGUMENTS, '--no-demo', ...(options.options ?? [])], {
    env: { ...process.env, WISMO_PORT: String(port), WISMO_DATA: dataDirectory },
    ...(options.root === undefined ? {} : { cwd: options.root }),
    stdio: ['ignore', options.output ?? 'ignore', 'inherit'],
  });
  const api = `http://127.0.0.1:${port}`;
  const health = await untilHealthy(api, child).catch((error: unknown) => {
    // Nobody else would end it.
    child.kill('SIGINT');
    throw error;
  });
  if (child.pid === undefined) throw new Error('a program that runs has a process id');
  return {
    api,
    websocket: health.addresses.websocket,
    health,
    pid: child.pid,
    kill: async () => {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
    stop: async () => {
      child.kill('SIGINT');
      if (child.exitCode === null) await once(child, 'exit');
      if (options.dataDirectory === undefined) rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
};
