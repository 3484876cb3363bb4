import { inject } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from '../../support/eventually.ts';

export type Message = Readonly<Record<string, unknown>> & { readonly type: string };

/** A client of the socket that keeps every message it got, `batch` taken apart. */
export class SocketClient {
  readonly messages: Message[] = [];
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as Message & { readonly events?: readonly Message[] };
      if (message.type === 'batch') this.messages.push(...(message.events ?? []));
      else this.messages.push(message);
    });
  }

  /** Rejects with the handshake's HTTP status in the message when the gateway refuses. */
  static async connect(token?: string): Promise<SocketClient> {
    const protocols = token === undefined ? ['wismo.v1'] : ['wismo.v1', token];
    const socket = new WebSocket(inject('websocketUrl'), protocols);
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

  /** Subscribes and answers the `subscribed` message. */
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

  ofType(type: string): readonly Message[] {
    return this.messages.filter((message) => message.type === type);
  }

  close(): void {
    this.#socket.close();
  }
}
