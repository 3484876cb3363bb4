import { Worker } from 'node:worker_threads';
import type { AwsRequest, AwsResponse } from '../ports.ts';
import { compiled } from './compiled.ts';
import { EnvironmentSession } from './environment-session.ts';
import type { EnvironmentOptions, ExecutionEnvironment } from './execution-environment.ts';
import { exited } from './failure.ts';
import { inBatches } from './thread/batches.ts';
import {
  type Call,
  CELL,
  CELLS,
  type FromThread,
  RETIRED,
  type Reply,
  type ThreadSettings,
  type ToThread,
  unpacked,
} from './thread/thread-protocol.ts';
import { deathOf, settingsOf, YOUNG_GENERATION_MEGABYTES } from './thread-options.ts';
import type { FunctionFailure } from './worker-protocol.ts';

export interface SharedThreadOptions {
  readonly name: string;
  readonly clockOffset: SharedArrayBuffer;
  readonly edgeEndpoint: string;
  /** Absent: functions reach the edge by HTTP. */
  readonly edge?: PerformCall;
  /** The thread takes no new environments: it hangs, or it is gone. With the function that ran last in it. */
  readonly onLost: (functionId: string | undefined) => void;
}

/** An AWS call without a connection. `undefined`: the function sees a connection that broke. */
export type PerformCall = (request: AwsRequest) => Promise<AwsResponse | undefined>;

interface Resident {
  readonly options: EnvironmentOptions;
  readonly session: EnvironmentSession;
  /** Of the invocation that was sent last. */
  sequence: number;
}

/** Of all functions in a thread together. */
const OLD_GENERATION_MEGABYTES = 1024;
const LOOK_EVERY_MILLISECONDS = 1_000;
/** Longer than functions compute without a pause, on a busy machine too. */
const HANGS_AFTER_MILLISECONDS = 5_000;
const ENDS_WITHIN_MILLISECONDS = 2_000;

/** One thread and the environments that live in it. */
export class SharedThread {
  readonly #options: SharedThreadOptions;
  readonly #worker: Worker;
  readonly #residents = new Map<number, Resident>();
  /** Those whose end the thread has not confirmed. */
  readonly #known = new Map<number, EnvironmentOptions>();
  readonly #cells = new Int32Array(new SharedArrayBuffer(CELLS * Int32Array.BYTES_PER_ELEMENT));
  #lastId = 0;
  #lastSequence = 0;
  #isLost = false;
  #looking: NodeJS.Timeout | undefined;
  #pongs: (() => void)[] = [];
  readonly #sendables = new WeakMap<AwsResponse, NonNullable<Reply['response']>>();
  readonly #reply = inBatches<Reply>((replies) => this.#send({ kind: 'replies', replies }));

  constructor(options: SharedThreadOptions) {
    const { name, clockOffset, edge, edgeEndpoint } = options;
    const workerData: ThreadSettings = {
      clockOffset,
      progress: this.#cells.buffer as SharedArrayBuffer,
      ...(edge === undefined ? {} : { edgeEndpoint }),
    };
    this.#options = options;
    this.#worker = new Worker(compiled('thread/thread'), {
      name,
      workerData,
      execArgv: [],
      resourceLimits: {
        maxOldGenerationSizeMb: OLD_GENERATION_MEGABYTES,
        maxYoungGenerationSizeMb: YOUNG_GENERATION_MEGABYTES,
      },
    });
    this.#worker.on('message', (message: FromThread) => this.#hear(message));
    this.#worker.once('error', (error) => this.#die(deathOf(error)));
    this.#worker.once('exit', (code) => this.#die(exited(`The thread ended with ${code}`)));
  }

  start(options: EnvironmentOptions): ExecutionEnvironment {
    this.#lastId += 1;
    const id = this.#lastId;
    const session = new EnvironmentSession(
      { ...options, onExit: () => this.#forget(id) },
      {
        send: (message) => {
          if (message.kind === 'invoke') this.#watch(id);
          this.#send({ kind: 'message', environment: id, sequence: this.#lastSequence, message });
        },
        end: () => this.#end(id),
      },
    );
    this.#residents.set(id, { options, session, sequence: 0 });
    this.#known.set(id, options);
    const settings = { ...settingsOf(options.spec), variables: options.variables };
    this.#send({ kind: 'start', environment: id, settings });
    return session;
  }

  async stop(): Promise<void> {
    clearInterval(this.#looking);
    await this.#worker.terminate();
  }

  #send(message: ToThread): void {
    this.#worker.postMessage(message);
  }

  #hear(message: FromThread): void {
    if (message.kind === 'pong') for (const hasResponded of this.#pongs.splice(0)) hasResponded();
    else if (message.kind === 'calls') for (const call of unpacked(message)) void this.#call(call);
    else if (message.kind === 'message') this.#residents.get(message.environment)?.session.hear(message.message);
    else for (const line of message.lines) this.#known.get(message.environment)?.onLine(line);
  }

  async #call({ call, method, url, headers, body: bytes }: Call): Promise<void> {
    const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const response = await this.#options.edge?.({ method, url, headers, body });
    this.#reply({ call, ...(response && { response: this.#sendable(response) }) });
  }

  /** A response that is given to many is sent once with all of them. */
  #sendable(response: AwsResponse): NonNullable<Reply['response']> {
    // A message carries the whole buffer that its bytes lie in.
    const made = this.#sendables.get(response) ?? { ...response, body: new Uint8Array(response.body) };
    if (response.body.length === 0) this.#sendables.set(response, made);
    return made;
  }

  #forget(id: number): void {
    const resident = this.#residents.get(id);
    this.#residents.delete(id);
    resident?.options.onExit();
    if (this.#isLost && this.#residents.size === 0) void this.stop();
  }

  /** While something runs, looks whether the thread still responds. */
  #watch(id: number): void {
    this.#lastSequence += 1;
    const resident = this.#residents.get(id);
    if (resident !== undefined) resident.sequence = this.#lastSequence;
    this.#looking ??= setInterval(() => void this.#look(), LOOK_EVERY_MILLISECONDS).unref();
  }

  async #look(): Promise<void> {
    const isBusy = [...this.#residents.values()].some(({ session }) => session.isBusy);
    if (!isBusy) {
      clearInterval(this.#looking);
      this.#looking = undefined;
    } else if (this.#pongs.length === 0 && (await this.#isStuck(HANGS_AFTER_MILLISECONDS))) {
      this.#hangs();
    }
  }

  /** A thread that only waits for its turn of a busy processor enters environments all the same. */
  async #isStuck(milliseconds: number): Promise<boolean> {
    for (;;) {
      const before = Atomics.load(this.#cells, CELL.entered);
      if (await this.#responds(milliseconds)) return false;
      if (Atomics.load(this.#cells, CELL.entered) === before) return true;
    }
  }

  #responds(milliseconds: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), milliseconds);
      this.#pongs.push(() => {
        clearTimeout(timer);
        resolve(true);
      });
      this.#send({ kind: 'ping' });
    });
  }

  /** An environment that computes without end can be ended with its thread only. */
  async #end(id: number): Promise<void> {
    this.#send({ kind: 'end', environment: id });
    if (await this.#isStuck(ENDS_WITHIN_MILLISECONDS)) {
      this.#hangs();
      await this.stop();
    }
    this.#known.delete(id);
  }

  /**
   * Something in the thread computes without end. What has not begun goes elsewhere at once, and new work too; what has
   * begun may still come to its end, or to the timeout of the one that hangs.
   */
  #hangs(): void {
    if (this.#isLost) return;
    this.#lose();
    const begun = Atomics.exchange(this.#cells, CELL.begun, RETIRED);
    for (const { session, sequence } of [...this.#residents.values()]) {
      if (!session.isBusy || sequence > begun) session.die(exited('The thread hangs'), true);
    }
  }

  #lose(): void {
    if (this.#isLost) return;
    this.#isLost = true;
    this.#options.onLost(this.#known.get(Atomics.load(this.#cells, CELL.running))?.spec.id);
  }

  /** What a queue or a stream has brought may come twice: where it was only beside the cause, it runs again elsewhere. */
  #die(failure: FunctionFailure): void {
    this.#lose();
    clearInterval(this.#looking);
    const running = Atomics.load(this.#cells, CELL.running);
    const begun = Atomics.load(this.#cells, CELL.begun);
    for (const [id, { session, sequence, options }] of [...this.#residents]) {
      const hasBegun = session.isBusy && (begun === RETIRED || sequence <= begun);
      session.die(failure, !hasBegun || (options.spec.follows === true && id !== running));
    }
  }
}
