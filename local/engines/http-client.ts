import { Pool } from 'undici';
import type { AwsResponse } from '../ports.ts';

/** A keep-alive connection pool to one engine on this machine. */
export interface EngineClient {
  send(method: string, path: string, headers: Readonly<Record<string, string>>, body: Buffer): Promise<AwsResponse>;
  close(): void;
}

/** Headers of one connection, which say nothing about the next, and a checksum that no longer holds after a rewrite. */
const HOP_HEADERS = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'date', 'x-amz-crc32']);

type Handler = Parameters<Pool['dispatch']>[1];

/** A response as a whole, with none of a stream's work: responses of engines are small. */
class WholeResponse implements Handler {
  readonly #resolve: (response: AwsResponse) => void;
  readonly #reject: (error: Error) => void;
  readonly #chunks: Buffer[] = [];
  #status = 502;
  #headers: Record<string, string> = {};

  constructor(resolve: (response: AwsResponse) => void, reject: (error: Error) => void) {
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** Without it the dispatcher takes this for a handler of its earlier kind. */
  onRequestStart(): void {}

  onResponseStart(_controller: unknown, status: number, headers: Readonly<Record<string, unknown>>): void {
    this.#status = status;
    for (const [name, value] of Object.entries(headers)) {
      if (typeof value === 'string' && !HOP_HEADERS.has(name)) this.#headers[name] = value;
    }
  }

  onResponseData(_controller: unknown, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const [first] = this.#chunks;
    const body = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks);
    this.#resolve({ status: this.#status, headers: this.#headers, body });
  }

  onResponseError(_controller: unknown, error: Error): void {
    this.#reject(error);
  }
}

/** Undici's dispatcher: half the processor time of `node:http` a call. A call ends when the engine says so. */
export function createEngineClient(endpoint: string): EngineClient {
  const { origin } = new URL(endpoint);
  const pool = new Pool(origin, { connections: 256, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 });
  return {
    send: (method, path, headers, body) =>
      new Promise((resolve, reject) => {
        const request = { method: method as 'POST', path, headers, body };
        pool.dispatch(request, new WholeResponse(resolve, reject));
      }),
    close: () => void pool.destroy(),
  };
}
