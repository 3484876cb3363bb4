/** Many open sockets on the local cloud, of which all follow one order: how fast they come, and how soon each hears. */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { CloudProcess } from '../../test/support/cloud-process.ts';
import type { BenchClient } from '../client.ts';
import { measureProcessor, memoryOf, type ProcessorFigures, showsProcesses } from './processor.ts';

/** As many as one person may have open, and one address. */
const OF_A_PERSON = 50;
const OF_AN_ADDRESS = 900;
const CONNECTING_AT_ONCE = 32;

interface Update {
  readonly type: string;
  readonly seq?: number;
  readonly events?: readonly Update[];
}

/** Calls back for each update that a socket is sent. */
type Hear = (seq: number) => void;

/** Of somebody who may follow any order. */
export const tokenOf = async (api: string, sub: string): Promise<string> => {
  const response = await fetch(`${api}/_local/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sub, roles: ['csr'], expiresIn: 86_400 }),
  });
  return ((await response.json()) as { readonly token: string }).token;
};

const seqsIn = (text: string): readonly number[] => {
  const message = JSON.parse(text) as Update;
  const updates = message.type === 'batch' ? (message.events ?? []) : [message];
  return updates.flatMap(({ type, seq }) => (type === 'order_update' && seq !== undefined ? [seq] : []));
};

const openSocket = async (url: string, token: string, localAddress: string, topic: string, hear: Hear) => {
  const socket = new WebSocket(url, ['wismo.v1', token], { localAddress, perMessageDeflate: false });
  const subscribed = new Promise<void>((resolve, reject) => {
    socket.on('message', (data) => {
      const text = String(data);
      if (text.startsWith('{"type":"subscribed"')) resolve();
      else for (const seq of seqsIn(text)) hear(seq);
    });
    socket.once('close', (code) => reject(new Error(`a socket was closed with ${code}`)));
    socket.once('error', reject);
  });
  subscribed.catch(() => undefined);
  await once(socket, 'open');
  socket.send(JSON.stringify({ action: 'subscribe', topic }));
  await subscribed;
  return socket;
};

/** Sockets of one topic, to which more can be added, and what they hear. */
class Crowd {
  readonly #cloud: Pick<CloudProcess, 'api' | 'websocket'>;
  readonly #topic: string;
  readonly #sockets: WebSocket[] = [];
  readonly #heard = new Map<number, number[]>();
  #onHeard: () => void = () => undefined;
  #opened = 0;

  constructor(cloud: Pick<CloudProcess, 'api' | 'websocket'>, orderId: string) {
    this.#cloud = cloud;
    this.#topic = `order:${orderId}`;
  }

  get size(): number {
    return this.#sockets.length;
  }

  /** Opens sockets until there are so many. Returns how many came a second. */
  async grow(size: number): Promise<number> {
    const startedAt = performance.now();
    const count = size - this.size;
    const tokens = new Map<number, Promise<string>>();
    const last = this.#opened + count;
    const connect = async (): Promise<void> => {
      while (this.#opened < last) {
        const n = this.#opened;
        this.#opened += 1;
        const person = Math.floor(n / OF_A_PERSON);
        const token = tokens.get(person) ?? tokenOf(this.#cloud.api, `crowd-${person}`);
        tokens.set(person, token);
        const address = `127.0.1.${1 + Math.floor(n / OF_AN_ADDRESS)}`;
        this.#sockets.push(
          await openSocket(this.#cloud.websocket, await token, address, this.#topic, (seq) => this.#hear(seq)),
        );
      }
    };
    await Promise.all(Array.from({ length: CONNECTING_AT_ONCE }, connect));
    return (count * 1000) / (performance.now() - startedAt);
  }

  /** Ends one without a word, and has another one read nothing: what a crowd always has. */
  spoil(): void {
    this.#sockets.shift()?.terminate();
    this.#sockets.shift()?.pause();
  }

  /** When each of them heard of the event. */
  heard(seq: number): Promise<readonly number[]> {
    return new Promise((resolve) => {
      this.#onHeard = () => {
        const times = this.#heard.get(seq) ?? [];
        if (times.length === this.size) resolve(times);
      };
      this.#onHeard();
    });
  }

  close(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  #hear(seq: number): void {
    const times = this.#heard.get(seq) ?? [];
    if (times.length === 0) this.#heard.set(seq, times);
    times.push(performance.now());
    if (times.length === this.size) this.#onHeard();
  }
}

export interface CrowdFigures {
  readonly size: number;
  /** Sockets that were connected and subscribed a second. */
  readonly connectedPerSecond: number;
  /** Milliseconds from the change's response to each socket. */
  readonly samples: readonly number[];
  /** The same while none was dead yet; absent of a size that has none. */
  readonly whole?: readonly number[];
  readonly changes: number;
  /** Of all these changes; absent where the system does not show it. */
  readonly processor?: ProcessorFigures;
  readonly memoryMegabytes: number;
}

/** The same change to more and more sockets. From the second size on one is dead, and one does not read. */
export const measureCrowds = async (
  client: BenchClient,
  cloud: CloudProcess,
  sizes: readonly number[],
  changesOf: (size: number) => number,
): Promise<readonly CrowdFigures[]> => {
  const orderId = await client.createOrder('bench-crowd');
  for (const status of ['confirmed', 'processing']) await client.putStatus(orderId, status);
  const crowd = new Crowd(cloud, orderId);
  const figures: CrowdFigures[] = [];
  let seq = 3;
  const change = async (): Promise<readonly number[]> => {
    seq += 1;
    const heard = crowd.heard(seq);
    await client.putStatus(orderId, seq % 2 === 0 ? 'delayed' : 'processing');
    const respondedAt = performance.now();
    return (await heard).map((at) => Math.max(0, at - respondedAt));
  };
  const measure = async (count: number): Promise<readonly number[]> => {
    await change();
    const samples: number[] = [];
    for (let n = 0; n < count; n += 1) samples.push(...(await change()));
    return samples;
  };
  for (const size of sizes) {
    const changes = changesOf(size);
    const connectedPerSecond = await crowd.grow(size > 1 ? size + 2 : size);
    const whole = size > 1 ? await measure(changes) : undefined;
    if (size > 1) crowd.spoil();
    let samples: readonly number[] = [];
    const work = async (): Promise<void> => {
      samples = await measure(changes);
    };
    const processor = showsProcesses ? await measureProcessor(cloud.pid, work) : await work();
    figures.push({
      size,
      connectedPerSecond,
      samples,
      changes: changes + 1,
      ...(whole && { whole }),
      ...(processor && { processor }),
      memoryMegabytes: memoryOf(cloud.pid),
    });
  }
  crowd.close();
  return figures;
};
