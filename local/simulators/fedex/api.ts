import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { SANDBOX } from './sandbox.ts';
import { completeTrackResult, type FedexParcel, notFoundResult } from './wire.ts';

/** What FedEx's API shows, and how well it is. */
export interface ApiState {
  readonly parcels: ReadonlyMap<string, FedexParcel>;
  /** Access token → time it ends, milliseconds. */
  readonly tokens: Map<string, number>;
  isOut: boolean;
  refusesTokens: boolean;
  slowMilliseconds: number;
  /** Calls that are still served; `undefined` without a limit. */
  callsLeft: number | undefined;
}

const TOKEN_SECONDS = 3599;
const MAX_NUMBERS = 30;
const MAX_BYTES = 1024 * 1024;

interface SimulatorResponse {
  readonly status: number;
  readonly body: unknown;
}

const refusal = (status: number, code: string, message: string): SimulatorResponse => ({
  status,
  body: { transactionId: randomUUID(), errors: [{ code, message }] },
});

const token = (form: string, state: ApiState, now: Date): SimulatorResponse => {
  const fields = new URLSearchParams(form);
  if (fields.get('grant_type') !== 'client_credentials' || !fields.get('client_id') || !fields.get('client_secret')) {
    return refusal(
      401,
      'NOT.AUTHORIZED.ERROR',
      'The given client credentials were not valid. Please modify your request and try again.',
    );
  }
  const accessToken = randomUUID();
  state.tokens.set(accessToken, now.getTime() + TOKEN_SECONDS * 1000);
  return {
    status: 200,
    body: { access_token: accessToken, token_type: 'bearer', expires_in: TOKEN_SECONDS, scope: 'CXS-TP' },
  };
};

const isAuthorized = (authorization: string | undefined, state: ApiState, now: Date): boolean => {
  const given = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1] ?? '';
  return !state.refusesTokens && (state.tokens.get(given) ?? 0) > now.getTime();
};

const numbersOf = (text: string): readonly string[] | undefined => {
  try {
    const body = JSON.parse(text) as { trackingInfo?: { trackingNumberInfo?: { trackingNumber?: unknown } }[] };
    return body.trackingInfo?.map(({ trackingNumberInfo }) => String(trackingNumberInfo?.trackingNumber ?? ''));
  } catch {
    // Not JSON: refused below like a request without numbers, as FedEx does.
    return undefined;
  }
};

const track = (text: string, { parcels }: ApiState): SimulatorResponse => {
  const numbers = numbersOf(text);
  if (numbers === undefined || numbers.length === 0 || numbers.includes('')) {
    return refusal(400, 'TRACKING.TRACKINGNUMBER.EMPTY', 'Please provide tracking number.');
  }
  if (numbers.length > MAX_NUMBERS) {
    return refusal(400, 'TRACKING.TRACKINGNUMBERS.LIMITEXCEEDED', 'The maximum number of packages has been exceeded.');
  }
  const completeTrackResults = numbers.map((number) => {
    const parcel = parcels.get(number) ?? SANDBOX.get(number);
    return parcel === undefined ? notFoundResult(number) : completeTrackResult(parcel);
  });
  return { status: 200, body: { transactionId: randomUUID(), output: { completeTrackResults } } };
};

const responseTo = (request: IncomingMessage, text: string, state: ApiState, now: Date): SimulatorResponse => {
  if (state.isOut) {
    return refusal(
      503,
      'SERVICE.UNAVAILABLE.ERROR',
      'The service is currently unavailable and we are working to resolve the issue.',
    );
  }
  const path = (request.url ?? '').split('?')[0] ?? '';
  if (request.method === 'POST' && path.endsWith('/oauth/token')) return token(text, state, now);
  if (request.method !== 'POST' || !path.endsWith('/track/v1/trackingnumbers')) {
    return refusal(404, 'NOT.FOUND.ERROR', 'The resource you requested is no longer available.');
  }
  if (!isAuthorized(request.headers.authorization, state, now)) {
    return refusal(401, 'NOT.AUTHORIZED.ERROR', 'Access token expired. Please modify your request and try again.');
  }
  if (state.callsLeft !== undefined) {
    if (state.callsLeft <= 0)
      return refusal(429, 'TOO.MANY.REQUESTS', 'Daily transaction quota exceeded. Retry after 12:00AM GMT');
    state.callsLeft -= 1;
  }
  return track(text, state);
};

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BYTES) throw new RangeError('The body is larger than FedEx takes');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

/** `POST …/oauth/token` and `POST …/track/v1/trackingnumbers`. */
export const serveApi = async (
  request: IncomingMessage,
  response: ServerResponse,
  state: ApiState,
  now: Date,
): Promise<void> => {
  if (state.slowMilliseconds > 0) await pause(state.slowMilliseconds);
  const { status, body } = responseTo(request, await textOf(request), state, now);
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};
