/** A connection in memory: it opens, replies to a subscription that nothing was missed, and then says no word. */
export class ScriptedSocket {
  static opened: ScriptedSocket[] = [];
  /** Milliseconds after its reply at which it breaks; `undefined`, it stays as long as it is wanted. */
  static lastsMilliseconds: number | undefined;
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((message: { readonly data: string }) => void) | null = null;
  onclose: ((closed: { readonly code: number }) => void) | null = null;
  onerror = null;

  constructor() {
    ScriptedSocket.opened.push(this);
    setTimeout(() => {
      this.readyState = 1;
      this.onopen?.();
    });
  }

  send(text: string): void {
    const { action, topic } = JSON.parse(text) as { readonly action: string; readonly topic: string };
    if (action !== 'subscribe') return;
    const data = JSON.stringify({ type: 'subscribed', topic, cursor: 'c1', events: [], complete: true });
    setTimeout(() => this.onmessage?.({ data }));
    const { lastsMilliseconds } = ScriptedSocket;
    if (lastsMilliseconds !== undefined) setTimeout(() => this.onclose?.({ code: 1006 }), lastsMilliseconds);
  }

  close(): void {
    this.readyState = 3;
  }
}

/** What a client is made with to have such connections, none of them open yet. */
export const scriptedSockets = (lastsMilliseconds?: number) => {
  ScriptedSocket.opened = [];
  ScriptedSocket.lastsMilliseconds = lastsMilliseconds;
  return {
    transports: ['socket' as const],
    websocketUrl: 'wss://live.test',
    WebSocket: ScriptedSocket as unknown as typeof WebSocket,
  };
};
