import { createHash } from 'node:crypto';
import { type JsonRecord, recordAt } from '../assembly/json.ts';
import type { EdgeActivity, FunctionHost } from '../ports.ts';
import type { Mapping } from './mapping.ts';
import type { StreamMappingDefinition } from './mapping-definition.ts';
import type { Positions } from './positions.ts';
import { processStreamBatch, type StreamRecord, sequenceOf } from './stream-batch.ts';
import type { StreamReader } from './stream-reader.ts';
import { mayMatch } from './written-images.ts';

export interface StreamMappingOptions {
  readonly definition: StreamMappingDefinition;
  readonly reader: StreamReader;
  readonly positions: Positions;
  readonly partitionKey: string;
  readonly streamArn: string;
  readonly host: Pick<FunctionHost, 'invoke'>;
  readonly abandon: (message: object) => Promise<void>;
  readonly onError: (error: unknown) => void;
  readonly onRecord?: (record: StreamRecord) => void;
}

/** Between empty polls, longer after each: writes wake the poller, so this is for what is not written through the edge. */
const FIRST_PAUSE_MILLISECONDS = 50;
const LONGEST_PAUSE_MILLISECONDS = 400;
/** Reads that follow each other at once would find a record or two each and keep the engine busy. */
const BETWEEN_READS_MILLISECONDS = 3;
/** Most writes are no records that anybody waits for: after a read without any, the next is not as urgent. */
const AFTER_NOTHING_MILLISECONDS = 8;
/** Whoever wrote has its response first: what follows would compete with it for the processor. */
const AFTER_A_WRITE_MILLISECONDS = 2;
const PAUSE_AFTER_ERROR_MILLISECONDS = 250;
/** Records that are read but not done; above it reading waits. */
const OPEN_RECORDS = 5_000;

interface OpenRecord {
  readonly shardId: string;
  readonly record: StreamRecord;
  isDone: boolean;
}

/** Reads a table's stream and feeds it to the function, in order by partition key, several keys side by side. */
export class StreamMapping implements Mapping {
  readonly name: string;
  readonly #options: StreamMappingOptions;
  /** In the order of the stream, by shard: the position moves over what is done at its head. */
  readonly #open = new Map<string, OpenRecord[]>();
  readonly #lanes: { readonly queue: OpenRecord[]; running: Promise<void> | undefined }[];
  readonly #stopping = new AbortController();
  #loop: Promise<void> = Promise.resolve();
  #openRecords = 0;
  /** Something was written that no poll has looked for yet. */
  #isDirty = true;
  /** A poll is under way that looks for what was written. */
  #isLooking = false;
  #wakeUp: () => void = () => undefined;

  constructor(options: StreamMappingOptions) {
    this.name = options.definition.constructPath;
    this.#options = options;
    this.#lanes = Array.from({ length: options.definition.parallelization }, () => ({ queue: [], running: undefined }));
  }

  start(): void {
    this.#loop = this.#run();
  }

  wake(activity: EdgeActivity): void {
    const { filtersNewImages, filter } = this.#options.definition;
    if (filtersNewImages && !mayMatch(activity, filter)) return;
    this.#isDirty = true;
    this.#wakeUp();
  }

  pending(): number {
    return this.#openRecords + Number(this.#isDirty || this.#isLooking);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wakeUp();
    await this.#loop;
    await Promise.all(this.#lanes.map(({ running }) => running));
    this.#options.positions.flush();
  }

  async #run(): Promise<void> {
    let pauseMilliseconds = FIRST_PAUSE_MILLISECONDS;
    while (!this.#stopping.signal.aborted) {
      try {
        const readAt = performance.now();
        this.#isLooking = this.#isDirty;
        this.#isDirty = false;
        const pages = this.#openRecords > OPEN_RECORDS ? [] : await this.#options.reader.read();
        for (const { shardId, records } of pages) this.#take(shardId, records);
        if (pages.length > 0) this.#isDirty = true;
        this.#isLooking = false;
        const wasWoken = this.#isDirty || (await this.#pause(pauseMilliseconds));
        if (wasWoken && pages.length === 0) await this.#pauseWithoutWaking(AFTER_A_WRITE_MILLISECONDS);
        pauseMilliseconds = wasWoken
          ? FIRST_PAUSE_MILLISECONDS
          : Math.min(2 * pauseMilliseconds, LONGEST_PAUSE_MILLISECONDS);
        const between = pages.length > 0 ? BETWEEN_READS_MILLISECONDS : AFTER_NOTHING_MILLISECONDS;
        const early = readAt + between - performance.now();
        if (early > 0) await this.#pauseWithoutWaking(early);
      } catch (error) {
        this.#isDirty = true;
        if (this.#stopping.signal.aborted) return;
        this.#options.onError(error);
        await this.#pauseWithoutWaking(PAUSE_AFTER_ERROR_MILLISECONDS);
      }
    }
  }

  /** @returns whether something was written before its end. */
  async #pause(milliseconds: number): Promise<boolean> {
    if (this.#stopping.signal.aborted) return false;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wakeUp = () => undefined;
    return this.#isDirty;
  }

  #pauseWithoutWaking(milliseconds: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, milliseconds));
  }

  #take(shardId: string, records: readonly JsonRecord[]): void {
    const { definition, streamArn, partitionKey } = this.#options;
    const open = this.#open.get(shardId) ?? [];
    this.#open.set(shardId, open);
    const touched = new Set<number>();
    for (const raw of records) {
      const record = { ...raw, eventSourceARN: streamArn };
      this.#options.onRecord?.(record);
      const isWanted = definition.filter(record);
      const entry: OpenRecord = { shardId, record, isDone: !isWanted };
      open.push(entry);
      this.#openRecords += 1;
      if (!isWanted) continue;
      const lane = laneOf(record, partitionKey, this.#lanes.length);
      this.#lanes[lane]?.queue.push(entry);
      touched.add(lane);
    }
    this.#advance(shardId);
    for (const lane of touched) this.#runLane(lane);
  }

  #runLane(index: number): void {
    const lane = this.#lanes[index];
    if (lane === undefined || lane.running !== undefined) return;
    lane.running = this.#drainLane(lane.queue)
      .catch((error: unknown) => this.#options.onError(error))
      .finally(() => {
        lane.running = undefined;
        if (lane.queue.length > 0 && !this.#stopping.signal.aborted) this.#runLane(index);
      });
  }

  async #drainLane(queue: OpenRecord[]): Promise<void> {
    const { definition, host, abandon } = this.#options;
    while (queue.length > 0 && !this.#stopping.signal.aborted) {
      if (queue.length < definition.batchSize && definition.batchingWindowMilliseconds > 0) {
        await this.#pauseWithoutWaking(definition.batchingWindowMilliseconds);
      }
      const shardId = queue[0]?.shardId ?? '';
      const count = queue.slice(0, definition.batchSize).findIndex((entry) => entry.shardId !== shardId);
      const batch = queue.slice(0, count < 0 ? definition.batchSize : count);
      const isFinished = await processStreamBatch(
        batch.map(({ record }) => record),
        {
          definition,
          shardId,
          host,
          abandon,
          now: () => new Date(),
          pause: (milliseconds) => this.#pauseWithoutWaking(milliseconds),
          isStopping: () => this.#stopping.signal.aborted,
        },
      );
      if (!isFinished) return;
      queue.splice(0, batch.length);
      for (const entry of batch) entry.isDone = true;
      this.#advance(shardId);
    }
  }

  /** Moves the position over everything that is done before the first record that is not. */
  #advance(shardId: string): void {
    const open = this.#open.get(shardId) ?? [];
    const firstOpen = open.findIndex(({ isDone }) => !isDone);
    const done = open.splice(0, firstOpen < 0 ? open.length : firstOpen);
    const last = done.at(-1);
    if (last === undefined) return;
    this.#openRecords -= done.length;
    this.#options.positions.set(shardId, sequenceOf(last.record));
  }
}

/** Records of one partition key always take the same lane, so that they stay in order. */
function laneOf(record: StreamRecord, partitionKey: string, lanes: number): number {
  if (lanes === 1) return 0;
  const key = JSON.stringify(recordAt(recordAt(record, 'dynamodb'), 'Keys')[partitionKey] ?? '');
  return createHash('sha1').update(key).digest().readUInt32BE(0) % lanes;
}
