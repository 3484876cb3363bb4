import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ConnectionState, follow } from '../../../web/track/live.ts';

/** A socket as a browser has it: without an event, nobody knows that its other end is gone. */
class FakeSocket {
  static readonly OPEN = 1;
  static readonly made: FakeSocket[] = [];
  readonly sent: Readonly<Record<string, unknown>>[] = [];
  readyState = 0;
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((event: { readonly data: string }) => void) | null = null;

  constructor() {
    FakeSocket.made.push(this);
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close(): void {
    this.readyState = 2;
  }
  open(): void {
    this.readyState = FakeSocket.OPEN;
    this.onopen?.();
  }
  hear(text: string): void {
    this.onmessage?.({ data: text });
  }
}

const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
const states: ConnectionState[] = [];
let updates = 0;
let stop: () => void;

const newest = (): FakeSocket => FakeSocket.made.at(-1) as FakeSocket;
const say = (message: object): void => newest().hear(JSON.stringify(message));
const subscribed = { type: 'subscribed', topic: 'track:1Z', cursor: 'c1', events: [] };

const followed = (): void => {
  stop = follow({
    websocketUrl: 'ws://localhost/',
    topic: 'track:1Z',
    onState: (state) => states.push(state),
    onUpdate: () => {
      updates += 1;
    },
    onDriver: () => undefined,
  });
  newest().open();
  say(subscribed);
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('document', page);
  const browser = new EventTarget();
  vi.stubGlobal('addEventListener', browser.addEventListener.bind(browser));
  vi.stubGlobal('dispatchEvent', browser.dispatchEvent.bind(browser));
  FakeSocket.made.length = states.length = updates = 0;
  followed();
});

afterEach(() => {
  stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('the socket of a tracking page', () => {
  it.each([
    ['the page is looked at again', () => page.dispatchEvent(new Event('visibilitychange'))],
    ['the network is there again', () => dispatchEvent(new Event('online'))],
    ['it has been silent for minutes', () => vi.advanceTimersByTime(4 * 60_000)],
  ])('is asked whether it is there when %s, and given up without a reply', (_when, happens) => {
    happens();
    expect(newest().sent.at(-1)).toEqual({ action: 'ping' });
    vi.advanceTimersByTime(10_000);
    expect(states.at(-1)).toBe('connecting');
    const before = updates;
    vi.advanceTimersByTime(10_000);
    expect([FakeSocket.made.length, updates > before]).toEqual([2, true]);
    newest().open();
    expect(newest().sent).toEqual([{ action: 'subscribe', topic: 'track:1Z', after: 'c1' }]);
  });

  it('is kept, and shown as live, where the reply comes', () => {
    states.push('connecting');
    page.dispatchEvent(new Event('visibilitychange'));
    say({ type: 'pong' });
    vi.advanceTimersByTime(60_000);
    expect([FakeSocket.made.length, states.at(-1)]).toEqual([1, 'live']);
  });

  it.each(['{"type":"order_', 'null', '1', '<!doctype html>'])('is given up where %s comes over it', (text) => {
    newest().hear(text);
    expect(states.at(-1)).toBe('connecting');
    vi.advanceTimersByTime(1_000);
    expect(FakeSocket.made).toHaveLength(2);
  });

  it('begins anew without its place where the place is not taken', () => {
    newest().onclose?.();
    vi.advanceTimersByTime(1_000);
    newest().open();
    say({ type: 'error', code: 'MALFORMED_CURSOR', detail: 'No', topic: 'track:1Z' });
    vi.advanceTimersByTime(2_000);
    newest().open();
    expect([FakeSocket.made.length, newest().sent]).toEqual([3, [{ action: 'subscribe', topic: 'track:1Z' }]]);
  });

  it('leaves nothing running once it is stopped', () => {
    dispatchEvent(new Event('online'));
    stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
