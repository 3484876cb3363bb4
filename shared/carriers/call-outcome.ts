import type { Clock } from '../clock/clock.ts';
import type { CallOutcome } from './carrier-client.ts';
import type { HttpReply } from './http-call.ts';

const DEFAULT_RETRY_SECONDS = 60;
const MAX_RETRY_SECONDS = 86_400;

const bounded = (seconds: number): number => Math.min(Math.max(Math.ceil(seconds), 1), MAX_RETRY_SECONDS);

/** Seconds, or a date. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
const retryAfter = (reply: HttpReply, clock: Clock): number => {
  const text = reply.header('retry-after')?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(text)) return bounded(Number(text));
  const at = Date.parse(text);
  return Number.isNaN(at) ? DEFAULT_RETRY_SECONDS : bounded((at - clock.now().getTime()) / 1_000);
};

/** What a status other than success means, whatever the carrier writes with it. `undefined`: the carrier's own rules say. */
export const outcomeOfStatus = (reply: HttpReply, clock: Clock): CallOutcome<never> | undefined => {
  const { status } = reply;
  if (status === 429) return { kind: 'throttled', retryAfterSeconds: retryAfter(reply, clock) };
  if (status === 401 || status === 403) return { kind: 'unauthorized' };
  if (status === 408 || status >= 500) return { kind: 'unavailable', code: `Status${status}` };
  if (status === 404) return { kind: 'notFound', code: 'Status404' };
  if (status >= 300 && status < 400) return { kind: 'malformed', code: `Status${status}` };
  return undefined;
};
