import { setMaxListeners } from 'node:events';
import { getBuiltinModule } from 'node:process';
import { exited, failureOf } from '../failure.ts';
import { createInvoker, handlerIn, type Invoker } from '../invocation.ts';
import { streamingRuntime } from '../response-stream.ts';
import type { FunctionFailure, HostMessage, WorkerMessage } from '../worker-protocol.ts';
import type { Bundle, Shadows } from './bundles.ts';
import type { Calls } from './calls.ts';
import { createHttp } from './own-http.ts';
import { createOwnProcess } from './own-process.ts';
import { createTimers, type Timers } from './own-timers.ts';
import type { EnvironmentSettings } from './thread-protocol.ts';

export interface EnvironmentPorts {
  /** Runs code of this environment. */
  readonly enter: <T>(environment: Environment, run: () => T) => T;
  readonly realNow: () => number;
  readonly edgeEndpoint: string | undefined;
  readonly calls: Pick<Calls, 'perform'>;
  readonly send: (message: WorkerMessage) => void;
  readonly print: (lines: readonly string[]) => void;
  readonly onEnd: () => void;
}

/** Thrown where a function ends its process: nothing after it runs. */
class Exit extends Error {}

/** One execution environment of one function, in a thread with others. */
export class Environment {
  readonly id: number;
  readonly #settings: EnvironmentSettings;
  readonly #ports: EnvironmentPorts;
  readonly #ended = new AbortController();
  readonly #timers: Timers;
  #invoker: Invoker | undefined;
  #lines: string[] = [];

  constructor(id: number, settings: EnvironmentSettings, ports: EnvironmentPorts) {
    this.id = id;
    this.#settings = settings;
    this.#ports = ports;
    this.#timers = createTimers((run) => this.#enter(run));
    // Each connection that is open listens.
    setMaxListeners(0, this.#ended.signal);
  }

  start(load: () => Bundle): void {
    const started = performance.now();
    const { realNow } = this.#ports;
    this.#enter(() => {
      let bundle: Bundle | undefined;
      try {
        bundle = load();
        const exports = bundle(this.#shadows());
        const handler = handlerIn(exports, this.#settings.exportName);
        this.#invoker = createInvoker(handler, this.#settings, realNow, (message) => this.#send(message));
        this.#send({ kind: 'ready', initMilliseconds: performance.now() - started });
      } catch (error) {
        this.#send({ kind: 'broken', failure: failureOf(error), isModule: bundle === undefined });
        this.end();
      }
    });
  }

  hear(message: HostMessage): void {
    this.#enter(() => this.#invoker?.hear(message));
  }

  /** The function crashed or ended its process. */
  exit(failure: FunctionFailure): void {
    this.#send({ kind: 'exited', failure });
    this.end();
  }

  /** Cuts it off from everything: what still runs of it reaches nobody, and no timer of it fires. */
  end(): void {
    this.#flush();
    this.#ended.abort();
    this.#timers.clear();
    this.#ports.onEnd();
  }

  #enter(run: () => void): void {
    if (!this.#ended.signal.aborted) this.#ports.enter(this, run);
  }

  #send(message: WorkerMessage): void {
    if (this.#ended.signal.aborted) return;
    this.#flush();
    this.#ports.send(message);
  }

  #print(line: string): void {
    if (this.#ended.signal.aborted) return;
    if (this.#lines.length === 0) setImmediate(() => this.#flush());
    this.#lines.push(line);
  }

  #flush(): void {
    if (this.#lines.length > 0) this.#ports.print(this.#lines);
    this.#lines = [];
  }

  #shadows(): Shadows {
    const { edgeEndpoint, calls } = this.#ports;
    const signal = this.#ended.signal;
    const http = createHttp({ edgeEndpoint, calls, signal, enter: (run) => this.#enter(run) });
    const modules: Readonly<Record<string, unknown>> = { http, timers: this.#timers.module };
    const own = createOwnProcess({
      variables: this.#settings.variables,
      print: (line) => this.#print(line),
      exit: (code) => {
        this.exit(exited(`Runtime exited with error: exit status ${code}`));
        throw new Exit();
      },
      module: (name) => modules[name] ?? getBuiltinModule(name),
    });
    const { setTimeout, setInterval, setImmediate } = this.#timers;
    const names: Record<string, unknown> = {
      ...own,
      setTimeout,
      setInterval,
      setImmediate,
      awslambda: streamingRuntime(),
      fetch: (input: string | URL | Request, init: RequestInit = {}) =>
        fetch(input, { ...init, signal: AbortSignal.any([signal, ...(init.signal ? [init.signal] : [])]) }),
    };
    const scope = new Proxy(names, {
      get: (target, key) => (key in target ? Reflect.get(target, key) : Reflect.get(globalThis, key)),
      has: (target, key) => key in target || key in globalThis,
    });
    names.globalThis = scope;
    names.global = scope;
    return names as Shadows;
  }
}
