import { pauseMilliseconds, sleep } from '../backoff.ts';
import type { Problem } from '../generated/api.ts';
import { WismoProblem, WismoUnreachable } from './problem.ts';

/** Returns the token to send, or nothing where none is needed. `refresh`: the one given before was not accepted. */
export type TokenSource =
  | string
  | ((asked: { readonly refresh: boolean }) => string | undefined | Promise<string | undefined>);

export interface RequestSettings {
  /** Address of the API, with or without a slash at its end. */
  readonly baseUrl: string;
  readonly token?: TokenSource | undefined;
  readonly fetch: typeof fetch;
  /** Sent with each request: `Accept-Language`, for instance. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Of one attempt. */
  readonly timeoutMilliseconds: number;
  /** Attempts after the first one. */
  readonly maxRetries: number;
  readonly random: () => number;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMilliseconds?: number;
  readonly maxRetries?: number;
}

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export const tokenOf = async (token: TokenSource | undefined, refresh: boolean): Promise<string | undefined> =>
  typeof token === 'function' ? token({ refresh }) : token;

/** Longer than this nobody waits within one call. */
const MAX_WAIT_SECONDS = 60;

const retryAfter = (response: Response): number | undefined => {
  const text = response.headers.get('retry-after');
  if (text === null) return undefined;
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
};

export const urlOf = (baseUrl: string, path: string, query: ApiRequest['query'] = {}): string => {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [[name, String(value)]],
  );
  return `${baseUrl.replace(/\/+$/, '')}${path}${pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : ''}`;
};

/** The JSON of a response of this API. @throws WismoUnreachable where it is not of this API. */
const jsonOf = async (response: Response): Promise<unknown> => {
  if (/\bjson\b/.test(response.headers.get('content-type') ?? '')) return response.json();
  // Nobody waits for the rest of somebody else's page.
  response.body?.cancel().catch(() => undefined);
  throw new WismoUnreachable(`No JSON came from ${response.url} (${response.status})`);
};

const isProblemBody = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'code' in body && 'status' in body;

/** The result, or the problem that the API reports. `undefined`: nothing has changed (304). */
const read = async (response: Response): Promise<unknown> => {
  if (response.status === 304 || response.status === 204) return undefined;
  const body = await jsonOf(response);
  if (response.ok) return body;
  if (isProblemBody(body)) throw new WismoProblem(body, retryAfter(response));
  throw new WismoUnreachable(`No problem came from ${response.url} (${response.status})`);
};

const attempt = async (
  request: ApiRequest,
  settings: RequestSettings,
  options: CallOptions,
  refresh: boolean,
): Promise<unknown> => {
  const { signal } = options;
  const token = await tokenOf(settings.token, refresh);
  const limit = AbortSignal.timeout(options.timeoutMilliseconds ?? settings.timeoutMilliseconds);
  try {
    const response = await settings.fetch(urlOf(settings.baseUrl, request.path, request.query), {
      method: request.method,
      headers: {
        accept: 'application/json',
        ...(request.body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...settings.headers,
        ...request.headers,
        ...options.headers,
      },
      ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    return await read(response);
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (error instanceof WismoProblem || error instanceof WismoUnreachable) throw error;
    throw new WismoUnreachable(`No response came from ${request.method} ${request.path}`, { cause: error });
  }
};

/** A request that may be carried out twice without harm, or that the API knows again by its key. */
const isRepeatable = ({ method, headers }: ApiRequest): boolean => method !== 'POST' || 'idempotency-key' in headers;

/** Seconds to wait before the same request is sent again; `undefined` where that would not help. */
const secondsBeforeNext = (
  error: unknown,
  request: ApiRequest,
  failures: number,
  random: () => number,
): number | undefined => {
  const pause = pauseMilliseconds(failures, random) / 1000;
  if (error instanceof WismoUnreachable) return isRepeatable(request) ? pause : undefined;
  if (!(error instanceof WismoProblem)) return undefined;
  const { status, retryAfterSeconds, problem } = error;
  // A 429 was not carried out, whatever it was; and what is carried out at this moment will be done soon.
  const isRefusedForNow = status === 429 || (status === 409 && retryAfterSeconds !== undefined);
  const mayHaveFailed = status >= 500 && problem.canRetry !== false && isRepeatable(request);
  return isRefusedForNow || mayHaveFailed ? Math.max(pause, retryAfterSeconds ?? 0) : undefined;
};

/**
 * Sends the request, and again where that can help. A token that is not accepted is asked for anew once.
 *
 * @throws WismoProblem, WismoUnreachable, or the signal's reason.
 */
export const send = async (
  request: ApiRequest,
  settings: RequestSettings,
  options: CallOptions = {},
): Promise<unknown> => {
  const maxRetries = options.maxRetries ?? settings.maxRetries;
  let refresh = false;
  for (let failures = 0; ; ) {
    try {
      return await attempt(request, settings, options, refresh);
    } catch (error) {
      const mayRefresh = !refresh && typeof settings.token === 'function';
      if (mayRefresh && error instanceof WismoProblem && error.status === 401) {
        refresh = true;
        continue;
      }
      const seconds = secondsBeforeNext(error, request, failures, settings.random);
      if (seconds === undefined || seconds > MAX_WAIT_SECONDS || failures >= maxRetries) throw error;
      failures += 1;
      await sleep(seconds * 1000, options.signal);
      options.signal?.throwIfAborted();
    }
  }
};
