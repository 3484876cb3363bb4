/** Of a service worker's interfaces what ours needs: TypeScript's own for workers do not go together with those of pages. */

export interface OpenWindow {
  readonly url: string;
  focus(): Promise<unknown>;
  postMessage(message: unknown, transfer?: readonly unknown[]): void;
}

export interface Extendable {
  waitUntil(work: Promise<unknown>): void;
}

export interface SentEvent extends Extendable {
  readonly data: { json(): unknown } | null;
}

export interface ClickEvent extends Extendable {
  readonly notification: { readonly data: unknown; close(): void };
}

export interface RequestEvent extends Extendable {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

export interface Worker {
  readonly location: { readonly origin: string };
  readonly caches: CacheStorage;
  fetch(request: Request | string, init?: RequestInit): Promise<Response>;
  skipWaiting(): Promise<void>;
  readonly clients: {
    matchAll(options: { type: 'window'; includeUncontrolled: true }): Promise<readonly OpenWindow[]>;
    openWindow(url: string): Promise<unknown>;
  };
  readonly registration: {
    showNotification(title: string, options: Readonly<Record<string, unknown>>): Promise<void>;
  };
  addEventListener(type: 'install' | 'activate', listener: (event: Extendable) => void): void;
  addEventListener(type: 'fetch', listener: (event: RequestEvent) => void): void;
  addEventListener(type: 'push', listener: (event: SentEvent) => void): void;
  addEventListener(type: 'notificationclick', listener: (event: ClickEvent) => void): void;
}
