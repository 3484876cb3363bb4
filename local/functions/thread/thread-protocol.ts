import type { HostMessage, WorkerMessage, WorkerSettings } from '../worker-protocol.ts';

/** What one execution environment in a shared thread is started with. */
export interface EnvironmentSettings extends Omit<WorkerSettings, 'clockOffset'> {
  /** Exactly these, as `process.env` of this environment alone. */
  readonly variables: Readonly<Record<string, string>>;
}

/** What a thread is started with. */
export interface ThreadSettings {
  /** See `SharedLocalClock.sharedOffset`. */
  readonly clockOffset: SharedArrayBuffer;
  /** 32-bit integers, see `CELL`. */
  readonly progress: SharedArrayBuffer;
  /** Calls to this address go to the host as messages; absent, every call is an HTTP request. */
  readonly edgeEndpoint?: string;
}

/** Cells of `ThreadSettings.progress`, which the host can read while the thread is busy. */
export const CELL = {
  /** The environment that the thread runs, or ran last. */
  running: 0,
  /** The sequence number of the last invocation that has begun, or `RETIRED`. */
  begun: 1,
  /** How often the thread has turned to an environment. */
  entered: 2,
} as const;
export const CELLS = 3;
/** The thread begins no more invocations. */
export const RETIRED = -1;

/** An AWS call as it goes from a thread to the host. */
export interface Call {
  readonly call: number;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Calls as they are sent: their texts as JSON, which is quicker than many small objects. */
export interface PackedCalls {
  readonly kind: 'calls';
  readonly texts: string;
  /** In the order of the calls. A body that several share is sent once. */
  readonly bodies: readonly Uint8Array[];
}

export const packed = (calls: readonly Call[]): PackedCalls => ({
  kind: 'calls',
  texts: JSON.stringify(calls.map(({ body: _body, ...texts }) => texts)),
  bodies: calls.map(({ body }) => body),
});

const NO_BYTES = new Uint8Array();

export const unpacked = ({ texts, bodies }: PackedCalls): readonly Call[] =>
  (JSON.parse(texts) as readonly Omit<Call, 'body'>[]).map((call, n) => ({ ...call, body: bodies[n] ?? NO_BYTES }));

/** `response` is absent where the connection broke. */
export interface Reply {
  readonly call: number;
  readonly response?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Uint8Array;
  };
}

export type ToThread =
  | { readonly kind: 'start'; readonly environment: number; readonly settings: EnvironmentSettings }
  | { readonly kind: 'message'; readonly environment: number; readonly sequence: number; readonly message: HostMessage }
  | { readonly kind: 'end'; readonly environment: number }
  | { readonly kind: 'ping' }
  | { readonly kind: 'replies'; readonly replies: readonly Reply[] };

export type FromThread =
  | { readonly kind: 'message'; readonly environment: number; readonly message: WorkerMessage }
  | { readonly kind: 'lines'; readonly environment: number; readonly lines: readonly string[] }
  | { readonly kind: 'pong' }
  | PackedCalls;
