import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';

export interface Heard {
  readonly action: string;
  readonly topic?: string;
  readonly after?: string;
}

/** A socket that says what a test has it say, and remembers what it heard. */
export class LiveServer {
  readonly heard: Heard[] = [];
  readonly tokens: (string | undefined)[] = [];
  readonly connections: WebSocket[] = [];
  /** Called for each frame of a client. */
  onFrame: (frame: Heard, connection: WebSocket) => void = () => undefined;
  readonly #server: WebSocketServer;

  private constructor(server: WebSocketServer) {
    this.#server = server;
    server.on('connection', (connection, request) => {
      this.connections.push(connection);
      this.tokens.push((request.headers['sec-websocket-protocol'] ?? '').split(/,\s*/)[1]);
      connection.on('message', (data) => {
        const frame = JSON.parse(String(data)) as Heard;
        this.heard.push(frame);
        this.onFrame(frame, connection);
      });
    });
  }

  static async start(): Promise<LiveServer> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'wismo.v1' });
    await new Promise((resolve) => server.once('listening', resolve));
    return new LiveServer(server);
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get subscriptions(): readonly (string | undefined)[] {
    return this.heard.filter(({ action }) => action === 'subscribe').map(({ after }) => after);
  }

  /** On the newest connection. */
  say(...messages: readonly object[]): void {
    for (const message of messages) this.connections.at(-1)?.send(JSON.stringify(message));
  }

  async close(): Promise<void> {
    for (const client of this.#server.clients) client.terminate();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** An update of `ord_1`, whose cursor is `c<seq>`. */
export const update = (seq: number, given: object = {}) => ({
  type: 'order_update',
  orderId: 'ord_1',
  seq,
  cursor: `c${seq}`,
  topics: ['order:ord_1'],
  update: {
    status: 'processing',
    previousStatus: null,
    phase: 'preparing',
    estimatedDelivery: null,
    location: null,
    at: '',
  },
  ...given,
});

export const subscribed = (events: readonly object[], cursor: string, given: object = {}) => ({
  type: 'subscribed',
  topic: 'order:ord_1',
  cursor,
  events,
  complete: true,
  ...given,
});

/** A server of its own for each test of the file, and what ends with the test. */
export const liveServerOfEachTest = (): { readonly server: LiveServer; readonly stop: AbortController } => {
  const live = {} as { server: LiveServer; stop: AbortController };
  beforeEach(async () => {
    live.stop = new AbortController();
    live.server = await LiveServer.start();
  });
  afterEach(async () => {
    live.stop.abort();
    await live.server.close();
  });
  return live;
};
