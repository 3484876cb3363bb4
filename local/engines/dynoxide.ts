import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { howToInstall, installedEngine } from './dynoxide-package.ts';

/** A DynamoDB that is ready for requests. */
export interface DynamodbEngine {
  readonly endpoint: string;
  /** SQLite file of the bundled engine; absent for one that somebody else runs. */
  readonly file?: string;
  /** Of the bundled engine. */
  readonly version?: string;
  stop(): Promise<void>;
}

const START_MILLISECONDS = 10_000;
const STOP_MILLISECONDS = 5_000;

/**
 * The next sequence number of a stream is the highest one plus one, looked up by an expression: without an index on that
 * very expression each write reads the whole stream so far.
 */
const STREAM_INDEX =
  'CREATE INDEX IF NOT EXISTS local_stream_seq ON _stream_records(table_name, CAST(sequence_number AS INTEGER))';

/** A port that was free a moment ago: the engine cannot be asked to choose one itself. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function responses(endpoint: string): Promise<boolean> {
  try {
    const response = await fetch(endpoint, { method: 'POST', body: '{}' });
    await response.arrayBuffer();
    return true;
  } catch {
    // Not listening yet: whoever asks tries again until its time is over.
    return false;
  }
}

async function untilItResponds(endpoint: string, child: ChildProcess, complaints: () => string): Promise<void> {
  const deadline = Date.now() + START_MILLISECONDS;
  while (!(await responses(endpoint))) {
    if (child.exitCode !== null) throw new Error(`The DynamoDB engine ended at its start: ${complaints()}`);
    if (Date.now() > deadline) throw new Error(`The DynamoDB engine did not respond: ${complaints()}`);
    await pause(5);
  }
}

/** Indexes the stream. The engine makes its tables when it opens the file, so this runs once it responds. */
function indexStream(file: string): void {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  database.exec(STREAM_INDEX);
  database.close();
}

/**
 * Starts the bundled engine on a file below the data directory, or takes the endpoint that is given.
 * @throws an Error that says what to do, where neither is possible.
 */
export async function startDynamodb(dataDirectory: string, givenEndpoint?: string): Promise<DynamodbEngine> {
  if (givenEndpoint !== undefined) return { endpoint: givenEndpoint.replace(/\/$/, ''), stop: async () => undefined };
  const installed = installedEngine();
  if (installed === undefined) throw new Error(howToInstall());
  const { command, version } = installed;
  mkdirSync(dataDirectory, { recursive: true });
  // An install that ignores scripts may leave the file without its executable bit.
  chmodSync(command, 0o755);
  const file = join(dataDirectory, 'dynamodb.db');
  const pidFile = join(dataDirectory, 'dynamodb.pid');
  endOrphan(pidFile, file);
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  // A group of its own: Ctrl-C reaches us alone, and we stop the engine after the functions that use it.
  const child = spawn(command, ['serve', '--host', '127.0.0.1', '--port', String(port), '--db-path', file], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  writeFileSync(pidFile, String(child.pid));
  let complaints = '';
  child.stderr.on('data', (text: Buffer) => {
    complaints = (complaints + text.toString()).slice(-2_000);
  });
  const endWithUs = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', endWithUs);
  await untilItResponds(endpoint, child, () => complaints);
  indexStream(file);
  return {
    endpoint,
    file,
    version,
    stop: async () => {
      process.off('exit', endWithUs);
      await stopped(child);
      rmSync(pidFile, { force: true });
    },
  };
}

/**
 * Ends the engine of an earlier run that died without ending it: it would hold the file. The command line is compared,
 * because its process id may have gone to somebody else since.
 */
function endOrphan(pidFile: string, file: string): void {
  if (!existsSync(pidFile)) return;
  const commandLine = `/proc/${readFileSync(pidFile, 'utf8').trim()}/cmdline`;
  if (existsSync(commandLine) && readFileSync(commandLine, 'utf8').includes(file)) {
    process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGTERM');
  }
  rmSync(pidFile);
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), STOP_MILLISECONDS);
  await ended;
  clearTimeout(killer);
}
