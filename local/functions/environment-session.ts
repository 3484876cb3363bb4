import type { EnvironmentOptions, ExecutionEnvironment, InvocationOutcome, OnStream } from './execution-environment.ts';
import { exited } from './failure.ts';
import { StreamedBody } from './streamed-body.ts';
import type { FunctionFailure, HostMessage, StreamHead, WorkerMessage } from './worker-protocol.ts';

interface Running {
  readonly resolve: (outcome: InvocationOutcome) => void;
  readonly timer: NodeJS.Timeout;
  readonly onStream: OnStream | undefined;
  body?: StreamedBody;
}

/** How an environment is reached. */
export interface EnvironmentLink {
  send(message: HostMessage): void;
  /** Ends it; resolves once nothing of it runs any more. */
  end(): Promise<void>;
}

/** The host's side of one execution environment: its invocation, its timeout, its end. */
export class EnvironmentSession implements ExecutionEnvironment {
  readonly #options: EnvironmentOptions;
  readonly #link: EnvironmentLink;
  readonly #started = Promise.withResolvers<void>();
  /** By request: of invocations that have not begun to stream there is one at most. */
  readonly #running = new Map<string, Running>();
  #death: Extract<InvocationOutcome, { kind: 'exited' }> | undefined;

  constructor(options: EnvironmentOptions, link: EnvironmentLink) {
    this.#options = options;
    this.#link = link;
  }

  get alive(): boolean {
    return this.#death === undefined;
  }

  get started(): Promise<void> {
    return this.#started.promise;
  }

  get isBusy(): boolean {
    return this.#running.size > 0;
  }

  async invoke(requestId: string, eventJson: string, onStream?: OnStream): Promise<InvocationOutcome> {
    await this.started;
    if (this.#death !== undefined) return this.#death;
    const { timeoutMilliseconds } = this.#options.spec;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#timeOut(requestId), timeoutMilliseconds);
      this.#running.set(requestId, { resolve, timer, onStream });
      const streams = onStream !== undefined;
      this.#link.send({ kind: 'invoke', requestId, eventJson, timeoutMilliseconds, streams });
    });
  }

  async terminate(reason: string): Promise<void> {
    this.die(exited(reason));
    await this.#link.end();
  }

  hear(message: WorkerMessage): void {
    if (message.kind === 'ready') this.#started.resolve();
    else if (message.kind === 'head') this.#beginStream(message.requestId, message.head);
    else if (message.kind === 'chunk') this.#running.get(message.requestId)?.body?.supply(message.bytes);
    else if (message.kind === 'done') this.#settle(message.requestId, { kind: 'done', resultJson: message.resultJson });
    else if (message.kind === 'failed') this.#settle(message.requestId, { kind: 'failed', failure: message.failure });
    else if (message.kind === 'exited') this.die(message.failure);
    else this.#break(message);
  }

  /**
   * The first cause counts.
   * @param mayRunElsewhere nothing of the invocation has run.
   */
  die(failure: FunctionFailure, mayRunElsewhere = false): void {
    if (this.#death !== undefined) return;
    this.#death = { kind: 'exited', failure, hasBegun: !mayRunElsewhere };
    for (const [requestId, { body }] of [...this.#running]) {
      this.#settle(requestId, { ...this.#death, hasBegun: body !== undefined || !mayRunElsewhere });
    }
    this.#started.resolve();
    this.#options.onExit();
  }

  #break({ failure, isModule = false }: Extract<WorkerMessage, { kind: 'broken' }>): void {
    if (isModule) this.#options.onModule?.();
    else this.#options.onLine(JSON.stringify({ level: 'ERROR', reason: 'The bundle did not load', ...failure }));
    this.die(failure, isModule);
    void this.#link.end();
  }

  /** Lambda ends the environment. Here it goes on for the streams that it holds besides. */
  #timeOut(requestId: string): void {
    this.#settle(requestId, { kind: 'timeout' });
    if (this.isBusy) this.#link.send({ kind: 'left', requestId });
    else void this.terminate('The function timed out');
  }

  #beginStream(requestId: string, head: StreamHead): void {
    const running = this.#running.get(requestId);
    if (running?.onStream === undefined) return;
    running.body = new StreamedBody({
      onTaken: () => this.#link.send({ kind: 'taken', requestId }),
      onLeft: () => this.#link.send({ kind: 'left', requestId }),
    });
    running.onStream(head, running.body);
  }

  #settle(requestId: string, outcome: InvocationOutcome): void {
    const running = this.#running.get(requestId);
    if (running === undefined) return;
    const { resolve, timer, body } = running;
    clearTimeout(timer);
    this.#running.delete(requestId);
    body?.finish(outcome.kind === 'done' ? undefined : new Error(`The function was cut off: ${outcome.kind}`));
    resolve(outcome);
  }
}
