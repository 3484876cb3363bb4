import { inject } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from '../../support/eventually.ts';

export type Message = Readonly<Record<string, unknown>> & { readonly type: string };

export interface ConnectOptions {
  /** Absent, `wismo.v1` and the token. */
  readonly protocols?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Another loopback address, for what is counted by address. */
  readonly localAddress?: string;
}

/** A client of the socket that keeps every message it got, `batch` taken apart. */
export class SocketClient {
  readonly messages: Message[] = [];
  readonly #socket: WebSocket;
  #closeCode: number | undefined;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('close', (code) => {
      this.#closeCode = code;
    });
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as Message & { readonly events?: readonly Message[] };
      if (message.type === 'batch') this.messages.push(...(message.events ?? []));
      else this.messages.push(message);
    });
  }

  /** Rejects with the handshake's HTTP status in the message when the gateway refuses. */
  static async connect(token?: string, options: ConnectOptions = {}): Promise<SocketClient> {
    const { protocols = ['wismo.v1', ...(token === undefined ? [] : [token])], query, ...others } = options;
    const url = new URL(inject('websocketUrl'));
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
    const socket = new WebSocket(url, [...protocols], others);
    const client = new SocketClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', () => resolve());
      socket.once('error', reject);
    });
    return client;
  }

  send(message: unknown): void {
    this.#socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** Subscribes and returns the `subscribed` message. */
  async subscribe(topic: string, after?: string): Promise<Message> {
    this.send({ action: 'subscribe', topic, ...(after === undefined ? {} : { after }) });
    return this.waitFor((message) => message.type === 'subscribed' && message.topic === topic);
  }

  waitFor(matches: (message: Message) => boolean, timeoutMs = 10_000): Promise<Message> {
    return eventually(
      () => {
        const found = this.messages.find(matches);
        if (found === undefined) throw new Error(`no such message among ${JSON.stringify(this.messages)}`);
        return found;
      },
      { timeoutMs, intervalMs: 5 },
    );
  }

  /** The code with which the connection was closed; absent while it is open. */
  get closeCode(): number | undefined {
    return this.#closeCode;
  }

  /** Waits until the connection has been closed, and returns the code. */
  closed(timeoutMs = 10_000): Promise<number> {
    return eventually(
      () => {
        if (this.#closeCode === undefined) throw new Error(`open still, after ${JSON.stringify(this.messages)}`);
        return this.#closeCode;
      },
      { timeoutMs, intervalMs: 5 },
    );
  }

  ofType(type: string): readonly Message[] {
    return this.messages.filter((message) => message.type === type);
  }

  /** Without a word, as a device does that has lost its network. */
  terminate(): void {
    this.#socket.terminate();
  }

  close(): void {
    this.#socket.close();
  }
}
