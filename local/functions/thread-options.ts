import type { FunctionSpec } from './function-spec.ts';
import type { FunctionFailure, WorkerSettings } from './worker-protocol.ts';

/**
 * Three semi-spaces of 8 MB. Most of what an invocation makes is garbage at its end; Node's own limit lets it lie about
 * until there is twice as much.
 */
export const YOUNG_GENERATION_MEGABYTES = 24;

/** What a thread must know of a function. */
export const settingsOf = (spec: FunctionSpec): Omit<WorkerSettings, 'clockOffset'> => ({
  entry: spec.entry,
  exportName: spec.exportName,
  functionName: spec.name,
  functionArn: spec.arn,
  memoryMegabytes: spec.memoryMegabytes,
  logGroupName: `/aws/lambda/${spec.name}`,
});

/** Why a thread ended, in Lambda's words. */
export function deathOf(error: unknown): FunctionFailure {
  const isOutOfMemory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return {
    errorType: isOutOfMemory ? 'Runtime.OutOfMemory' : 'Runtime.ExitError',
    message: error instanceof Error ? error.message : String(error),
    stack: error instanceof Error ? (error.stack ?? '').split('\n') : [],
  };
}
