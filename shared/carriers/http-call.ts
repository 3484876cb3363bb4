/** How the APIs of carriers are called: once, within a limit of time and size, without following anybody. */
import { parseJson } from '../parse-json.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpReply {
  readonly status: number;
  readonly text: string;
  /** `undefined` where the body is no JSON. */
  readonly json: unknown;
  /** By its name in lower case. */
  header(name: string): string | undefined;
}

/** Resolves to why there was no reply where there was none. */
export type HttpCall = (request: HttpRequest) => Promise<HttpReply | { readonly failure: string }>;

const TIMEOUT_MILLISECONDS = 8_000;
const MAX_REPLY_BYTES = 4 * 1024 * 1024;

/** UTF-8, without the mark that some put before it, or Latin 1 where the reply says so. */
const decoderOf = (contentType: string | null): TextDecoder =>
  new TextDecoder(/=\s*"?iso-8859-1\b/i.test(contentType ?? '') ? 'latin1' : 'utf8');

const textOf = async ({ body, headers }: Response): Promise<string> => {
  if (body === null) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > MAX_REPLY_BYTES) throw new RangeError('The reply is too large');
    chunks.push(chunk);
  }
  return decoderOf(headers.get('content-type')).decode(Buffer.concat(chunks));
};

/** Codes and names say what happened; texts may quote what was sent, and are not recorded. */
const failureOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'Error';
  const { cause } = error;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : error.name;
};

/** Over the platform's `fetch`. */
export const fetchCall: HttpCall = async ({ method, url, headers, body }) => {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
    const response = await fetch(url, {
      method,
      headers,
      signal,
      redirect: 'manual',
      ...(body !== undefined && { body }),
    });
    const text = await textOf(response);
    return {
      status: response.status,
      text,
      json: parseJson(text),
      header: (name) => response.headers.get(name) ?? undefined,
    };
  } catch (error) {
    return { failure: failureOf(error) };
  }
};
