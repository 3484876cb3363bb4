/** How providers are called that are reached over HTTP: once, within a limit of time, without following anybody. */
import { parseJson } from '../../parse-json.ts';
import type { SendOutcome } from '../channel.ts';
import { isUnreached, type TransportFailure } from './transport.ts';

export interface HttpRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

export interface HttpReply {
  readonly status: number;
  /** By its name in lower case. */
  header(name: string): string | undefined;
  /** The first 64 KiB of the body, parsed; `undefined` where that is no JSON. */
  readonly json: unknown;
  readonly now: Date;
}

/** The key is wrong or gone: another one may be right. */
export const KEY_REFUSED = 'KeyRefused';

/** Three of these end before the function's own time and the claim's are over. */
const TIMEOUT_MILLISECONDS = 5_000;
const MAX_REPLY_BYTES = 64 * 1024;

const MAX_RETRY_SECONDS = 3_600;
const DEFAULT_RETRY_SECONDS = 10;

/** Whole seconds from 1 to an hour. */
const bounded = (seconds: number): number => Math.min(Math.max(Math.ceil(seconds), 1), MAX_RETRY_SECONDS);

/** Seconds, or a date. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
export const retryAfterOf = (reply: Pick<HttpReply, 'header' | 'now'>): number => {
  const text = reply.header('retry-after')?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(text)) return bounded(Number(text));
  const at = Date.parse(text);
  return Number.isNaN(at) ? DEFAULT_RETRY_SECONDS : bounded((at - reply.now.getTime()) / 1_000);
};

/** Until the moment that the reply names in seconds since 1970; absent or unreadable, some seconds. */
export const retryUntil = (epochSeconds: string | undefined, now: Date): number => {
  const seconds = Number(epochSeconds ?? '');
  return seconds > 0 ? bounded(seconds - now.getTime() / 1_000) : DEFAULT_RETRY_SECONDS;
};

/**
 * What a reply means that no rule of the provider's knows. A fault of its own that is not about room (500, 502, 504) may
 * have come after the work was done; a refusal in words that nobody has met before waits for a person.
 */
export const outcomeByStatus = (reply: HttpReply): SendOutcome => {
  const { status } = reply;
  const error = `Status${status}`;
  if (status >= 200 && status < 300) return { outcome: 'unknown', error: 'MalformedReply' };
  if (status === 401) return { outcome: 'blocked', error: KEY_REFUSED };
  if (status === 413) return { outcome: 'refused', error: 'message_too_large' };
  if (status === 429) return { outcome: 'throttled', error, retryAfterSeconds: retryAfterOf(reply) };
  if (status === 503) return { outcome: 'unavailable', error };
  return { outcome: status >= 500 || status === 408 ? 'unknown' : 'blocked', error };
};

/** What lies beyond the limit is not read: no reply that means anything here is as long. */
const startOf = async (response: Response): Promise<string> => {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= MAX_REPLY_BYTES) break;
  }
  return Buffer.concat(chunks).toString('utf8');
};

const failureOf = (error: unknown): TransportFailure => {
  if (!(error instanceof Error)) return {};
  const cause = error.cause instanceof Error ? error.cause : error;
  return {
    name: error.name,
    message: cause.message,
    code: 'code' in cause && typeof cause.code === 'string' ? cause.code : '',
  };
};

/** Codes and names say what happened; texts may quote what was sent and are not recorded. */
const lost = (error: unknown): Lost => {
  const { name = 'Error', code, ...failure } = failureOf(error);
  const named = code ? code : name;
  return isUnreached({ ...failure, ...(code && { code }) })
    ? { outcome: 'unavailable', error: named }
    : { outcome: 'unknown', error: named };
};

/** No reply, or one that was cut off. */
export type Lost = Extract<SendOutcome, { readonly outcome: 'unavailable' | 'unknown' }>;

/** Posts once, and gives the reply or what having none means. */
export const exchange = async (
  { url, headers, body }: HttpRequest,
  now: Date,
  timeoutMilliseconds = TIMEOUT_MILLISECONDS,
): Promise<{ readonly reply: HttpReply } | { readonly lost: Lost }> => {
  try {
    const signal = AbortSignal.timeout(timeoutMilliseconds);
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
    const { status } = response;
    const json = parseJson(await startOf(response));
    return { reply: { status, json, now, header: (name) => response.headers.get(name) ?? undefined } };
  } catch (error) {
    return { lost: lost(error) };
  }
};

/**
 * Posts once and reads the reply. No reply, or one that was cut off, leaves open whether the work was done; where nobody
 * was reached it was not.
 *
 * @param outcomeOf What the reply means
 */
export const post = async (
  request: HttpRequest,
  now: Date,
  outcomeOf: (reply: HttpReply) => SendOutcome,
  timeoutMilliseconds = TIMEOUT_MILLISECONDS,
): Promise<SendOutcome> => {
  const result = await exchange(request, now, timeoutMilliseconds);
  return 'lost' in result ? result.lost : outcomeOf(result.reply);
};
