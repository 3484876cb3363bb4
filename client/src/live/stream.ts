import { WismoProblem } from '../http/problem.ts';
import { foreign, mayRefresh, type RequestSettings, tokenOf, urlOf } from '../http/request.ts';
import { endingProblem, isEnding } from './endings.ts';
import type { Feed } from './feed.ts';
import { isLiveMessage, type LiveMessage, scopeOf } from './messages.ts';
import { EVENTS_PATH, isFinal } from './poll.ts';
import { lost, type RequestedSettings, type Serve, SHORT_MILLISECONDS } from './transport.ts';

interface ServerSentEvent {
  id?: string;
  data?: string;
}

/** The lines that are complete; with a reader, for not every browser iterates over a stream. */
const linesOf = async function* (
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<readonly string[], void, void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const lines = (rest + read.value).split(/\r\n|\n/);
    rest = lines.pop() ?? '';
    yield lines;
  }
};

/** Events as they are complete, their lines as one, for JSON needs no ends of lines; one that is cut off is none. `undefined` for anything that shows that the stream lives. */
const parse = async function* (
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<ServerSentEvent | undefined, void, void> {
  let event: ServerSentEvent = {};
  for await (const lines of linesOf(body)) {
    yield undefined;
    for (const line of lines) {
      const [, name, value = ''] = /^(\w+):? ?(.*)$/s.exec(line) ?? [];
      if (line === '') {
        yield event;
        event = {};
      } else if (name === 'id') event.id = value;
      else if (name === 'data') event.data = (event.data ?? '') + value;
    }
  }
};

/** Three heartbeats: the server sends one every fifteen seconds. */
const SILENCE_MILLISECONDS = 45_000;

const open = async (
  settings: RequestedSettings & Pick<RequestSettings, 'fetch'>,
  feed: Feed,
  signal: AbortSignal,
  refresh: boolean,
): Promise<Response | 'unsupported'> => {
  const token = await tokenOf(settings, refresh, signal);
  const scope = scopeOf(feed.topic, token);
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
      ...(token && { authorization: `Bearer ${token}` }),
    },
    cache: 'no-store',
    signal,
  });
  const type = response.headers.get('content-type') ?? '';
  if (response.ok && type.startsWith('text/event-stream')) return response;
  if (!response.ok && type.includes('json')) throw new WismoProblem(await response.json());
  throw foreign(response);
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
        for await (const event of parse(response.body as ReadableStream<Uint8Array<ArrayBuffer>>)) {
          clearTimeout(silence);
          silence = setTimeout(stop, SILENCE_MILLISECONDS);
          if (event === undefined) continue;
          isLive = true;
          onLive();
          refresh = false;
          while (!isTaken(feed, event)) {
            clearTimeout(silence);
            await feed.drained();
          }
        }
      } catch (error) {
        if (signal.aborted) return lost(isLive);
        if (mayRefresh(settings, refresh, error)) {
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
