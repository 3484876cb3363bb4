import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import { text } from 'node:stream/consumers';
import { apiUrl } from './api.ts';

const BLOCK = /^```sh\n(.*?)^```$/gms;

/** The `sh` blocks of a document, in order. */
export const shellBlocks = (document: string): readonly string[] =>
  [...document.matchAll(BLOCK)].map(([, block = '']) => block);

export interface Finished {
  readonly exitCode: number | null;
  readonly output: string;
  readonly errors: string;
}

/** What a person's terminal finds: not what npm adds for its scripts. */
export const pathOfTerminal = (): string =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .join(delimiter);

/** Runs them in one bash, as a person does in one terminal, against the tests' cloud, until one fails. */
export const runInBash = async (blocks: readonly string[]): Promise<Finished> => {
  const child = spawn('bash', ['-euo', 'pipefail', '-c', blocks.join('\n')], {
    env: {
      ...process.env,
      PATH: pathOfTerminal(),
      WISMO_PORT: new URL(apiUrl()).port,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors, exitCode] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]);
  return { exitCode, output, errors };
};
