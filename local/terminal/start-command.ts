import { relative } from 'node:path';
import { type Cloud, startCloud } from '../cloud.ts';
import { startDemo } from '../demo/demo.ts';
import { orderLine } from './order-line.ts';
import { createScreen, logLine, type Screen, welcome } from './screen.ts';
import { HELP, type StartOptions, startOptions } from './start-options.ts';

/** What a shell sees of a program that was interrupted. */
const INTERRUPTED = 130;

/** One Ctrl-C arrives twice: from the terminal, and handed on by npm. */
const ONE_KEY_PRESS_MILLISECONDS = 500;

/** Runs until Ctrl-C: the first stops in order, the second at once. */
export async function runStartCommand(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  const screen = createScreen(process.stdout, process.stderr);
  const options = readOptions(args, environment, screen);
  if (options === undefined) return;
  const interrupted = listenForInterrupts(screen);
  const cloud = await start(options, screen);
  if (cloud === undefined) {
    process.exitCode = 1;
    return;
  }
  const demo = options.demo ? demonstrate(cloud, interrupted, screen) : undefined;
  await untilAborted(interrupted);
  await demo;
  await cloud.stop();
  screen.line('stopped; accepted work is stored');
  process.exit(0);
}

/** Aborted by the first Ctrl-C; a later one ends the process. */
function listenForInterrupts(screen: Screen): AbortSignal {
  const interrupted = new AbortController();
  let firstAt = Number.POSITIVE_INFINITY;
  const onSignal = (): void => {
    if (performance.now() - firstAt > ONE_KEY_PRESS_MILLISECONDS) process.exit(INTERRUPTED);
    if (interrupted.signal.aborted) return;
    firstAt = performance.now();
    screen.line('\nstopping… (Ctrl-C again ends it at once)');
    interrupted.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return interrupted.signal;
}

function readOptions(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  screen: Screen,
): StartOptions | undefined {
  try {
    const options = startOptions(args, environment, process.cwd());
    if (!options.help) return options;
    screen.line(HELP);
  } catch (error) {
    screen.error(`${messageOf(error)}\n\n${HELP}`);
    process.exitCode = 2;
  }
  return undefined;
}

async function start(options: StartOptions, screen: Screen): Promise<Cloud | undefined> {
  let running: Cloud | undefined;
  const now = (): Date => running?.clock.now() ?? new Date();
  try {
    const cloud = await startCloud({
      port: options.port,
      dataDirectory: options.dataDirectory,
      fresh: options.fresh,
      ownThreads: options.ownThreads,
      followers: options.followers,
      onProgress: (step) => screen.step(step),
      onError: (source, error) => screen.event(now(), `${source}  ERROR  ${messageOf(error)}`),
      onStreamRecord: (record) => {
        const line = orderLine(record);
        if (line !== undefined) screen.event(now(), line);
      },
    });
    running = cloud;
    screen.endSteps();
    cloud.logs.onLine((line) => {
      const text = logLine(line);
      if (text !== undefined) screen.event(now(), text);
    });
    screen.line(welcome(cloud.addresses, relative(process.cwd(), options.dataDirectory) || '.'));
    return cloud;
  } catch (error) {
    screen.error(`Wismo does not start: ${messageOf(error)}`);
    return undefined;
  }
}

const demonstrate = ({ addresses, clock }: Cloud, signal: AbortSignal, screen: Screen): Promise<void> =>
  startDemo({ addresses, signal, log: (line) => screen.event(clock.now(), line) });

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE' && 'port' in error) {
    return `port ${error.port} is in use; is it running already? WISMO_PORT names another.`;
  }
  return error.message;
}
