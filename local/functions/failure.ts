import type { FunctionFailure } from './worker-protocol.ts';

/** An error as Lambda reports it. */
export function failureOf(error: unknown): FunctionFailure {
  if (!(error instanceof Error)) return { errorType: typeof error, message: String(error), stack: [] };
  return {
    errorType: error.name === 'Error' ? error.constructor.name : error.name,
    message: error.message,
    stack: (error.stack ?? '').split('\n').map((line) => line.trim()),
  };
}

/** The environment is gone. */
export const exited = (message: string): FunctionFailure => ({ errorType: 'Runtime.ExitError', message, stack: [] });
