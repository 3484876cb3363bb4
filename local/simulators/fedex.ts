import { setTimeout as pause } from 'node:timers/promises';
import { type Simulator, type SimulatorContext, SimulatorInputError } from '../control/simulators.ts';
import { type ApiState, serveApi } from './fedex/api.ts';
import { type PushReport, type PushTarget, push } from './fedex/push.ts';
import { deliveriesOf, numberOf, type ScriptInput, scriptInput } from './fedex/script.ts';
import type { FedexParcel } from './fedex/wire.ts';

/** Everything that this FedEx remembers. */
interface State extends ApiState {
  readonly parcels: Map<string, FedexParcel>;
  /** Counts the scripts of a parcel: a new one ends the one before. */
  readonly scripts: Map<string, number>;
  /** Runs once the outage is over. */
  readonly held: (() => void)[];
}

const secretOf = ({ secrets }: SimulatorContext): string => {
  const secret = secrets()['carriers/fedex'];
  const current = typeof secret === 'object' && secret !== null && 'current' in secret ? secret.current : undefined;
  if (typeof current !== 'string') throw new Error('The local stage has no secret carriers/fedex');
  return current;
};

const targetOf = (context: SimulatorContext): PushTarget => ({
  url: `${context.api}/api/webhooks/carriers/fedex`,
  secret: secretOf(context),
  now: () => context.clock.now(),
});

const outageIsOver = (state: State): Promise<void> =>
  state.isOut ? new Promise((resolve) => state.held.push(resolve)) : Promise.resolve();

const switchOf = (state: State, { outage, rateLimit, wrongToken, slowMilliseconds }: ScriptInput): void => {
  if (wrongToken !== undefined) state.refusesTokens = wrongToken;
  if (slowMilliseconds !== undefined) state.slowMilliseconds = slowMilliseconds;
  if (rateLimit !== undefined) state.callsLeft = rateLimit ?? undefined;
  if (outage === undefined) return;
  state.isOut = outage;
  if (!outage) for (const resume of state.held.splice(0)) resume();
};

/** What FedEx knows grows with each webhook, in whatever order they go out. */
const remember = (state: State, parcel: FedexParcel): void => {
  const known = state.parcels.get(parcel.trackingNumber);
  const scans = new Map(
    [...(known?.scans ?? []), ...parcel.scans].map((scan) => [`${scan.date} ${scan.eventType}`, scan]),
  );
  state.parcels.set(parcel.trackingNumber, { ...known, ...parcel, scans: [...scans.values()] });
};

const run = async (
  state: State,
  input: ScriptInput,
  trackingNumber: string,
  context: SimulatorContext,
): Promise<readonly PushReport[]> => {
  const script = (state.scripts.get(trackingNumber) ?? 0) + 1;
  state.scripts.set(trackingNumber, script);
  const known = state.parcels.get(trackingNumber)?.scans ?? [];
  const deliveries = deliveriesOf(input, trackingNumber, input.event === undefined ? [] : known, () =>
    context.clock.now(),
  );
  const reports: PushReport[] = [];
  for (const [index, deliver] of deliveries.entries()) {
    if (index > 0 && input.stepSeconds > 0) await pause(input.stepSeconds * 1000, undefined, { ref: false });
    await outageIsOver(state);
    if (state.scripts.get(trackingNumber) !== script) break;
    const parcel = deliver();
    remember(state, parcel);
    reports.push(await push(targetOf(context), parcel, input));
  }
  return reports;
};

const inputOf = (given: unknown): ScriptInput => {
  const result = scriptInput.safeParse(given);
  if (result.success) return result.data;
  const issues = result.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  throw new SimulatorInputError(issues.join('; '));
};

/**
 * FedEx: OAuth, tracking and signed webhooks in its own wire format, with scripted parcels, an outage and a rate limit.
 *
 * @example POST /_local/simulators/fedex {"trackingNumber": "…", "journey": "delivered", "stepSeconds": 2}
 * @example POST /_local/simulators/fedex {"trackingNumber": "…", "event": "OD"}
 */
export const createFedexSimulator = (): Simulator => {
  const state: State = {
    parcels: new Map(),
    tokens: new Map(),
    scripts: new Map(),
    held: [],
    isOut: false,
    refusesTokens: false,
    slowMilliseconds: 0,
    callsLeft: undefined,
  };
  return {
    script: async (given, context) => {
      const input = inputOf(given);
      switchOf(state, input);
      if (input.journey === undefined && input.event === undefined) {
        return { outage: state.isOut, rateLimit: state.callsLeft ?? null };
      }
      const trackingNumber = numberOf(input);
      const running = run(state, input, trackingNumber, context);
      if (input.stepSeconds === 0 && !state.isOut) return { trackingNumber, deliveries: await running };
      running.catch((error: unknown) => console.error(`FedEx simulator: ${trackingNumber}:`, error));
      return { trackingNumber, started: true };
    },
    handle: (request, response, { clock }) => serveApi(request, response, state, clock.now()),
  };
};
