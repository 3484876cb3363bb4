import { setTimeout as pause } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { FLOOD_KINDS, type FloodKind, type FloodRequest } from './bodies.ts';

export interface FloodResponse {
  readonly kind: FloodKind;
  readonly status: number;
  readonly milliseconds: number;
  readonly retryAfter: string | undefined;
}

/** Open connections: as many senders as wait for a response at once. */
const CONNECTIONS = 256;

const sendOne = async (api: string, dispatcher: Agent, one: FloodRequest): Promise<FloodResponse> => {
  const from = performance.now();
  const response = await request(`${api}/api/webhooks/carriers/${one.carrier}`, {
    method: 'POST',
    dispatcher,
    headers: { 'content-type': 'application/json', ...one.headers },
    body: one.body,
  });
  await response.body.dump();
  const retryAfter = response.headers['retry-after'];
  return {
    kind: one.kind,
    status: response.statusCode,
    milliseconds: performance.now() - from,
    retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
  };
};

/** Sends each at its time, whether those before it have a response or not. */
export const flood = async (
  api: string,
  requests: readonly FloodRequest[],
  perSecond: number,
  connections = CONNECTIONS,
): Promise<readonly FloodResponse[]> => {
  const dispatcher = new Agent({ connections, headersTimeout: 120_000, bodyTimeout: 120_000 });
  try {
    const begun = performance.now();
    const sent: Promise<FloodResponse>[] = [];
    for (const [index, one] of requests.entries()) {
      const wait = begun + (index * 1_000) / perSecond - performance.now();
      if (wait > 1) await pause(wait);
      sent.push(sendOne(api, dispatcher, one));
    }
    return await Promise.all(sent);
  } finally {
    await dispatcher.close();
  }
};

/** What is repeated after the time that the response names, until nothing is held back any more. */
export const repeatHeldBack = async (
  api: string,
  requests: readonly FloodRequest[],
  responses: readonly FloodResponse[],
  maxRounds = 10,
): Promise<{ readonly heldBack: number; readonly withoutTime: number; readonly left: number }> => {
  const isHeld = (response: FloodResponse | undefined): boolean => response?.status === 429;
  let held = requests.filter((_one, index) => isHeld(responses[index]));
  const heldBack = held.length;
  const withoutTime = responses.filter((one) => isHeld(one) && !(Number(one.retryAfter) >= 1)).length;
  let waited = Math.max(0, ...responses.filter(isHeld).map(({ retryAfter }) => Number(retryAfter) || 0));
  for (let round = 0; round < maxRounds && held.length > 0; round += 1) {
    await pause(waited * 1_000);
    const again = await flood(api, held, 200);
    waited = Math.max(0, ...again.filter(isHeld).map(({ retryAfter }) => Number(retryAfter) || 0));
    held = held.filter((_one, index) => isHeld(again[index]));
  }
  return { heldBack, withoutTime, left: held.length };
};

/** How many of each kind got which status. */
export const countsOf = (
  responses: readonly FloodResponse[],
): Readonly<Record<FloodKind, Readonly<Record<number, number>>>> =>
  Object.fromEntries(
    FLOOD_KINDS.map((kind) => [
      kind,
      Object.fromEntries(
        [
          ...Map.groupBy(
            responses.filter((one) => one.kind === kind),
            ({ status }) => status,
          ),
        ].map(([status, all]) => [status, all.length]),
      ),
    ]),
  ) as Record<FloodKind, Record<number, number>>;
