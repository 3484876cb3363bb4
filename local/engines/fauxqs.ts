import type { QueueJournal, QueueMessage } from './queue-journal.ts';

/** The parts of the engine's queue that are used here. */
interface EngineQueue {
  readonly name: string;
  readonly url: string;
  readonly messages: readonly QueueMessage[];
  readonly fifoMessages: ReadonlyMap<string, readonly QueueMessage[]>;
  readonly fifoLockedGroups: ReadonlyMap<string, number>;
  readonly delayedMessages: readonly QueueMessage[];
  readonly fifoDelayed: ReadonlyMap<string, readonly QueueMessage[]>;
  readonly inflightMessages: ReadonlyMap<string, { visibilityDeadline: number }>;
  sequenceCounter: number;
  persistence: QueueJournal | undefined;
  isFifo(): boolean;
  enqueue(message: QueueMessage): void;
  recordDeduplication(deduplicationId: string, messageId: string, sequenceNumber: string | undefined): void;
  processTimers(): void;
  purge(): void;
  cancelWaiters(): void;
}

interface EngineStore {
  /** Where `GetQueueUrl` looks for a name. */
  region?: string | undefined;
  persistence: QueueJournal | undefined;
  createQueue(name: string, url: string, arn: string, attributes: Readonly<Record<string, string>>): EngineQueue;
  allQueues(): Iterable<EngineQueue>;
  getQueueByName(name: string): EngineQueue | undefined;
}

type EngineAction = (body: unknown, store: EngineStore, request: unknown) => unknown;

interface EngineReply {
  status(code: number): unknown;
  header(name: string, value: string): unknown;
}

interface EngineRouter {
  register(action: string, handler: EngineAction): void;
  handle(
    request: { readonly headers: Readonly<Record<string, string>>; readonly body: unknown },
    reply: EngineReply,
  ): Promise<unknown>;
}

interface EngineModules {
  readonly store: EngineStore;
  readonly router: EngineRouter;
}

export interface QueueDefinition {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface QueueResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly output: unknown;
}

export interface HiddenMessages {
  readonly messages: number;
  /** Milliseconds since 1970 on the machine's own clock; 0 where nothing is hidden. */
  readonly until: number;
}

/** SQS in this process: no socket between the edge and the queues. */
export interface QueueEngine {
  call(operation: string, input: unknown): Promise<QueueResponse>;
  /** Messages that can be received now: not those that are hidden or delayed, nor those behind them in a FIFO group. */
  visible(queueName: string): number;
  /** Messages that were handed out and not deleted, and when the first of them is handed out again. */
  hidden(queueName: string): HiddenMessages;
  /** Brings hidden and delayed messages nearer by so much: queues live on the local clock too. */
  advance(milliseconds: number): void;
  purgeAll(): void;
  stop(): void;
}

const ACTIONS = [
  'GetQueueUrl',
  'ListQueues',
  'GetQueueAttributes',
  'SetQueueAttributes',
  'PurgeQueue',
  'SendMessage',
  'ReceiveMessage',
  'DeleteMessage',
  'SendMessageBatch',
  'DeleteMessageBatch',
  'ChangeMessageVisibility',
  'ChangeMessageVisibilityBatch',
] as const;

/**
 * What SQS refuses in a body: all but #x9, #xA, #xD, #x20 to #xD7FF, #xE000 to #xFFFD and #x10000 to #x10FFFF.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
const REFUSED_IN_BODY = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** The engine's own pattern looks at halves of characters, and so refuses every emoji, which SQS takes. */
async function takeWholeCharacters(load: (path: string) => Promise<Readonly<Record<string, unknown>>>): Promise<void> {
  const { INVALID_MESSAGE_BODY_CHAR: pattern } = await load('./sqs/sqsTypes.js');
  if (!(pattern instanceof RegExp)) throw new Error('The queue engine has no pattern for what it refuses in a body.');
  Object.defineProperty(pattern, 'test', { value: (body: string) => REFUSED_IN_BODY.test(body), configurable: true });
}

/**
 * Loads the engine's queue store, router and actions from beside its entry point: the package exports a server only, and
 * a journal of our own can be given to the store alone. The version is pinned, and contract tests hold the shapes.
 */
async function loadEngine(): Promise<EngineModules> {
  const entry = import.meta.resolve('fauxqs');
  const load = async (path: string): Promise<Readonly<Record<string, unknown>>> => import(new URL(path, entry).href);
  await takeWholeCharacters(load);
  const { SqsStore } = await load('./sqs/sqsStore.js');
  const { SqsRouter } = await load('./sqs/sqsRouter.js');
  const store = new (SqsStore as new () => EngineStore)();
  const router = new (SqsRouter as new (store: EngineStore) => EngineRouter)(store);
  for (const action of ACTIONS) {
    const name = action.charAt(0).toLowerCase() + action.slice(1);
    router.register(action, (await load(`./sqs/actions/${name}.js`))[name] as EngineAction);
  }
  return { store, router };
}

function restore(queue: EngineQueue, journal: QueueJournal): void {
  queue.sequenceCounter = journal.counterOf(queue.name);
  for (const message of journal.load(queue.name)) {
    queue.enqueue(message);
    if (message.messageDeduplicationId !== undefined) {
      queue.recordDeduplication(message.messageDeduplicationId, message.messageId, message.sequenceNumber);
    }
  }
  // Only from here on is there anything new to keep.
  queue.persistence = journal;
}

function visibleIn(queue: EngineQueue): number {
  queue.processTimers();
  if (!queue.isFifo()) return queue.messages.length;
  return [...queue.fifoMessages].reduce(
    (sum, [group, messages]) => sum + (queue.fifoLockedGroups.has(group) ? 0 : messages.length),
    0,
  );
}

function hiddenIn(queue: EngineQueue): HiddenMessages {
  queue.processTimers();
  const deadlines = [...queue.inflightMessages.values()].map(({ visibilityDeadline }) => visibilityDeadline);
  return { messages: deadlines.length, until: deadlines.length === 0 ? 0 : Math.min(...deadlines) };
}

function advanceQueue(queue: EngineQueue, milliseconds: number): void {
  for (const entry of queue.inflightMessages.values()) entry.visibilityDeadline -= milliseconds;
  for (const message of [...queue.delayedMessages, ...[...queue.fifoDelayed.values()].flat()]) {
    if (message.delayUntil !== undefined) message.delayUntil -= milliseconds;
  }
  queue.processTimers();
}

/** Starts the queues with what an earlier run left in them. */
export async function startQueues(queues: readonly QueueDefinition[], journal: QueueJournal): Promise<QueueEngine> {
  const { store, router } = await loadEngine();
  store.region = queues[0]?.arn.split(':')[3];
  for (const { name, url, arn, attributes } of queues) restore(store.createQueue(name, url, arn, attributes), journal);
  return {
    call: async (operation, input) => {
      let status = 200;
      const headers: Record<string, string> = {};
      const reply: EngineReply = {
        status: (code) => {
          status = code;
        },
        header: (name, value) => {
          headers[name] = value;
        },
      };
      const request = { headers: { 'x-amz-target': `AmazonSQS.${operation}` }, body: input };
      const output = await router.handle(request, reply);
      await journal.settled();
      return { status, headers, output: output ?? {} };
    },
    visible: (queueName) => {
      const queue = store.getQueueByName(queueName);
      return queue === undefined ? 0 : visibleIn(queue);
    },
    hidden: (queueName) => {
      const queue = store.getQueueByName(queueName);
      return queue === undefined ? { messages: 0, until: 0 } : hiddenIn(queue);
    },
    advance: (milliseconds) => {
      for (const queue of store.allQueues()) advanceQueue(queue, milliseconds);
    },
    purgeAll: () => {
      for (const queue of store.allQueues()) queue.purge();
    },
    stop: () => {
      for (const queue of store.allQueues()) queue.cancelWaiters();
    },
  };
}
