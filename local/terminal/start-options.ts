import { join } from 'node:path';
import { parseArgs } from 'node:util';

export const HELP = `npm start [-- options]

Runs Wismo on this machine: synthesizes the app for stage "local" and runs that assembly.

  --fresh      begins anew: empties the data directory first
  --no-demo    starts without the demonstration parcels
  --own-threads  gives each environment of a function a thread of its own: slower, larger, and nothing is shared
  --no-followers  streams and queues invoke nothing: to measure requests alone
  --help       this text

  WISMO_PORT   port of API, pages and /_local (4000); WebSocket and mailbox take the next two
  WISMO_DATA   data directory (.wismo), stays across restarts
  WISMO_DYNAMODB_ENDPOINT   a DynamoDB-compatible endpoint instead of the bundled engine`;

export interface StartOptions {
  readonly port: number;
  readonly dataDirectory: string;
  readonly fresh: boolean;
  readonly demo: boolean;
  readonly ownThreads: boolean;
  readonly followers: boolean;
  readonly help: boolean;
}

const DEFAULT_PORT = 4000;
const MAX_PORT = 65_533;

/** @throws Error with one sentence when an option or a variable is not understood. */
export function startOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  workingDirectory: string,
): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      fresh: { type: 'boolean', default: false },
      'own-threads': { type: 'boolean', default: false },
      demo: { type: 'boolean', default: true },
      followers: { type: 'boolean', default: true },
      help: { type: 'boolean', default: false, short: 'h' },
    },
    allowNegative: true,
  });
  const port = Number(environment.WISMO_PORT ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 0 || port > MAX_PORT) {
    throw new Error(`WISMO_PORT is ${environment.WISMO_PORT}, which is not a port from 0 to ${MAX_PORT}.`);
  }
  return {
    port,
    dataDirectory: environment.WISMO_DATA ?? join(workingDirectory, '.wismo'),
    fresh: values.fresh,
    demo: values.demo,
    ownThreads: values['own-threads'],
    followers: values.followers,
    help: values.help,
  };
}
