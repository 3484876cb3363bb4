import { EventEmitter } from 'node:events';
import * as http from 'node:http';
import { Readable } from 'node:stream';
import type { Calls, Response } from './calls.ts';

export interface OwnHttpOptions {
  /** `http://127.0.0.1:PORT`; absent, there is no shorter way than HTTP. */
  readonly edgeEndpoint: string | undefined;
  readonly calls: Pick<Calls, 'perform'>;
  /** Aborted at the end of the environment. */
  readonly signal: AbortSignal;
  readonly enter: (run: () => void) => void;
}

/** `node:http` of one environment: calls to the edge go to the host without a connection, others end with the environment. */
export function createHttp(options: OwnHttpOptions): object {
  const { edgeEndpoint, signal } = options;
  const edge = edgeEndpoint === undefined ? undefined : new URL(edgeEndpoint);
  const request = (given: unknown, ...more: unknown[]): unknown => {
    const { hostname, host, port } = (typeof given === 'object' && given !== null ? given : {}) as http.RequestOptions;
    const isEdge = edge !== undefined && (hostname ?? host) === edge.hostname && String(port) === edge.port;
    if (isEdge) return new EdgeRequest(given as http.RequestOptions, more[0], options);
    const outside = Reflect.apply(http.request, http, [given, ...more]) as http.ClientRequest;
    const cutOff = (): unknown => outside.destroy();
    signal.addEventListener('abort', cutOff, { once: true });
    outside.once('close', () => signal.removeEventListener('abort', cutOff));
    return outside;
  };
  const get = (...given: readonly [unknown, ...unknown[]]): unknown => {
    const asked = request(...given) as http.ClientRequest;
    asked.end();
    return asked;
  };
  const own = { ...http, request, get };
  return { ...own, default: own };
}

/** A connection that is there already and never in the way. */
class NoSocket extends EventEmitter {
  readonly connecting = false;
  setKeepAlive = (): this => this;
  setTimeout = (): this => this;
  setNoDelay = (): this => this;
}
const SOCKET = new NoSocket().setMaxListeners(0);

const encoder = new TextEncoder();

let encoded = { text: '', bytes: new Uint8Array() };

/** The same bytes for the same text: what many connections are sent goes into a message between threads once. */
const bytesOf = (text: string): Uint8Array => {
  if (encoded.text !== text) encoded = { text, bytes: encoder.encode(text) };
  return encoded.bytes;
};

/** Bytes that are not a part of a larger buffer: a message carries the whole buffer that its bytes lie in. */
const ownBytes = (chunk: string | Uint8Array): Uint8Array =>
  typeof chunk === 'string' ? bytesOf(chunk) : new Uint8Array(chunk);

/** The stream of a response without content, as an SDK reads it. Posts to sockets have one each, and it is larger than they are. */
class NoContent extends EventEmitter {
  resume(): this {
    process.nextTick(() => this.emit('end'));
    return this;
  }

  pipe<T extends NodeJS.WritableStream>(destination: T): T {
    destination.end();
    return destination;
  }
}

const streamOf = (bytes: Uint8Array): Readable => {
  const stream = new Readable({ read: () => undefined });
  stream.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  stream.push(null);
  return stream;
};

/** What an SDK uses of `http.ClientRequest`, without a connection. */
class EdgeRequest extends EventEmitter {
  readonly socket = SOCKET;
  destroyed = false;
  readonly #request: http.RequestOptions;
  readonly #options: OwnHttpOptions;
  readonly #chunks: Uint8Array[] = [];

  constructor(request: http.RequestOptions, onResponse: unknown, options: OwnHttpOptions) {
    super();
    this.#request = request;
    this.#options = options;
    if (typeof onResponse === 'function') this.once('response', onResponse as (response: Readable) => void);
  }

  write(chunk: string | Uint8Array): boolean {
    this.#chunks.push(ownBytes(chunk));
    return true;
  }

  end(chunk?: string | Uint8Array): this {
    if (chunk !== undefined) this.write(chunk);
    const { method = 'GET', path, headers } = this.#request;
    const [only] = this.#chunks;
    const body = this.#chunks.length === 1 && only !== undefined ? only : ownBytes(Buffer.concat(this.#chunks));
    const call = { method, url: path ?? '/', headers: textsOf(headers), body };
    void this.#options.calls.perform(call).then((found) => this.#options.enter(() => this.#settle(found)));
    return this;
  }

  setTimeout(): this {
    return this;
  }

  abort(): void {
    this.destroy();
  }

  destroy(error?: Error): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    if (error !== undefined) this.emit('error', error);
    this.emit('close');
    return this;
  }

  #settle(found: Response | undefined): void {
    if (this.destroyed) return;
    if (found === undefined) {
      this.destroy(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }));
      return;
    }
    const { status, headers, body } = found;
    const response = body.byteLength === 0 ? new NoContent() : streamOf(body);
    this.emit('response', Object.assign(response, { statusCode: status, statusMessage: '', headers }));
    this.emit('close');
  }
}

function textsOf(headers: http.RequestOptions['headers']): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (value !== undefined) texts[name.toLowerCase()] = Array.isArray(value) ? value.join(',') : String(value);
  }
  return texts;
}
