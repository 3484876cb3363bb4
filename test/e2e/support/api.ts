import { inject } from 'vitest';

/** A JSON response as tests look at it. `body` is whatever came: tests narrow it by asserting. */
export interface ApiResponse<T = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
  readonly text: string;
}

export interface CallOptions {
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string or bytes are sent as they are. */
  readonly body?: unknown;
}

let another: string | undefined;

/** For a file that starts a cloud of its own: calls go there from now on. */
export const useCloud = (api: string): void => {
  another = api;
};

export const apiUrl = (): string => another ?? inject('apiUrl');

const encode = (body: unknown): string | Uint8Array<ArrayBuffer> | undefined => {
  if (body === undefined || typeof body === 'string') return body;
  if (body instanceof Uint8Array) return new Uint8Array(body);
  return JSON.stringify(body);
};

const decode = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // Pages and empty bodies are not JSON: the test sees the text.
    return text;
  }
};

/** One HTTP call to the local cloud. Never throws on a status. */
export const call = async <T = Record<string, unknown>>(
  method: string,
  path: string,
  options: CallOptions = {},
): Promise<ApiResponse<T>> => {
  const body = encode(options.body);
  const response = await fetch(new URL(path, apiUrl()), {
    method,
    redirect: 'manual',
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
      ...options.headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: decode(text) as T, text };
};

/** A `/_local` call that must succeed. */
export const local = async <T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T> => {
  const response = await call<T>(method, `/_local/${path}`, body === undefined ? {} : { body });
  if (response.status >= 300) throw new Error(`${method} /_local/${path}: ${response.status} ${response.text}`);
  return response.body;
};

export interface Identity {
  readonly sub: string;
  readonly roles?: readonly string[];
  readonly seller_ids?: readonly string[];
  readonly email?: string;
}

const tokens = new Map<string, Promise<string>>();

/** A token from the local issuer, kept for the identity: minting is not what the tests are about. */
export const tokenFor = (identity: Identity): Promise<string> => {
  const key = JSON.stringify(identity);
  const known = tokens.get(key);
  if (known !== undefined) return known;
  const minted = local<{ token: string }>('POST', 'token', { ...identity, expiresIn: 400 * 24 * 3600 }).then(
    (response) => response.token,
  );
  tokens.set(key, minted);
  return minted;
};

export const drain = (): Promise<unknown> => local('POST', 'drain');

export interface Mail {
  readonly messageId: string;
  readonly channel: string;
  readonly to: string;
  readonly subject?: string;
  readonly text: string;
  readonly html?: string;
  readonly notificationId: string;
  readonly orderId: string;
}

export const outbox = (orderId: string): Promise<readonly Mail[]> => local('GET', `outbox?orderId=${orderId}`);
