import { WebSocket } from 'ws';
import { createClient, type LiveMessage, type Topic, type TransportName } from '../../client/src/index.ts';

export interface Restlessness {
  readonly api: string;
  readonly websocket: string;
  readonly token: string;
  readonly topic: Topic;
  /** The place before the first change. */
  readonly after: string;
  /** The same numbers each time. */
  readonly random: () => number;
}

const TRANSPORTS: readonly (readonly TransportName[])[] = [
  ['socket'],
  ['stream'],
  ['pages'],
  ['socket', 'stream', 'pages'],
];

const TIMING = {
  pingMilliseconds: 1_000,
  patienceMilliseconds: 5_000,
  pollMilliseconds: 200,
  upgradeMilliseconds: 2_000,
};

const LONGEST_SLEEP_MILLISECONDS = 1_500;

const MAX_MET = 12;

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A program that follows a topic and that nothing is spared. */
export class RestlessClient {
  readonly topic: Topic;
  /** Each event as it came: `<order> <seq>`. */
  readonly heard: string[] = [];
  readonly errors: string[] = [];
  /** The last things that it met: where something is missing in the end, they say why. */
  readonly met: string[] = [];
  readonly #given: Restlessness;
  readonly #sockets = new Set<WebSocket>();
  readonly #requests = new Set<AbortController>();
  #place: string;
  #asleepUntil = 0;
  #stop = new AbortController();
  #reading: Promise<void> = Promise.resolve();

  constructor(given: Restlessness) {
    this.#given = given;
    this.topic = given.topic;
    this.#place = given.after;
    this.#follow(TRANSPORTS[3] ?? []);
  }

  /** Something that happens to a program: the network is cut, it sleeps, it is moved, it is started anew. */
  suffer(): void {
    const { random } = this.#given;
    const fate = Math.floor(random() * 4);
    if (fate === 0) this.#cut();
    else if (fate === 1) this.#asleepUntil = Date.now() + random() * LONGEST_SLEEP_MILLISECONDS;
    else
      this.#restart(fate === 2 ? (TRANSPORTS[Math.floor(random() * TRANSPORTS.length)] ?? []) : (TRANSPORTS[3] ?? []));
  }

  /** Goes on over a socket, which asks for nothing while nothing happens: polling never lets the cloud come to rest. */
  settle(): void {
    this.#asleepUntil = 0;
    this.#restart(['socket']);
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#reading;
    this.#cut();
  }

  #cut(): void {
    for (const socket of this.#sockets) socket.terminate();
    for (const request of this.#requests) request.abort();
  }

  #note(what: string): void {
    this.met.push(`${new Date().toISOString().slice(14, 23)} ${what}`);
    if (this.met.length > MAX_MET) this.met.shift();
  }

  /** A new program goes on with the place that the one before had written down. */
  #restart(transports: readonly TransportName[]): void {
    this.#stop.abort();
    this.#cut();
    this.#stop = new AbortController();
    this.#follow(transports);
  }

  #follow(transports: readonly TransportName[]): void {
    const { api, websocket, token, random } = this.#given;
    const sockets = this.#sockets;
    const note = (what: string): void => this.#note(what);
    note(`begins over ${transports}`);
    const client = createClient({
      baseUrl: api,
      websocketUrl: websocket,
      token,
      transports,
      random,
      timing: TIMING,
      onState: note,
      fetch: (input, init) => this.#request(input, init),
      WebSocket: class extends WebSocket {
        constructor(url: string, protocols: string[]) {
          super(url, protocols);
          sockets.add(this);
          this.on('message', (data) => note(`frame ${String(data).slice(0, 60)}`));
          this.on('close', (code) => {
            note(`close ${code}`);
            sockets.delete(this);
          });
        }
      } as unknown as typeof globalThis.WebSocket,
    });
    const { signal } = this.#stop;
    const before = this.#reading;
    this.#reading = (async () => {
      await before;
      if (signal.aborted) return;
      for await (const message of client.follow(this.topic, { after: this.#place, signal })) {
        if (signal.aborted) return;
        this.#take(message);
        while (Date.now() < this.#asleepUntil && !signal.aborted) await pause(20);
      }
    })().catch((error: unknown) => void this.errors.push(`${this.topic} over ${transports}: ${error}`));
  }

  #take(message: LiveMessage): void {
    if (message.type === 'reset') this.errors.push(`${this.topic}: ${message.reason}`);
    if ('seq' in message && message.type !== 'alert') this.heard.push(`${message.orderId} ${message.seq}`);
    const own = 'cursors' in message ? message.cursors?.[this.topic] : undefined;
    const place = own ?? ('cursor' in message ? message.cursor : undefined);
    if (place !== undefined) this.#place = place;
  }

  async #request(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const cut = new AbortController();
    this.#requests.add(cut);
    const signals = init?.signal ? [init.signal, cut.signal] : [cut.signal];
    return fetch(input as URL, { ...init, signal: AbortSignal.any(signals) });
  }
}
