/** What the simulators of those who carry notifications have in common: moods, keys, the phone on which messages land. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { type Simulator, type SimulatorContext, SimulatorInputError } from '../control/simulators.ts';
import { readBody } from '../request-body.ts';
import { currentSecret } from './shared/current-secret.ts';

/**
 * How the provider is today. `down`: takes nothing. `rate_limited`: no room. `slow`: works, and replies late.
 * `fails_after`: does the work and replies that it failed. `hangs_up`: does the work and breaks the connection.
 * `wrong_key`: knows no key. `unknown_address`: knows nobody. `garbled`: does the work and replies in no known words.
 */
export const MOODS = [
  'well',
  'down',
  'rate_limited',
  'slow',
  'fails_after',
  'hangs_up',
  'wrong_key',
  'unknown_address',
  'garbled',
] as const;
export type Mood = (typeof MOODS)[number];

const reportsInput = z.strictObject({
  /** Whether what is taken is delivered, and reported so, without an order. */
  reports: z.enum(['automatic', 'on_order']),
});

const moodInput = z.strictObject({
  mood: z.enum(MOODS),
  /** Calls for which it lasts; absent, until another one is set. */
  times: z.int().positive().optional(),
  delayMs: z.int().positive().max(60_000).default(8_000),
});
type MoodInput = z.infer<typeof moodInput>;

export interface ProviderCall {
  readonly method: string;
  /** Below the simulator's own: `/v3/mail/send`. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  readonly now: Date;
  readonly context: SimulatorContext;
  /** It knows none of the addresses, whatever they are. */
  readonly knowsNobody: boolean;
}

export interface ProviderReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; absent, an empty body. */
  readonly body?: unknown;
}

/** One provider, in its own words. */
export interface ProviderWire {
  readonly name: string;
  /** Responds to a call of a provider that is well, and does the work. */
  serve(call: ProviderCall): Promise<ProviderReply> | ProviderReply;
  readonly refusals: Readonly<
    Record<'down' | 'rate_limited' | 'fails_after' | 'wrong_key', (call: ProviderCall) => ProviderReply>
  >;
  /** Paths that no mood applies to. */
  readonly isExempt?: (path: string) => boolean;
  /** What else a script may order, besides a mood: undefined where the input is none of it. */
  script?(input: unknown, context: SimulatorContext): Promise<unknown> | undefined;
  readonly receipt?: Simulator['receipt'];
}

/** A mail of 30 MB is more than any of them takes. */
const MAX_BYTES = 32 * 1024 * 1024;

/** The key that the local stage's secret holds now; a rotated one is refused, as the provider would. */
export const keyOf = (context: SimulatorContext, provider: string): string | undefined =>
  currentSecret(context, `notifications/${provider}`);

const send = (response: ServerResponse, { status, headers = {}, body }: ProviderReply): void => {
  const text = body === undefined ? '' : JSON.stringify(body);
  response.writeHead(status, { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers });
  response.end(text);
};

const replyIn = async (mood: MoodInput['mood'], wire: ProviderWire, call: ProviderCall): Promise<ProviderReply> => {
  if (mood === 'down' || mood === 'rate_limited' || mood === 'wrong_key') return wire.refusals[mood](call);
  const reply = await wire.serve(call);
  if (mood === 'fails_after') return wire.refusals.fails_after(call);
  if (mood === 'garbled') return { status: reply.status, body: { gibberish: true } };
  return reply;
};

/** A context in which what is taken is reported as delivered, as soon as the reply is on its way. */
const reporting = (context: SimulatorContext, { name, receipt }: ProviderWire): SimulatorContext => ({
  ...context,
  record: (entry) => {
    context.record(entry);
    if (receipt === undefined) return;
    setImmediate(() => {
      receipt(entry, 'delivery', {}, context).catch((error: unknown) => console.error(`${name} simulator:`, error));
    });
  },
});

const WELL: MoodInput = { mood: 'well', delayMs: 0 };

/** The mood of each call, and whether reports go out by themselves. */
class State {
  isReporting = false;
  private mood = WELL;
  private left = Number.POSITIVE_INFINITY;

  set(mood: MoodInput): void {
    this.mood = mood;
    this.left = mood.times ?? Number.POSITIVE_INFINITY;
  }

  next(): MoodInput {
    if (this.left <= 0) this.set(WELL);
    this.left -= 1;
    return this.mood;
  }
}

const ordered = (input: unknown, state: State): object => {
  const reports = reportsInput.safeParse(input);
  if (reports.success) {
    state.isReporting = reports.data.reports === 'automatic';
    return reports.data;
  }
  const { success, data, error } = moodInput.safeParse(input);
  if (!success) throw new SimulatorInputError(error.issues.map(({ message }) => message).join('; '));
  state.set(data);
  return { mood: data.mood };
};

/**
 * A provider with moods.
 *
 * @example POST /_local/simulators/sendgrid {"mood": "rate_limited", "times": 3}
 * @example POST /_local/simulators/sendgrid {"reports": "automatic"}
 */
export const createProviderSimulator = (wire: ProviderWire): Simulator => {
  const state = new State();
  return {
    ...(wire.receipt && { receipt: wire.receipt }),
    script: async (input, context) =>
      (await wire.script?.(input, context)) ?? { provider: wire.name, ...ordered(input, state) },
    handle: async (request, response, context) => {
      const path = (request.url ?? '').replace(`/_local/simulators/${wire.name}`, '').split('?')[0] ?? '';
      const { mood, delayMs } = wire.isExempt?.(path) === true ? WELL : state.next();
      const call: ProviderCall = {
        method: request.method ?? 'GET',
        path,
        headers: request.headers,
        body: await readBody(request, MAX_BYTES),
        now: context.clock.now(),
        context: state.isReporting ? reporting(context, wire) : context,
        knowsNobody: mood === 'unknown_address',
      };
      if (mood === 'slow') await pause(delayMs, undefined, { ref: false });
      const reply = await replyIn(mood, wire, call);
      if (mood === 'hangs_up') response.destroy();
      else send(response, reply);
    },
  };
};
