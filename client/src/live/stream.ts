import { WismoProblem, WismoUnreachable } from '../http/problem.ts';
import { type RequestSettings, tokenOf, urlOf } from '../http/request.ts';
import { endingProblem, isEnding } from './endings.ts';
import type { Feed } from './feed.ts';
import { isLiveMessage, type LiveMessage, scopeOf, userIdIn } from './messages.ts';
import { EVENTS_PATH, isFinal } from './poll.ts';
import { lost, type RequestedSettings, type Serve } from './transport.ts';

interface ServerSentEvent {
  id?: string;
  data?: string;
}

/** The lines that are complete; with a reader, for not every browser iterates over a stream. */
const linesOf = async function* (body: ReadableStream<Uint8Array>): AsyncGenerator<readonly string[], void, void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const lines = (rest + decoder.decode(read.value, { stream: true })).split(/\r\n|\n/);
    rest = lines.pop() ?? '';
    yield lines;
  }
};

/** Events as they are complete; one that is cut off is none. `undefined` for anything that shows that the stream lives. */
const parse = async function* (
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<ServerSentEvent | undefined, void, void> {
  let event: ServerSentEvent = {};
  for await (const lines of linesOf(body)) {
    yield undefined;
    for (const line of lines) {
      const [, name, value = ''] = /^(\w+):? ?(.*)$/.exec(line) ?? [];
      if (line === '') {
        yield event;
        event = {};
      } else if (name === 'id') event.id = value;
      else if (name === 'data') event.data = event.data === undefined ? value : `${event.data}\n${value}`;
    }
  }
};

/** Three heartbeats: the server sends one every fifteen seconds. */
const SILENCE_MILLISECONDS = 45_000;
/** A stream that ends sooner was cut off: the next one has to wait. */
const SHORT_MILLISECONDS = 5_000;

const open = async (
  settings: RequestedSettings & Pick<RequestSettings, 'fetch'>,
  feed: Feed,
  signal: AbortSignal,
  refresh: boolean,
): Promise<Response | 'unsupported'> => {
  const token = await tokenOf(settings.token, refresh);
  const scope = scopeOf(feed.topic, userIdIn(token));
  if (scope === undefined) return 'unsupported';
  const url = urlOf(settings.eventsUrl ?? settings.baseUrl, EVENTS_PATH, {
    ...scope,
    after: feed.cursor,
    focused: settings.focused(feed),
  });
  const response = await settings.fetch(url, {
    headers: {
      accept: 'text/event-stream',
      ...settings.headers,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    cache: 'no-store',
    signal,
  });
  const type = response.headers.get('content-type') ?? '';
  if (response.ok && type.startsWith('text/event-stream')) return response;
  if (!response.ok && type.includes('json')) throw new WismoProblem(await response.json());
  throw new WismoUnreachable(`No stream came from ${response.url} (${response.status})`);
};

/** Takes one event, if there is room for it. @throws WismoProblem where the stream ends with it. */
const isTaken = (feed: Feed, { id, data }: ServerSentEvent): boolean => {
  if (data !== undefined) {
    const message = JSON.parse(data) as LiveMessage;
    if (isEnding(message)) throw endingProblem(message);
    if (!isLiveMessage(message)) return true;
    if (feed.take(message, false) === 'full') return false;
  }
  if (id !== undefined) feed.moveTo(id);
  return true;
};

/** Reads the event stream, which closes every two minutes and is taken up again from its last place. */
export const serveStream =
  (settings: RequestedSettings): Serve =>
  async (feed, { signal, onLive }) => {
    let isLive = false;
    let refresh = false;
    for (;;) {
      const startedAt = Date.now();
      const given = new AbortController();
      const stop = (): void => given.abort();
      signal.addEventListener('abort', stop);
      let silence = setTimeout(stop, settings.timing.patienceMilliseconds);
      try {
        const response = await open(settings, feed, given.signal, refresh);
        if (response === 'unsupported') return { kind: 'unsupported' };
        if (response.body === null) return lost(isLive);
        for await (const event of parse(response.body)) {
          clearTimeout(silence);
          silence = setTimeout(stop, SILENCE_MILLISECONDS);
          if (event === undefined) continue;
          if (!isLive) onLive();
          isLive = true;
          refresh = false;
          while (!isTaken(feed, event)) {
            clearTimeout(silence);
            await feed.drained();
          }
        }
      } catch (error) {
        if (signal.aborted) return lost(isLive);
        const mayRefresh = !refresh && typeof settings.token === 'function';
        if (error instanceof WismoProblem && error.status === 401 && mayRefresh) {
          refresh = true;
          continue;
        }
        return isFinal(error) ? { kind: 'failed', error } : lost(isLive);
      } finally {
        clearTimeout(silence);
        signal.removeEventListener('abort', stop);
        given.abort();
      }
      if (signal.aborted || !isLive || Date.now() - startedAt < SHORT_MILLISECONDS) return lost(isLive);
    }
  };
