import type { Target } from './target.ts';

/** What somebody hears who follows an order. */
export interface Listener {
  /** Resolves when the order is reported in this status. */
  heard(status: string): Promise<void>;
  close(): void;
}

interface Report {
  readonly type?: string;
  readonly update?: { readonly status?: string };
  readonly events?: readonly Report[];
  readonly detail?: string;
}

const PATIENCE_MILLISECONDS = 30_000;

/** Remembers the statuses that were reported, and wakes who waits for one. */
const statuses = (what: string) => {
  const known = new Set<string>();
  const waiting = new Map<string, () => void>();
  const take = (report: Report): void => {
    for (const each of report.events ?? []) take(each);
    const status = report.update?.status;
    if (status === undefined) return;
    known.add(status);
    waiting.get(status)?.();
  };
  const heard = (status: string): Promise<void> =>
    new Promise((resolve, reject) => {
      if (known.has(status)) return resolve();
      const timer = setTimeout(
        () =>
          reject(
            new Error(
              `${what} did not report ${status} within 30 s; it reported ${[...known].join(', ') || 'nothing'}`,
            ),
          ),
        PATIENCE_MILLISECONDS,
      );
      waiting.set(status, () => {
        clearTimeout(timer);
        resolve();
      });
    });
  return { take, heard };
};

const readEvents = async (body: AsyncIterable<Uint8Array>, take: (report: Report) => void): Promise<void> => {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith('data:')) take(JSON.parse(line.slice('data:'.length)) as Report);
  }
};

/** The event stream of an order. */
export const followByStream = async ({ url, token }: Target, orderId: string): Promise<Listener> => {
  const leaving = new AbortController();
  const response = await fetch(new URL(`/api/orders/events?order=${encodeURIComponent(orderId)}`, url), {
    signal: leaving.signal,
    headers: { accept: 'text/event-stream', authorization: `Bearer ${token}` },
  });
  if (!response.ok || response.body === null) {
    throw new Error(`the event stream: ${response.status} ${(await response.text()).slice(0, 300)}`);
  }
  const { take, heard } = statuses('the event stream');
  readEvents(response.body, take).catch((error: unknown) => {
    if (!leaving.signal.aborted) console.error('the event stream broke off:', error);
  });
  return { heard, close: () => leaving.abort() };
};

/** The socket, subscribed to the order. */
export const followBySocket = async (websocketUrl: string, token: string, orderId: string): Promise<Listener> => {
  const socket = new WebSocket(websocketUrl, ['wismo.v1', token]);
  const { take, heard } = statuses('the socket');
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => socket.send(JSON.stringify({ action: 'subscribe', topic: `order:${orderId}` }));
    socket.onerror = () => reject(new Error(`${websocketUrl} refused the connection`));
    socket.onclose = ({ code, reason }) => reject(new Error(`the socket was closed: ${code} ${reason}`));
    socket.onmessage = ({ data }) => {
      const report = JSON.parse(String(data)) as Report;
      if (report.type === 'subscribed') resolve();
      else if (report.type === 'error') reject(new Error(`the socket refused: ${String(data)}`));
      else take(report);
    };
  });
  return { heard, close: () => socket.close() };
};
