import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StillWaiting } from '../drain.ts';
import { nameInArn } from '../edge/arn.ts';
import type { Faults } from '../edge/faults.ts';
import type { Meter } from '../edge/meter.ts';
import type { Permissions } from '../edge/permissions/permissions.ts';
import type { TokenIssuer } from '../identity/issuer.ts';
import type { CloudModel, FunctionHost, LocalAddresses, LocalClock, LocalRoute } from '../ports.ts';
import { logDelivery } from '../services/delivery-log.ts';
import type { Outbox, OutboxEntry } from '../services/outbox.ts';
import { NoReceiverError, sendReceipt } from '../services/receipts.ts';
import type { Delivery, Schedule } from '../services/scheduler/schedule-store.ts';
import type { TopicPublisher } from '../services/sns.ts';
import { assertLocal, ControlProblem, jsonBody, sendJson, sendProblem } from './http.ts';
import { clockInput, faultInput, parsed, receiptInput, tokenInput } from './inputs.ts';
import { PAGE } from './page.ts';
import { findSimulator, type SimulatorContext, SimulatorInputError, simulatorNames } from './simulators.ts';

/** What the interface shows and moves. */
export interface ControlParts {
  readonly model: CloudModel;
  readonly clock: LocalClock;
  readonly addresses: LocalAddresses;
  readonly versions: Readonly<Record<string, string>>;
  readonly issuer: TokenIssuer;
  readonly outbox: Outbox;
  readonly permissions: Permissions;
  readonly meter: Meter;
  readonly faults: Faults;
  readonly topics: TopicPublisher;
  host(): FunctionHost;
  secrets(): Readonly<Record<string, unknown>>;
  schedules(): readonly Schedule[];
  /** Firings that failed, and are tried again later. */
  scheduleRetries(): readonly Delivery[];
  /** Absent until everything runs. */
  drain(): (() => Promise<readonly StillWaiting[]>) | undefined;
  reset(): Promise<void>;
  /** Waits for the invocations that are under way now, at most so long. */
  settled(patienceMilliseconds: number): Promise<void>;
  /** Ends every function's idle workers; returns how many. */
  endIdleWorkers(): Promise<number>;
}

interface ControlRequest {
  readonly query: URLSearchParams;
  readonly body: unknown;
}

type Route = (request: ControlRequest, parts: ControlParts) => unknown;

const clockOf = ({ clock }: ControlParts): unknown => ({
  now: clock.now().toISOString(),
  offsetMilliseconds: clock.offsetMilliseconds(),
});

/** Longer than an invocation takes that does not hang. */
const RUNNING_MILLISECONDS = 10_000;

/**
 * Time leaps between invocations, as if each had ended before: in the middle of one, its claims and leases would run out
 * while it is at work, which on AWS its own time limit prevents.
 */
async function moveClock({ body }: ControlRequest, parts: ControlParts): Promise<unknown> {
  const input = parsed(clockInput, body);
  await parts.settled(RUNNING_MILLISECONDS);
  try {
    if ('advance' in input) parts.clock.advance(input.advance);
    else if ('set' in input) parts.clock.set(new Date(input.set));
    else parts.clock.reset();
  } catch (error) {
    if (error instanceof RangeError) throw new ControlProblem(400, 'Invalid input', error.message);
    throw error;
  }
  return clockOf(parts);
}

const simulatorContext = ({ addresses, clock, secrets, outbox }: ControlParts): SimulatorContext => ({
  api: addresses.api,
  clock,
  secrets,
  record: (entry) => outbox.record(entry),
});

/** To a telephone, by SNS. */
const isText = ({ tags }: OutboxEntry): boolean => tags?.['AWS.SNS.SMS.SMSType'] !== undefined;

async function receipt({ body }: ControlRequest, parts: ControlParts): Promise<unknown> {
  const { messageId, notificationId, type, ...details } = parsed(receiptInput, body);
  const entry =
    messageId === undefined ? parts.outbox.byNotificationId(notificationId ?? '') : parts.outbox.byMessageId(messageId);
  if (entry === undefined) throw new ControlProblem(404, 'Not found', 'The outbox has no such message.');
  const simulator = entry.provider === undefined ? undefined : findSimulator(entry.provider);
  if (simulator?.receipt !== undefined)
    return { reported: await simulator.receipt(entry, type, details, simulatorContext(parts)) };
  try {
    if (isText(entry)) return { logged: await logDelivery(entry, type, parts) };
    return { published: await sendReceipt(entry, type, details, parts) };
  } catch (error) {
    if (error instanceof NoReceiverError) throw new ControlProblem(409, 'Nobody listens', error.message);
    throw error;
  }
}

async function drain(_request: ControlRequest, parts: ControlParts): Promise<unknown> {
  const wait = parts.drain();
  if (wait === undefined) throw new ControlProblem(503, 'Starting', 'The local cloud is still starting.');
  const waiting = await wait();
  return { drained: waiting.length === 0, waiting };
}

function health(_request: ControlRequest, parts: ControlParts): unknown {
  if (parts.drain() === undefined) throw new ControlProblem(503, 'Starting', 'The local cloud is still starting.');
  const { model, addresses, versions } = parts;
  const tables = model.ofType('AWS::DynamoDB::GlobalTable').map((table) => nameInArn(model.arnOf(table.logicalId)));
  const { region, outputs } = model;
  return { status: 'ok', region, tables, addresses, outputs, versions, clock: clockOf(parts) };
}

/** By method and path below `/_local/`. */
const ROUTES: Readonly<Record<string, Route>> = {
  'GET health': health,
  'POST token': async ({ body }, { issuer }) => {
    const { sub, roles, seller_ids: sellerIds, email, scope, expiresIn } = parsed(tokenInput, body);
    return { token: await issuer.mint({ sub, roles, sellerIds, email, scope, expiresIn }) };
  },
  'GET outbox': ({ query }, { outbox }) =>
    outbox.list({
      channel: query.get('channel') ?? undefined,
      to: query.get('to') ?? undefined,
      orderId: query.get('orderId') ?? undefined,
    }),
  'GET clock': (_request, parts) => clockOf(parts),
  'POST clock': moveClock,
  'POST drain': drain,
  'GET faults': (_request, { faults }) => faults.list(),
  'POST faults': ({ body }, { faults }) => faults.add(parsed(faultInput, body)),
  'DELETE faults': (_request, { faults }) => {
    faults.clear();
    return [];
  },
  'GET meter': (_request, { meter }) => meter.read(),
  'DELETE meter': (_request, { meter }) => {
    meter.clear();
    return meter.read();
  },
  'DELETE workers': async (_request, parts) => ({ ended: await parts.endIdleWorkers() }),
  'GET denied': (_request, { permissions }) => permissions.denied(),
  'GET grants': (_request, { permissions }) => permissions.grants(),
  'GET schedules': (_request, { schedules }) => schedules(),
  'GET schedules/retries': (_request, { scheduleRetries }) => scheduleRetries(),
  'GET secrets': (_request, { secrets }) => secrets(),
  'POST receipts': receipt,
  'GET simulators': () => simulatorNames(),
  'POST reset': async (_request, parts) => {
    await parts.reset();
    return { reset: true };
  },
};

const pathsOf = (routes: Readonly<Record<string, Route>>): ReadonlySet<string> =>
  new Set(Object.keys(routes).map((key) => key.split(' ')[1] ?? ''));
const PATHS = pathsOf(ROUTES);

/** `simulators/<name>` is a script, `simulators/<name>/…` the simulated service itself. */
async function simulate(
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  context: SimulatorContext,
): Promise<void> {
  const [, name = '', ...below] = path.split('/');
  const simulator = findSimulator(decodeURIComponent(name));
  if (simulator === undefined) throw new ControlProblem(404, 'Not found', `There is no simulator ${name}.`);
  if (below.length > 0 && simulator.handle !== undefined) return simulator.handle(request, response, context);
  if (below.length > 0) throw new ControlProblem(404, 'Not found', `${name} serves nothing of its own.`);
  if (request.method !== 'POST') throw new ControlProblem(405, 'Method not allowed', 'Scripts are posted.');
  try {
    sendJson(response, 200, (await simulator.script(await jsonBody(request), context)) ?? {});
  } catch (error) {
    if (error instanceof SimulatorInputError) throw new ControlProblem(400, 'Invalid input', error.message);
    throw error;
  }
}

function sendPage(response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; img-src * data:; frame-src 'self'",
  });
  response.end(PAGE);
}

async function serve(request: IncomingMessage, response: ServerResponse, parts: ControlParts): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://local');
  const path = url.pathname.replace(/^\/_local\/?/, '').replace(/\/$/, '');
  const method = request.method ?? 'GET';
  assertLocal(request);
  if (path.startsWith('simulators/')) {
    return simulate(path, request, response, simulatorContext(parts));
  }
  if (path === '' && method === 'GET') return sendPage(response);
  const route = ROUTES[`${method} ${path}`];
  if (route === undefined) {
    const isKnown = PATHS.has(path);
    throw new ControlProblem(
      isKnown ? 405 : 404,
      isKnown ? 'Method not allowed' : 'Not found',
      isKnown ? `${method} is not served here.` : `There is nothing at /_local/${path}.`,
    );
  }
  const body = method === 'POST' ? await jsonBody(request) : {};
  sendJson(response, 200, await route({ query: url.searchParams, body }, parts));
}

/** The `/_local` interface: for people, tests and benchmarks. */
export function createControl(parts: ControlParts): LocalRoute {
  return {
    prefix: '/_local',
    handle: async (request, response) => {
      try {
        await serve(request, response, parts);
      } catch (error) {
        const problem =
          error instanceof ControlProblem
            ? error
            : new ControlProblem(500, 'Failed', error instanceof Error ? error.message : String(error));
        if (problem.status === 500) console.error(`/_local: ${problem.message}`);
        if (response.headersSent) response.destroy();
        else sendProblem(response, problem);
      }
    },
  };
}
