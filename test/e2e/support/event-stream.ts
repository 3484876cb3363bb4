import { eventually } from '../../support/eventually.ts';
import { parseEvents, type ServerSentEvent } from '../../support/server-sent-events.ts';
import { apiUrl } from './api.ts';

export interface StreamOptions {
  readonly token?: string;
  readonly lastEventId?: string;
}

/** A client of an event stream, as a browser's `EventSource` is one, that keeps all it heard. */
export class EventStreamClient {
  readonly response: Response;
  readonly #leaving: AbortController;
  #text = '';
  #isOver = false;

  private constructor(response: Response, leaving: AbortController) {
    this.response = response;
    this.#leaving = leaving;
    void this.#read();
  }

  /** @throws with the response's text when it is no stream. */
  static async open(query: Readonly<Record<string, string>>, options: StreamOptions = {}): Promise<EventStreamClient> {
    const leaving = new AbortController();
    const response = await fetch(new URL(`/api/orders/events?${new URLSearchParams(query)}`, apiUrl()), {
      signal: leaving.signal,
      headers: {
        accept: 'text/event-stream',
        ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
        ...(options.lastEventId === undefined ? {} : { 'last-event-id': options.lastEventId }),
      },
    });
    if (response.status !== 200) throw new Error(`no stream: ${response.status} ${await response.text()}`);
    const client = new EventStreamClient(response, leaving);
    await client.waitFor(({ retry }) => retry !== undefined);
    return client;
  }

  get heard(): readonly ServerSentEvent[] {
    return parseEvents(this.#text);
  }

  /** Of the events with a number, `ord_1 2`, in the order heard. */
  get names(): readonly string[] {
    return this.heard.flatMap(({ data }) => (data?.seq === undefined ? [] : [`${data.orderId} ${data.seq}`]));
  }

  get lastEventId(): string {
    return this.heard.findLast(({ id }) => id !== undefined)?.id ?? '';
  }

  /** The server has ended it, or the connection broke. */
  get isOver(): boolean {
    return this.#isOver;
  }

  waitFor(matches: (event: ServerSentEvent) => boolean): Promise<ServerSentEvent> {
    return eventually(
      () => {
        const found = this.heard.find(matches);
        if (found === undefined) throw new Error(`no such event in ${this.#text}`);
        return found;
      },
      { timeoutMs: 20_000 },
    );
  }

  close(): void {
    this.#leaving.abort();
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    try {
      for await (const chunk of this.response.body ?? []) this.#text += decoder.decode(chunk, { stream: true });
    } catch {
      // It was left, or broke off: what was heard is kept, and a test asks whether it is over.
    }
    this.#isOver = true;
  }
}
