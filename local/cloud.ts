import { join } from 'node:path';
import { buildModel, type RunnableModel } from './assembly/cloud-model.ts';
import { readAssembly } from './assembly/read-assembly.ts';
import { type Synthesis, synthesize } from './assembly/synthesize.ts';
import { createLocalClock, type SharedLocalClock } from './clock.ts';
import { prepareDataDirectory } from './data-directory.ts';
import { drain, type StillWaiting } from './drain.ts';
import { type EdgeDoor, openDoor } from './edge/door.ts';
import { createEngineClient } from './engines/http-client.ts';
import { createFunctionHost, type RunningHost } from './functions/function-host.ts';
import { createFunctionLogs, type FunctionLogs } from './functions/function-logs.ts';
import { functionSpecs } from './functions/function-spec.ts';
import { apiDefinition } from './gateway/api-definition.ts';
import { createFront, type FrontDefinition, frontDefinition } from './gateway/front.ts';
import { type HttpFront, openHttpFront } from './gateway/http-server.ts';
import { createManagementService } from './gateway/management-service.ts';
import { openWebSocketFront, type WebSocketFront } from './gateway/websocket-api.ts';
import { type RunningMappings, startMappings } from './mappings/start-mappings.ts';
import type { StreamRecord } from './mappings/stream-batch.ts';
import type { EdgePort, LocalAddresses, LocalRoute } from './ports.ts';
import type { Services } from './services-port.ts';
import { registerSimulators } from './simulators/register.ts';
import { startServices } from './start-services.ts';

export interface CloudOptions {
  /** The API's; WebSocket and mailbox take the next two. 0, the default, takes free ones for all three. */
  readonly port?: number;
  /** Default `.wismo` below `root`. */
  readonly dataDirectory?: string;
  /** Empties the data directory first. */
  readonly fresh?: boolean;
  /** The project's root; default the working directory. */
  readonly root?: string;
  /** An assembly that is there already, instead of synthesizing. */
  readonly assemblyDirectory?: string;
  /** Loads the functions on everybody's way as soon as the cloud serves, before they are needed. Default true. */
  readonly prewarm?: boolean;
  /** Gives each environment of a function a thread of its own. */
  readonly ownThreads?: boolean;
  /** `false`: streams and queues invoke nothing, as if their mappings were disabled. Default true. */
  readonly followers?: boolean;
  readonly onProgress?: (step: string) => void;
  readonly onError?: (source: string, error: unknown) => void;
  /** Each record of a table's stream, as it is read: for the terminal. */
  readonly onStreamRecord?: (record: StreamRecord) => void;
  /** Served on the API's port beside the local cloud's own. */
  readonly routes?: readonly LocalRoute[];
}

/** The whole system on one machine. */
export interface Cloud {
  readonly addresses: LocalAddresses;
  readonly model: RunnableModel;
  readonly clock: SharedLocalClock;
  readonly host: RunningHost;
  readonly logs: FunctionLogs;
  /** Resolves when streams, queues, due schedules and functions are at rest, with what is held for longer. */
  drain(): Promise<readonly StillWaiting[]>;
  /** Stops in order; nothing that was accepted is lost. */
  stop(): Promise<void>;
}

interface Fronts {
  readonly http: HttpFront;
  readonly websocket: WebSocketFront;
  readonly door: EdgeDoor;
}

const GRACE_MILLISECONDS = 5_000;

/** Starts everything in the order of dependence; when a part does not start, those before it are stopped again. */
export async function startCloud(options: CloudOptions = {}): Promise<Cloud> {
  const root = options.root ?? process.cwd();
  const dataDirectory = options.dataDirectory ?? join(root, '.wismo');
  const onError = options.onError ?? ((source, error) => console.error(`${source}:`, error));
  const assembly = await assemble(root, options);
  prepareDataDirectory(dataDirectory, options.fresh === true);
  const started = new AsyncDisposableStack();
  try {
    const fronts = await openFronts(options.port ?? 0, started, onError);
    const model = buildModel(readAssembly(assembly.directory), {
      api: fronts.http.address,
      websocket: fronts.websocket.address,
      edge: fronts.door.endpoint,
    });
    return await startBehind(fronts, model, { ...options, dataDirectory, onError }, started);
  } catch (error) {
    await started.disposeAsync();
    throw error;
  }
}

async function assemble(root: string, options: CloudOptions): Promise<Synthesis> {
  if (options.assemblyDirectory !== undefined) return { directory: options.assemblyDirectory };
  options.onProgress?.('synthesizing');
  return synthesize(root);
}

async function openFronts(
  port: number,
  started: AsyncDisposableStack,
  onError: (source: string, error: unknown) => void,
): Promise<Fronts> {
  const http = await openHttpFront(port, (error) => onError('gateway', error));
  started.defer(() => http.close());
  const websocket = await openWebSocketFront(port === 0 ? 0 : port + 1, (error) => onError('websocket', error));
  started.defer(() => websocket.close());
  const door = await openDoor();
  started.defer(() => door.close());
  return { http, websocket, door };
}

interface Parts {
  readonly fronts: Fronts;
  readonly model: RunnableModel;
  readonly options: CloudOptions & Required<Pick<CloudOptions, 'dataDirectory' | 'onError'>>;
  readonly clock: SharedLocalClock;
  readonly logs: FunctionLogs;
  readonly host: RunningHost;
  readonly started: AsyncDisposableStack;
}

/** Everything behind the open ports, in the order of dependence; the stack stops it the other way round. */
async function startBehind(
  fronts: Fronts,
  model: RunnableModel,
  options: Parts['options'],
  started: AsyncDisposableStack,
): Promise<Cloud> {
  registerSimulators();
  const clock = createLocalClock();
  const logs = createFunctionLogs(join(options.dataDirectory, 'logs'));
  started.defer(() => logs.stop());
  const edge = Promise.withResolvers<EdgePort>();
  const host = createFunctionHost({
    specs: functionSpecs(model),
    region: model.region,
    edgeEndpoint: fronts.door.endpoint,
    edge: async (request) => (await edge.promise).perform(request),
    clockOffset: clock.sharedOffset,
    ownThreads: options.ownThreads === true,
    onLine: logs.write,
  });
  const front = frontDefinition(model);
  const parts: Parts = { fronts, model, options, clock, logs, host, started };
  options.onProgress?.('starting engines');
  const services = await startEngines(parts);
  edge.resolve(services.edge);
  const mappings = await startSources(parts, services);
  const drainAll = drainOf(host, services, mappings);
  services.onDrain(drainAll);
  services.onReset(() => {
    fronts.http.endStreams();
    return fronts.websocket.closeAll();
  });
  serve(parts, services, front);
  started.defer(() => fronts.http.close());
  if (options.prewarm !== false) void host.prewarm();
  return { addresses: services.addresses, model, clock, host, logs, drain: drainAll, stop: stopOnce(started) };
}

async function startEngines({ fronts, model, options, clock, host, started }: Parts): Promise<Services> {
  const services = await startServices({
    model,
    clock,
    dataDirectory: options.dataDirectory,
    host: () => host,
    door: fronts.door,
    mailboxPort: options.port === undefined || options.port === 0 ? 0 : options.port + 2,
    apiAddress: fronts.http.address,
    websocketAddress: fronts.websocket.address,
  });
  started.defer(() => services.stop());
  started.defer(() => host.stop(GRACE_MILLISECONDS));
  services.registerService(createManagementService(fronts.websocket.connections));
  return services;
}

/** What calls functions by itself: streams, queues, and sockets that end. */
async function startSources(
  { fronts, model, options, host, started }: Parts,
  services: Services,
): Promise<RunningMappings> {
  const { dataDirectory, onError, onStreamRecord } = options;
  const dynamodb = createEngineClient(services.addresses.engines.dynamodb ?? services.edge.endpoint);
  started.defer(async () => dynamodb.close());
  const mappings = await startMappings({
    model,
    host,
    edge: services.edge,
    dynamodb,
    dataDirectory,
    onError,
    isEnabled: options.followers !== false,
    ...(services.streamFile === undefined ? {} : { streamFile: services.streamFile }),
    ...(onStreamRecord === undefined ? {} : { onStreamRecord }),
  });
  started.defer(() => withinGrace(mappings.stop()));
  started.defer(() => fronts.websocket.close());
  return mappings;
}

function serve({ fronts, model, clock, host, options }: Parts, services: Services, front: FrontDefinition): void {
  const socketApi = apiDefinition(model, 'WEBSOCKET');
  if (socketApi !== undefined) fronts.websocket.serve({ api: socketApi, host, now: clock.now });
  const { secretValue } = services;
  const routes = [...services.routes, ...(options.routes ?? [])];
  fronts.http.serve(routes, createFront({ front, host, now: clock.now, secretValue }));
}

function drainOf(
  host: RunningHost,
  services: Services,
  mappings: RunningMappings,
): () => Promise<readonly StillWaiting[]> {
  let activity = 0;
  services.edge.onActivity(() => {
    activity += 1;
  });
  host.onInvocation(() => {
    activity += 1;
  });
  const parts = [...services.quiescent, ...mappings.quiescent];
  return () => drain({ parts: () => parts, host, activity: () => activity });
}

/** A batch that takes longer than the grace is cut off with its worker, and comes again after the next start. */
async function withinGrace(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, GRACE_MILLISECONDS);
  });
  await Promise.race([work, patience]);
  clearTimeout(timer);
}

function stopOnce(started: AsyncDisposableStack): () => Promise<void> {
  let stopping: Promise<void> | undefined;
  return () => {
    stopping ??= started.disposeAsync();
    return stopping;
  };
}
