import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Coverage, Failure, JudgeRequest, JudgeResponse } from './judge-messages.ts';
import type { Instrumented } from './mutants.ts';

export type Verdict =
  | { readonly kind: 'passed'; readonly coverage: readonly Coverage[] }
  | { readonly kind: 'failed'; readonly failures: readonly Failure[] }
  /** Endless: the judge was ended, the next run starts another. */
  | { readonly kind: 'timed_out' };

export interface JudgedRun {
  readonly mutant?: string;
  readonly maxHits?: number;
  readonly testFiles: readonly string[];
  readonly timeoutSeconds: number;
}

export interface Judge {
  /** @throws Error when the judge's process ends by itself. */
  readonly run: (run: JudgedRun) => Promise<Verdict>;
  readonly close: () => void;
}

const OPENING_TIMEOUT_SECONDS = 120;

/** Sends one request. `undefined` when no response came in time, and the process is ended. */
const ask = (child: ChildProcess, request: JudgeRequest, timeoutSeconds: number): Promise<JudgeResponse | undefined> =>
  new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      child.removeAllListeners('message').removeAllListeners('exit');
      act();
    };
    const timer = setTimeout(() => {
      settle(() => resolve(undefined));
      child.kill('SIGKILL');
    }, timeoutSeconds * 1000);
    child.once('message', (response: JudgeResponse) => settle(() => resolve(response)));
    child.once('exit', (code) => settle(() => reject(new Error(`The judge's process ended with ${code}.`))));
    child.send(request);
  });

/** Runs unit tests over the instrumented sources in a process of its own, which an endless mutant may block. */
export const startJudge = ({ sources }: Pick<Instrumented, 'sources'>): Judge => {
  let child: ChildProcess | undefined;

  const open = async (): Promise<ChildProcess> => {
    const started = fork(join(import.meta.dirname, 'judge.ts'), { serialization: 'advanced' });
    const opened = await ask(started, { kind: 'open', sources }, OPENING_TIMEOUT_SECONDS);
    if (opened === undefined) throw new Error('The judge did not open.');
    return started;
  };

  return {
    run: async ({ mutant, maxHits, testFiles, timeoutSeconds }) => {
      child ??= await open();
      const response = await ask(child, { kind: 'run', mutant, maxHits, testFiles }, timeoutSeconds);
      if (response === undefined) {
        child = undefined;
        return { kind: 'timed_out' };
      }
      if (response.kind !== 'ran') throw new Error(`The judge responded with ${response.kind}.`);
      const { failures, coverage } = response;
      return failures.length === 0 ? { kind: 'passed', coverage } : { kind: 'failed', failures };
    },
    close: () => {
      child?.kill();
    },
  };
};
