import { randomInt } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Simulator, SimulatorContext } from '../../control/simulators.ts';
import { readBody } from '../../request-body.ts';
import { type CourierDesk, newCourierDesk } from './courier-desk.ts';
import type { SimulatedParcel } from './parcel.ts';
import { type Push, type PushReport, push } from './push.ts';
import { type Delivery, deliveriesOf, type ScriptInput, scriptOf } from './script.ts';
import type { ApiCall, ApiReply, ApiWorld, CarrierWire } from './wire.ts';

interface State {
  readonly parcels: Map<string, SimulatedParcel>;
  /** Counts the scripts of a parcel: a new one ends the one before. */
  readonly scripts: Map<string, number>;
  /** Access token → time it ends, milliseconds. */
  readonly tokens: Map<string, number>;
  /** Runs once the outage is over. */
  readonly held: (() => void)[];
  isOut: boolean;
  refusesTokens: boolean;
  slowMilliseconds: number;
  readonly desk: CourierDesk;
  /** Replies to changes that get lost from now on. */
  repliesToLose: number;
  /** Calls that are still served; `undefined` without a limit. */
  callsLeft: number | undefined;
}

const newState = (): State => ({
  parcels: new Map(),
  scripts: new Map(),
  tokens: new Map(),
  held: [],
  isOut: false,
  refusesTokens: false,
  slowMilliseconds: 0,
  desk: newCourierDesk(),
  repliesToLose: 0,
  callsLeft: undefined,
});

const applyMoods = (state: State, input: ScriptInput): void => {
  const { outage, rateLimit, wrongToken, slowMilliseconds, account, loseReplies } = input;
  if (rateLimit !== undefined) state.callsLeft = rateLimit ?? undefined;
  if (wrongToken !== undefined) state.refusesTokens = wrongToken;
  if (slowMilliseconds !== undefined) state.slowMilliseconds = slowMilliseconds;
  if (account !== undefined) state.desk.account = account;
  if (loseReplies !== undefined) state.repliesToLose = loseReplies;
  if (outage === undefined) return;
  state.isOut = outage;
  if (!outage) for (const resume of state.held.splice(0)) resume();
};

const moodsOf = ({ isOut, callsLeft, refusesTokens, slowMilliseconds }: State) => ({
  outage: isOut,
  rateLimit: callsLeft ?? null,
  wrongToken: refusesTokens,
  slowMilliseconds,
});

const outageIsOver = (state: State): Promise<void> =>
  state.isOut ? new Promise((resolve) => state.held.push(resolve)) : Promise.resolve();

/** Another number for each parcel of a script; of a delivery, one that its order always has. */
const numbersOf = (wire: CarrierWire, { trackingNumber, orderId, parcels }: ScriptInput): readonly string[] => {
  const serial = () => wire.numberOf(orderId ?? String(randomInt(10_000_000_000, 99_999_999_999)));
  const first = trackingNumber ?? serial();
  return [
    first,
    ...Array.from({ length: parcels - 1 }, () => wire.numberOf(String(randomInt(10_000_000_000, 99_999_999_999)))),
  ];
};

const pushOf = (wire: CarrierWire, context: SimulatorContext, body: object, input?: ScriptInput): Push => ({
  wire,
  context,
  body,
  badSignature: input?.badSignature === true,
  repeat: input?.repeat ?? 0,
  encoding: input?.encoding,
  retryMilliseconds: input?.retryMilliseconds,
});

interface Running {
  readonly wire: CarrierWire;
  readonly state: State;
  readonly input: ScriptInput;
  readonly context: SimulatorContext;
}

const send = async (
  { wire, state, input, context }: Running,
  { parcel, scan }: Delivery,
): Promise<readonly PushReport[]> => {
  const known = state.parcels.get(parcel.trackingNumber);
  const isNewer = known === undefined || parcel.scans.length >= known.scans.length;
  if (isNewer) state.parcels.set(parcel.trackingNumber, parcel);
  if (input.quiet === true) return [];
  const bodies = [wire.push(parcel, scan), wire.position?.(parcel, scan.at)].filter((body) => body !== undefined);
  const reports: PushReport[] = [];
  for (const body of bodies) reports.push(await push(pushOf(wire, context, body, input)));
  return reports;
};

const run = async (running: Running, parcel: SimulatedParcel): Promise<readonly PushReport[]> => {
  const { wire, state, input, context } = running;
  const { trackingNumber } = parcel;
  const script = (state.scripts.get(trackingNumber) ?? 0) + 1;
  state.scripts.set(trackingNumber, script);
  const deliveries = deliveriesOf(wire, input, parcel, () => context.clock.now());
  const reports: PushReport[] = [];
  for (const [index, deliver] of deliveries.entries()) {
    if (index > 0 && input.stepSeconds > 0) await pause(input.stepSeconds * 1000, undefined, { ref: false });
    await outageIsOver(state);
    if (state.scripts.get(trackingNumber) !== script) break;
    reports.push(...(await send(running, deliver())));
  }
  return reports;
};

const script = async (wire: CarrierWire, state: State, given: unknown, context: SimulatorContext): Promise<unknown> => {
  const input = scriptOf(wire, given);
  applyMoods(state, input);
  if (input.journey === undefined && input.event === undefined) return { ...moodsOf(state), ...wire.status?.() };
  const numbers = numbersOf(wire, input);
  const [trackingNumber = ''] = numbers;
  const masterNumber = numbers.length > 1 ? trackingNumber : undefined;
  const running = Promise.all(
    numbers.map((number) => {
      const known = state.parcels.get(number) ?? { trackingNumber: number, scans: [], orderId: input.orderId };
      return run({ wire, state, input, context }, { ...known, masterNumber });
    }),
  );
  const started = { trackingNumber, trackingNumbers: numbers };
  if (input.stepSeconds === 0 && !state.isOut) return { ...started, deliveries: (await running).flat() };
  running.catch((error: unknown) => console.error(`Simulator of ${wire.id}: ${trackingNumber}:`, error));
  return { ...started, started: true };
};

const MAX_BYTES = 1024 * 1024;

const callOf = async (wire: CarrierWire, request: IncomingMessage, now: Date): Promise<ApiCall> => {
  const url = new URL(request.url ?? '/', 'http://simulator');
  return {
    method: request.method ?? 'GET',
    path: url.pathname.slice(url.pathname.indexOf(`/${wire.id}`) + wire.id.length + 1) || '/',
    query: url.searchParams,
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, [value].flat()[0]])),
    body: (await readBody(request, MAX_BYTES)).toString('utf8'),
    now,
  };
};

const worldOf = (wire: CarrierWire, state: State, context: SimulatorContext): ApiWorld => ({
  parcel: (trackingNumber) => state.parcels.get(trackingNumber),
  put: (parcel) => state.parcels.set(parcel.trackingNumber, parcel),
  isToken: (token) => !state.refusesTokens && (state.tokens.get(token ?? '') ?? 0) > context.clock.now().getTime(),
  giveToken: (token, seconds) => state.tokens.set(token, context.clock.now().getTime() + seconds * 1000),
  desk: state.desk,
  push: (body) => {
    push(pushOf(wire, context, body)).catch((error: unknown) => console.error(`Simulator of ${wire.id}:`, error));
  },
});

const replyTo = (wire: CarrierWire, state: State, call: ApiCall, context: SimulatorContext): ApiReply => {
  if (state.isOut) return wire.refusal(503);
  if (state.callsLeft !== undefined && call.path !== wire.tokenPath) {
    if (state.callsLeft <= 0) return wire.refusal(429);
    state.callsLeft -= 1;
  }
  const reply = wire.api(call, worldOf(wire, state, context)) ?? { status: 404, body: { message: 'No such path' } };
  if (state.repliesToLose === 0 || call.method === 'GET' || call.path === wire.tokenPath) return reply;
  state.repliesToLose -= 1;
  return wire.refusal(503);
};

/**
 * A carrier: its API with tokens, its webhooks with their proof, scripted parcels, and moods (outage, limit, wrong
 * token, slow).
 *
 * @example POST /_local/simulators/ups {"trackingNumber": "…", "journey": "delivered", "stepSeconds": 2}
 * @example POST /_local/simulators/uber {"orderId": "ord_…", "event": "assigned"}
 */
export const createCarrierSimulator = (wire: CarrierWire): Simulator => {
  const state = newState();
  return {
    script: (given, context) => script(wire, state, given, context),
    handle: async (request: IncomingMessage, response: ServerResponse, context) => {
      const call = await callOf(wire, request, context.clock.now());
      if (state.slowMilliseconds > 0) await pause(state.slowMilliseconds);
      const { status, body, headers } = replyTo(wire, state, call, context);
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(body === undefined ? undefined : JSON.stringify(body));
    },
  };
};
