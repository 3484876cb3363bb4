/** The messages between the host and a worker. Events and results cross as JSON text, as they do in Lambda. */

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
  readonly kind: 'invoke';
  readonly requestId: string;
  readonly eventJson: string;
  /** Milliseconds that the function may take. */
  readonly timeoutMilliseconds: number;
  /** By a function URL that streams: the response may be streamed. */
  readonly streams: boolean;
}

/** What a handler that streams says first. */
export interface StreamHead {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
}

export type HostMessage =
  | InvokeMessage
  /** The client has taken what was sent: the next chunk may come. */
  | { readonly kind: 'taken'; readonly requestId: string }
  /** There is no client any more. */
  | { readonly kind: 'left'; readonly requestId: string };

export interface FunctionFailure {
  readonly errorType: string;
  readonly message: string;
  readonly stack: readonly string[];
}

export type WorkerMessage =
  | { readonly kind: 'ready'; readonly initMilliseconds: number }
  /** The bundle did not load; in another kind of thread it may, where it is a module of more than one kind of syntax. */
  | { readonly kind: 'broken'; readonly failure: FunctionFailure; readonly isModule?: boolean }
  /** The environment ended itself, or crashed. */
  | { readonly kind: 'exited'; readonly failure: FunctionFailure }
  | { readonly kind: 'head'; readonly requestId: string; readonly head: StreamHead }
  | { readonly kind: 'chunk'; readonly requestId: string; readonly bytes: Uint8Array }
  | { readonly kind: 'done'; readonly requestId: string; readonly resultJson: string }
  | { readonly kind: 'failed'; readonly requestId: string; readonly failure: FunctionFailure };
