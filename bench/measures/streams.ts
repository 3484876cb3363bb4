/** Many open event streams on the local cloud, all of one order: how fast they come, and how soon each hears. */
import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CloudProcess } from '../../test/support/cloud-process.ts';
import type { BenchClient } from '../client.ts';
import { memoryOf } from './processor.ts';
import { tokenOf } from './sockets.ts';

/** As many as one person may begin in a minute, and one address. */
const OF_A_PERSON = 25;
const OF_AN_ADDRESS = 250;
const BEGINNING_AT_ONCE = 8;
/** A stream ends by itself after two minutes: what has not been measured by then is not measured. */
const LASTS_MILLISECONDS = 115_000;

const HEARS_FOR_MILLISECONDS = 20_000;

type Hear = (seq: number) => void;

/** The whole frames of a stream that is read piece by piece. */
const frameReader = (onFrame: (frame: string) => void): ((chunk: string) => void) => {
  let unread = '';
  return (chunk) => {
    unread += chunk;
    for (let end = unread.indexOf('\n\n'); end >= 0; end = unread.indexOf('\n\n')) {
      onFrame(unread.slice(0, end));
      unread = unread.slice(end + 2);
    }
  };
};

const seqIn = (frame: string): number | undefined => {
  if (!frame.includes('event: order_update')) return undefined;
  const data = frame.slice(frame.indexOf('data: ') + 'data: '.length);
  return (JSON.parse(data) as { readonly seq: number }).seq;
};

/** Resolves with the first frame that says where the stream begins. */
const openStream = async (
  url: string,
  headers: Readonly<Record<string, string>>,
  options: { readonly localAddress?: string; readonly agent: Agent },
  hear: Hear,
): Promise<IncomingMessage> => {
  const asked = request(url, { headers, ...options });
  asked.end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  if (response.statusCode !== 200) throw new Error(`an event stream was refused with ${response.statusCode}`);
  const begun = Promise.withResolvers<void>();
  response.setEncoding('utf8');
  response.on('error', begun.reject);
  response.once('close', () => begun.reject(new Error('an event stream ended')));
  const read = frameReader((frame) => {
    const seq = seqIn(frame);
    if (seq !== undefined) hear(seq);
    else if (frame.includes('id: ')) begun.resolve();
  });
  response.on('data', read);
  await begun.promise;
  return response;
};

/** Streams of one order, and what they hear. */
class Audience {
  readonly #heard = new Map<number, number[]>();
  readonly streams: IncomingMessage[] = [];
  #onHeard: () => void = () => undefined;

  readonly hear: Hear = (seq) => {
    const times = this.#heard.get(seq) ?? [];
    this.#heard.set(seq, times);
    times.push(performance.now());
    this.#onHeard();
  };

  /** When each of them heard of the event. @throws where some never do. */
  async heard(seq: number): Promise<readonly number[]> {
    const all = Promise.withResolvers<readonly number[]>();
    const found = (): readonly number[] => this.#heard.get(seq) ?? [];
    this.#onHeard = () => {
      if (found().length === this.streams.length) all.resolve(found());
    };
    const patience = setTimeout(
      () => all.reject(new Error(`${found().length} of ${this.streams.length} streams have heard of event ${seq}`)),
      HEARS_FOR_MILLISECONDS,
    );
    this.#onHeard();
    return all.promise.finally(() => clearTimeout(patience));
  }

  close(): void {
    for (const stream of this.streams) stream.destroy();
  }
}

export interface StreamFigures {
  readonly begunPerSecond: number;
  /** Milliseconds from the change's response to each stream. */
  readonly samples: readonly number[];
  readonly changes: number;
  readonly memoryMegabytes: number;
}

/** By all measures of a run: none of them leaves an address less room for the next one. */
let begunByAll = 0;

/** Opens so many streams of one order, and changes it for as long as the first of them lasts, at most so often. */
export const measureStreams = async (
  client: BenchClient,
  cloud: CloudProcess,
  size: number,
  maxChanges: number,
): Promise<StreamFigures> => {
  const orderId = await client.createOrder(`bench-streams-${size}`);
  for (const status of ['confirmed', 'processing']) await client.putStatus(orderId, status);
  const people = Math.ceil(size / OF_A_PERSON);
  const tokens = await Promise.all(
    Array.from({ length: people }, (_, person) => tokenOf(cloud.api, `audience-${size}-${person}`)),
  );
  const audience = new Audience();
  const agent = new Agent({ keepAlive: false });
  const url = `${cloud.api}/api/orders/events?order=${orderId}`;
  const startedAt = performance.now();
  let next = 0;
  const begin = async (): Promise<void> => {
    while (next < size) {
      const n = next;
      next += 1;
      const headers = {
        accept: 'text/event-stream',
        authorization: `Bearer ${tokens[Math.floor(n / OF_A_PERSON)]}`,
      };
      const localAddress = `127.0.2.${1 + Math.floor(begunByAll / OF_AN_ADDRESS)}`;
      begunByAll += 1;
      audience.streams.push(await openStream(url, headers, { agent, localAddress }, audience.hear));
    }
  };
  try {
    await Promise.all(Array.from({ length: BEGINNING_AT_ONCE }, begin));
    const begunPerSecond = (size * 1_000) / (performance.now() - startedAt);
    const samples: number[] = [];
    let changes = 0;
    while (changes < maxChanges && performance.now() - startedAt < LASTS_MILLISECONDS - HEARS_FOR_MILLISECONDS) {
      const seq = 4 + changes;
      const heard = audience.heard(seq);
      await client.putStatus(orderId, seq % 2 === 0 ? 'delayed' : 'processing');
      const respondedAt = performance.now();
      samples.push(...(await heard).map((at) => Math.max(0, at - respondedAt)));
      changes += 1;
    }
    return { begunPerSecond, samples, changes, memoryMegabytes: memoryOf(cloud.pid) };
  } finally {
    audience.close();
  }
};

/** The floor: so many streams of a bare server in this very process, which looks once a second, as ours do, and writes. */
export const measureBareStreams = async (size: number, rounds: number, pollMilliseconds: number) => {
  let seq = 0;
  const server = createServer((_request, response: ServerResponse) => {
    let sent = seq;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('id: begin\n\n');
    const polling = setInterval(() => {
      for (; sent < seq; sent += 1) {
        response.write(`id: ${sent}\nevent: order_update\ndata: {"seq":${sent + 1},"at":"${'x'.repeat(400)}"}\n\n`);
      }
    }, pollMilliseconds);
    response.once('close', () => clearInterval(polling));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const audience = new Audience();
  const agent = new Agent({ keepAlive: false });
  for (let n = 0; n < size; n += 1) audience.streams.push(await openStream(url, {}, { agent }, audience.hear));
  const samples: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const heard = audience.heard(round);
    const changedAt = performance.now();
    seq = round;
    samples.push(...(await heard).map((at) => at - changedAt));
  }
  audience.close();
  server.close();
  return samples;
};
