/**
 * Response streaming as Lambda's Node runtime has it: the global `awslambda`, and the stream that a handler writes to.
 * Runs in the worker, like worker.ts, and imports as little.
 */
import { Writable } from 'node:stream';
import type { StreamHead, WorkerMessage } from './worker-protocol.ts';

export type StreamingHandler = (event: unknown, stream: Writable, context: object) => unknown;

const DEFAULT_HEAD: StreamHead = {
  statusCode: 200,
  headers: { 'content-type': 'application/octet-stream' },
  cookies: [],
};

/** What `HttpResponseStream.from` is given: everything in it may be left out. */
interface GivenHead {
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly cookies?: readonly unknown[];
}

/** Sends its head with the first byte, and each chunk once the one before was taken. */
export class ResponseStream extends Writable {
  readonly requestId: string;
  readonly #send: (message: WorkerMessage) => void;
  #head = DEFAULT_HEAD;
  #hasBegun = false;
  #isLeft = false;
  #goOn: (() => void) | undefined;

  constructor(requestId: string, send: (message: WorkerMessage) => void) {
    super({ decodeStrings: true });
    this.requestId = requestId;
    this.#send = send;
    // A handler that does not listen is not to be ended by a client that left.
    this.on('error', () => undefined);
  }

  setContentType(contentType: string): void {
    this.#head = { ...this.#head, headers: { ...this.#head.headers, 'content-type': contentType } };
  }

  setHead({ statusCode = 200, headers = {}, cookies = [] }: GivenHead): void {
    const texts = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
    this.#head = { statusCode, headers: Object.fromEntries(texts), cookies: cookies.map(String) };
  }

  /** The client took the last chunk. */
  taken(): void {
    const goOn = this.#goOn;
    this.#goOn = undefined;
    goOn?.();
  }

  /** The client is gone: whatever is written from now on fails. */
  left(): void {
    this.#isLeft = true;
    this.destroy(Object.assign(new Error('The client closed the connection'), { code: 'ECONNRESET' }));
  }

  /** Everything is sent, or nobody wants it any more. @throws what the stream was broken off with. */
  async completed(): Promise<void> {
    if (!this.destroyed) {
      await new Promise<void>((resolve) => {
        this.once('close', resolve);
        this.end(resolve);
      });
    }
    if (this.errored && !this.#isLeft) throw this.errored;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, goOn: () => void): void {
    this.#begin();
    this.#goOn = goOn;
    this.#send({ kind: 'chunk', requestId: this.requestId, bytes: new Uint8Array(chunk) });
  }

  override _final(goOn: () => void): void {
    this.#begin();
    goOn();
  }

  #begin(): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    this.#send({ kind: 'head', requestId: this.requestId, head: this.#head });
  }
}

const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');

/** What bundles find as the global `awslambda`. */
export const streamingRuntime = (): object => ({
  streamifyResponse: (handler: StreamingHandler): StreamingHandler =>
    Object.assign(handler, { [STREAMING]: 'response' }),
  HttpResponseStream: {
    from: (stream: ResponseStream, head: GivenHead): ResponseStream => {
      stream.setHead(head);
      return stream;
    },
  },
});

export const isStreaming = (handler: object): boolean => STREAMING in handler;
