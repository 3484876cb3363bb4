import type { FunctionSpec } from './function-spec.ts';
import type { StreamedBody } from './streamed-body.ts';
import type { FunctionFailure, StreamHead } from './worker-protocol.ts';

export type InvocationOutcome =
  | { readonly kind: 'done'; readonly resultJson: string }
  | { readonly kind: 'failed'; readonly failure: FunctionFailure }
  | { readonly kind: 'timeout' }
  /** The environment is gone: it ended itself, ran out of memory, never loaded, or was killed. */
  | { readonly kind: 'exited'; readonly failure: FunctionFailure; readonly hasBegun: boolean };

/** Called when a streamed response begins; the invocation goes on until the body has ended. */
export type OnStream = (head: StreamHead, body: StreamedBody) => void;

/** One copy of one function. Runs one invocation at a time, streams that have begun aside. */
export interface ExecutionEnvironment {
  /** Waits until the bundle has loaded. With `onStream` the function may stream its response. */
  invoke(requestId: string, eventJson: string, onStream?: OnStream): Promise<InvocationOutcome>;
  readonly alive: boolean;
  /** Resolves when the bundle has loaded, or the environment is gone. */
  readonly started: Promise<void>;
  terminate(reason: string): Promise<void>;
}

export interface EnvironmentOptions {
  readonly spec: FunctionSpec;
  readonly variables: Readonly<Record<string, string>>;
  readonly onLine: (line: string) => void;
  readonly onExit: () => void;
  /** The bundle needs a thread of its own. */
  readonly onModule?: () => void;
}

/** What carries an environment's messages: a thread of its own, or one that it shares. */
export type StartEnvironment = (options: EnvironmentOptions) => ExecutionEnvironment;
