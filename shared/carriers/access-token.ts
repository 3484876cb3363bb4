import type { Clock } from '../clock/clock.ts';
import { outcomeOfStatus } from './call-outcome.ts';
import type { CallOutcome } from './carrier-client.ts';
import type { HttpCall, HttpReply, HttpRequest } from './http-call.ts';

export interface AccessToken {
  readonly token: string;
  readonly seconds: number;
}

/** Before a token ends it is not used any more: the clocks of carriers and ours differ. */
const SPARE_SECONDS = 300;

type Authorized = (tokenHeaders: Readonly<Record<string, string>>) => HttpRequest;

/**
 * Calls with a token that is fetched once and used until it ends. One fetch at a time, however many wait for it; a token
 * that is refused is fetched once more.
 */
export const authorizedCalls = (
  { http, clock }: { readonly http: HttpCall; readonly clock: Clock },
  fetchToken: () => Promise<CallOutcome<AccessToken>>,
) => {
  let known: { readonly token: string; readonly until: number } | undefined;
  let pending: Promise<CallOutcome<string>> | undefined;

  const fetchOnce = async (): Promise<CallOutcome<string>> => {
    const fetched = await fetchToken();
    if (fetched.kind !== 'ok') return fetched;
    const { token, seconds } = fetched.value;
    known = { token, until: clock.now().getTime() + Math.max(seconds - SPARE_SECONDS, seconds / 2) * 1_000 };
    return { kind: 'ok', value: token };
  };

  const tokenNow = (): Promise<CallOutcome<string>> => {
    if (known !== undefined && clock.now().getTime() < known.until)
      return Promise.resolve({ kind: 'ok', value: known.token });
    pending ??= fetchOnce().finally(() => {
      pending = undefined;
    });
    return pending;
  };

  const callWith = async (token: string, request: Authorized) => {
    const reply = await http(request({ authorization: `Bearer ${token}` }));
    return 'failure' in reply ? { kind: 'unavailable' as const, code: reply.failure } : reply;
  };

  /** The reply, whatever its status says short of what every carrier means the same by. */
  return async (request: Authorized): Promise<CallOutcome<HttpReply>> => {
    for (const isLast of [false, true]) {
      const token = await tokenNow();
      if (token.kind !== 'ok') return token;
      const reply = await callWith(token.value, request);
      if ('kind' in reply) return reply;
      const outcome = outcomeOfStatus(reply, clock);
      if (outcome?.kind === 'unauthorized' && !isLast) {
        // Only the token that was refused: another call may have fetched the next one meanwhile.
        if (known?.token === token.value) known = undefined;
        continue;
      }
      return outcome?.kind === 'notFound' ? { kind: 'ok', value: reply } : (outcome ?? { kind: 'ok', value: reply });
    }
    return { kind: 'unauthorized' };
  };
};

interface TokenRequest {
  readonly url: string;
  readonly form: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** The field of the reply that holds the token. */
  readonly field?: string;
  readonly seconds?: number;
}

/** The fields of a token request that has the client in its body: most carriers refuse it as `Basic`. */
export const clientForm = (
  { clientId = '', clientSecret = '' }: Readonly<Record<string, string>>,
  scope?: string,
): Readonly<Record<string, string>> => ({
  grant_type: 'client_credentials',
  client_id: clientId,
  client_secret: clientSecret,
  ...(scope !== undefined && { scope }),
});

/** OAuth 2 client credentials, as the carriers have them. */
export const fetchClientToken = async (
  { http, clock }: { readonly http: HttpCall; readonly clock: Clock },
  { url, form, headers, field = 'access_token', seconds = 1_800 }: TokenRequest,
): Promise<CallOutcome<AccessToken>> => {
  const reply = await http({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(form).toString(),
  });
  if ('failure' in reply) return { kind: 'unavailable', code: reply.failure };
  const outcome = outcomeOfStatus(reply, clock);
  if (outcome !== undefined) return outcome.kind === 'notFound' ? { kind: 'malformed', code: 'token' } : outcome;
  if (reply.status >= 400) return { kind: 'unauthorized' };
  const body = typeof reply.json === 'object' && reply.json !== null ? (reply.json as Record<string, unknown>) : {};
  const token = body[field];
  const expires = Number(body.expires_in ?? body.expiresIn ?? seconds);
  if (typeof token !== 'string' || token === '') return { kind: 'malformed', code: 'token' };
  return { kind: 'ok', value: { token, seconds: Number.isFinite(expires) && expires > 0 ? expires : seconds } };
};
