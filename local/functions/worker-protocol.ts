/** What the host and a worker tell each other. Events and results cross as JSON text, as they do in Lambda. */

export interface WorkerSettings {
  /** Absolute path of the bundle's entry file. */
  readonly entry: string;
  readonly exportName: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMegabytes: number;
  readonly logGroupName: string;
  /** See `SharedLocalClock.sharedOffset`. */
  readonly clockOffset: SharedArrayBuffer;
}

export interface InvokeMessage {
  readonly requestId: string;
  readonly eventJson: string;
  /** Milliseconds that the function may take. */
  readonly timeoutMilliseconds: number;
}

export interface FunctionFailure {
  readonly errorType: string;
  readonly message: string;
  readonly stack: readonly string[];
}

export type WorkerMessage =
  | { readonly kind: 'ready'; readonly initMilliseconds: number }
  | { readonly kind: 'broken'; readonly failure: FunctionFailure }
  | { readonly kind: 'done'; readonly requestId: string; readonly resultJson: string }
  | { readonly kind: 'failed'; readonly requestId: string; readonly failure: FunctionFailure };
