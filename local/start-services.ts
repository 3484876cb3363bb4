import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { createControl } from './control/control.ts';
import type { StillWaiting } from './drain.ts';
import type { EdgeDoor } from './edge/door.ts';
import { createEdge, type Edge } from './edge/edge.ts';
import { createFaults, type Faults, seededRandom } from './edge/faults.ts';
import { createMeter, type Meter } from './edge/meter.ts';
import { checkMappings } from './edge/permissions/mappings.ts';
import { createPermissions, type Permissions } from './edge/permissions/permissions.ts';
import { createDynamodbService } from './engines/dynamodb.ts';
import { type DynamodbEngine, startDynamodb } from './engines/dynoxide.ts';
import { type QueueEngine, startQueues } from './engines/fauxqs.ts';
import { createEngineClient, type EngineClient } from './engines/http-client.ts';
import { type Mailbox, startMailbox } from './engines/mailbox.ts';
import { createQueueJournal } from './engines/queue-journal.ts';
import { createSqsService, queueDefinitions } from './engines/sqs.ts';
import { openStreamFile, type StreamFile } from './engines/stream-file.ts';
import { emptyTables, ensureTables } from './engines/tables.ts';
import { createTokenIssuer } from './identity/issuer.ts';
import type { AwsService, LocalAddresses, Quiescent } from './ports.ts';
import { createObjects, type Objects } from './services/objects.ts';
import { createOutbox, type Outbox } from './services/outbox.ts';
import { createScheduler, type Scheduler } from './services/scheduler/scheduler.ts';
import { createSecretsService } from './services/secrets.ts';
import { createSesService, restoreMailbox } from './services/ses.ts';
import { createTopicPublisher } from './services/sns.ts';
import { createSnsService } from './services/sns-messages.ts';
import { openState } from './services/state.ts';
import type { Services, ServicesOptions, StartServices } from './services-port.ts';

/** The same run meets the same faults. */
const FAULT_SEED = 20_260_101;
/** How long a reset waits for functions that still run. */
const IDLE_MILLISECONDS = 5_000;

interface Engines {
  readonly door: EdgeDoor;
  readonly database: DatabaseSync;
  readonly dynamodb: DynamodbEngine;
  /** Absent for an engine that somebody else runs. */
  readonly streamFile: StreamFile | undefined;
  readonly table: EngineClient;
  readonly queues: QueueEngine;
  readonly mailbox: Mailbox;
  readonly mail: EngineClient;
}

interface Rules {
  readonly permissions: Permissions;
  readonly meter: Meter;
  readonly faults: Faults;
}

/** What has started is stopped again when another does not: an engine that is left running keeps the process alive. */
async function startEngines({ model, dataDirectory, door, mailboxPort }: ServicesOptions): Promise<Engines> {
  await using started = new AsyncDisposableStack();
  const database = openState(dataDirectory);
  started.defer(() => database.close());
  const mailbox = await startMailbox(mailboxPort);
  started.defer(() => mailbox.stop());
  const dynamodb = await startDynamodb(dataDirectory, process.env.WISMO_DYNAMODB_ENDPOINT);
  started.defer(() => dynamodb.stop());
  const queues = await startQueues(queueDefinitions(model, door.endpoint), createQueueJournal(database));
  const table = createEngineClient(dynamodb.endpoint);
  await ensureTables(table, model);
  const streamFile = dynamodb.file === undefined ? undefined : openStreamFile(dynamodb.file, model.region);
  // From here on `stopEngines` has them.
  started.move();
  return { door, database, dynamodb, streamFile, table, queues, mailbox, mail: createEngineClient(mailbox.endpoint) };
}

/** Stops in the order of dependence: the door first, the files last. */
async function stopEngines({ door, database, dynamodb, streamFile, mailbox }: Engines): Promise<void> {
  await door.close();
  await mailbox.stop();
  streamFile?.close();
  await dynamodb.stop();
  database.close();
}

function installedVersion(name: string): string {
  const path = createRequire(import.meta.url).resolve(`${name}/package.json`);
  return String((JSON.parse(readFileSync(path, 'utf8')) as { version?: unknown }).version);
}

function versions({ dynamodb }: Engines): Readonly<Record<string, string>> {
  return {
    node: process.versions.node,
    ...(dynamodb.version === undefined ? {} : { dynoxide: dynamodb.version }),
    mailbox: installedVersion('aws-ses-v2-local'),
  };
}

const addressesOf = (options: ServicesOptions, { door, dynamodb, mailbox }: Engines): LocalAddresses => ({
  api: options.apiAddress,
  websocket: options.websocketAddress,
  mailbox: mailbox.endpoint,
  edge: door.endpoint,
  engines: { dynamodb: dynamodb.endpoint, sqs: door.endpoint, ses: mailbox.endpoint },
});

/** `POST /_local/reset`: what runs comes to rest first, then everything is emptied but tokens' keys and secrets. */
async function reset(
  { model, clock, host }: ServicesOptions,
  { table, queues, mailbox }: Engines,
  { permissions, meter, faults }: Rules,
  { scheduler, outbox, objects }: { readonly scheduler: Scheduler; readonly outbox: Outbox; readonly objects: Objects },
): Promise<void> {
  faults.clear();
  queues.purgeAll();
  clock.reset();
  scheduler.clear();
  const deadline = Date.now() + IDLE_MILLISECONDS;
  while (host().active() > 0 && Date.now() < deadline) await pause(5);
  await emptyTables(table, model);
  queues.purgeAll();
  scheduler.clear();
  outbox.clear();
  objects.clear();
  mailbox.clear();
  meter.clear();
  permissions.clear();
}

const quiescentOf = (services: readonly AwsService[]): readonly Quiescent[] =>
  services.flatMap((service) =>
    service.pending === undefined
      ? []
      : [{ name: service.name, pending: () => service.pending?.() ?? 0, hidden: () => service.hidden?.() ?? [] }],
  );

/** Our own servers, behind the edge. */
function createServers(options: ServicesOptions, engines: Engines, rules: Rules) {
  const { model, clock, host } = options;
  const { database, queues, mailbox } = engines;
  const outbox = createOutbox(database);
  restoreMailbox(mailbox, outbox);
  const secrets = createSecretsService(database, model);
  const scheduler = createScheduler({ ...rules, model, host, queues, database, clock });
  const services: readonly AwsService[] = [
    createDynamodbService(engines.table, rules.meter.capacity),
    createSqsService(queues, model, clock),
    createSesService(engines.mail, mailbox, outbox, clock),
    createSnsService(outbox, clock),
    scheduler,
    secrets,
  ];
  const objects = createObjects(database, { ...rules, model, clock });
  return { outbox, secrets, scheduler, objects, services };
}

/** What the runtime half provides later. */
interface Hooks {
  drain?: () => Promise<readonly StillWaiting[]>;
  reset?: () => Promise<void>;
  unsubscribe?: () => void;
}

/**
 * Starts engines, our own servers and the edge in front of them.
 * Schedules begin to fire when `onDrain` says that everything runs.
 */
export const startServices: StartServices = async (options) => {
  const { model, clock, host } = options;
  const rules: Rules = {
    permissions: createPermissions(model, clock),
    meter: createMeter(),
    faults: createFaults(seededRandom(FAULT_SEED)),
  };
  checkMappings(model, rules.permissions);
  const engines = await startEngines(options);
  const edge = createEdge({ ...rules, host });
  const servers = createServers(options, engines, rules);
  for (const service of servers.services) edge.register(service);
  const issuer = await createTokenIssuer(model, clock, options.dataDirectory, options.apiAddress);
  const hooks: Hooks = {};
  const addresses = addressesOf(options, engines);
  const control = createControl({
    ...rules,
    model,
    clock,
    issuer,
    addresses,
    outbox: servers.outbox,
    versions: versions(engines),
    topics: createTopicPublisher(model, engines.queues, host),
    host,
    secrets: servers.secrets.byShortName,
    schedules: () => servers.scheduler.list(),
    scheduleRetries: () => servers.scheduler.retries(),
    drain: () => hooks.drain,
    settled: (patienceMilliseconds) => host().settled(patienceMilliseconds),
    endIdleWorkers: () => host().endIdle(),
    reset: async () => {
      await reset(options, engines, rules, servers);
      await hooks.reset?.();
    },
  });
  engines.door.serve(edge.handle);
  const routes = [issuer.route, servers.objects.route, control];
  return servicesOf(options, engines, edge, servers, { hooks, addresses, routes, meter: rules.meter });
};

interface Wiring extends Pick<Services, 'addresses' | 'routes'> {
  readonly hooks: Hooks;
  readonly meter: Meter;
}

function servicesOf(
  { host }: ServicesOptions,
  engines: Engines,
  edge: Edge,
  { scheduler, secrets, services }: ReturnType<typeof createServers>,
  { hooks, meter, addresses, routes }: Wiring,
): Services {
  return {
    addresses,
    routes,
    edge: { endpoint: engines.door.endpoint, perform: edge.perform, onActivity: edge.onActivity },
    registerService: edge.register,
    quiescent: quiescentOf(services),
    secretValue: secrets.valueOf,
    streamFile: engines.streamFile,
    onReset: (resetRuntime) => {
      hooks.reset = resetRuntime;
    },
    onDrain: (drain) => {
      hooks.drain = drain;
      hooks.unsubscribe = host().onInvocation(meter.invocation);
      scheduler.start();
    },
    stop: async () => {
      hooks.unsubscribe?.();
      for (const service of services) await service.stop?.();
      await stopEngines(engines);
    },
  };
}
