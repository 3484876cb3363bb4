import { pauseMilliseconds, sleep } from '../backoff.ts';
import type { Problem } from '../generated/api.ts';
import { WismoProblem, WismoUnreachable } from './problem.ts';

type Token = string | null | undefined;

/** Returns the token to send, or nothing where none is needed. `refresh`: the one given before was not accepted. */
export type TokenSource = Token | ((asked: { readonly refresh: boolean }) => Token | Promise<Token>);

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

/** Aborted with the signal, or after so long. */
const limitOf = (milliseconds: number, signal: AbortSignal | undefined): AbortSignal => {
  const limit = AbortSignal.timeout(milliseconds);
  return signal ? AbortSignal.any([signal, limit]) : limit;
};

/**
 * The token to send. Where it comes from may be out of reach as the API itself, or never reply.
 *
 * @throws WismoUnreachable, whose cause is what the function has thrown.
 */
export const tokenOf = async (
  { token, timeoutMilliseconds }: Pick<RequestSettings, 'token' | 'timeoutMilliseconds'>,
  refresh = false,
  signal?: AbortSignal,
): Promise<Token> => {
  if (typeof token !== 'function') return token;
  const limit = limitOf(timeoutMilliseconds, signal);
  try {
    return await Promise.race([
      token({ refresh }),
      new Promise<never>((_resolve, reject) => limit.addEventListener('abort', () => reject(limit.reason))),
    ]);
  } catch (cause) {
    throw new WismoUnreachable(`No token came: ${cause}`, { cause });
  }
};

/** Longer than this nobody waits within one call. */
const MAX_WAIT_MILLISECONDS = 60_000;

const retryAfter = (response: Response): number | undefined => {
  const text = response.headers.get('retry-after') ?? '';
  const seconds = Number(text) || (Date.parse(text) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
};

export const urlOf = (baseUrl: string, path: string, query: ApiRequest['query'] = {}): string => {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [[name, String(value)]],
  );
  return `${baseUrl.replace(/\/+$/, '')}${path}${pairs[0] ? `?${new URLSearchParams(pairs)}` : ''}`;
};

/** Somebody has replied in place of the API. */
export const foreign = (response: Response): WismoUnreachable =>
  new WismoUnreachable(`This is not the API: ${response.url} (${response.status})`, {
    retryAfterSeconds: retryAfter(response),
  });

/** The result, or the problem that the API reports. `undefined`: nothing has changed (304). */
const read = async (response: Response): Promise<unknown> => {
  if (response.status === 304 || response.status === 204) return undefined;
  const body = /\bjson\b/.test(response.headers.get('content-type') ?? '') && (await response.json());
  if (response.ok && body) return body;
  if (body?.code) throw new WismoProblem(body as Problem, retryAfter(response));
  // Nobody waits for the rest of somebody else's page.
  response.body?.cancel().catch(() => undefined);
  throw foreign(response);
};

const attempt = async (
  request: ApiRequest,
  settings: RequestSettings,
  options: CallOptions,
  refresh: boolean,
): Promise<unknown> => {
  const { signal, timeoutMilliseconds = settings.timeoutMilliseconds } = options;
  const limit = limitOf(timeoutMilliseconds, signal);
  try {
    const token = await tokenOf(settings, refresh, limit);
    const response = await settings.fetch(urlOf(settings.baseUrl, request.path, request.query), {
      method: request.method,
      headers: {
        accept: 'application/json',
        ...(request.body !== undefined && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
        ...settings.headers,
        ...request.headers,
        ...options.headers,
      },
      ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
      signal: limit,
    });
    return await read(response);
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (error instanceof WismoProblem || error instanceof WismoUnreachable) throw error;
    throw new WismoUnreachable(`No response came from ${request.method} ${request.path}: ${error}`, { cause: error });
  }
};

/** A request that may be carried out twice without harm, or that the API knows again by its key. */
const isRepeatable = ({ method, headers }: ApiRequest): boolean => method !== 'POST' || 'idempotency-key' in headers;

/** Milliseconds: a pause that grows, or as long as the server says. */
export const pauseAfter = (error: unknown, failures: number, random: () => number): number => {
  const { retryAfterSeconds = 0 } = error as Partial<WismoProblem>;
  return Math.max(pauseMilliseconds(failures, random), retryAfterSeconds * 1000);
};

/** Whether another token may help. */
export const mayRefresh = ({ token }: Pick<RequestSettings, 'token'>, refresh: boolean, error: unknown): boolean =>
  !refresh && typeof token === 'function' && error instanceof WismoProblem && error.status === 401;

/** Whether it may help to send the same request again. */
const mayRepeat = (error: unknown, request: ApiRequest): boolean => {
  if (!(error instanceof WismoProblem)) return error instanceof WismoUnreachable && isRepeatable(request);
  const { status, retryAfterSeconds, problem } = error;
  // A 429 was not carried out, whatever it was; and what is carried out at this moment will be done soon.
  const isRefusedForNow = status === 429 || (status === 409 && retryAfterSeconds !== undefined);
  return isRefusedForNow || (status >= 500 && problem.canRetry !== false && isRepeatable(request));
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
      if (mayRefresh(settings, refresh, error)) {
        refresh = true;
        continue;
      }
      const pause = pauseAfter(error, failures, settings.random);
      if (pause > MAX_WAIT_MILLISECONDS || failures >= maxRetries || !mayRepeat(error, request)) throw error;
      failures += 1;
      await sleep(pause, options.signal);
      options.signal?.throwIfAborted();
    }
  }
};
