/// <reference lib="dom" />
/** Custom elements of one order, for pages that are built with anything, or with nothing. */
import { createClient, type Wismo, type WismoOptions } from './index.ts';
import type { ConnectionState } from './live/connection.ts';
import coloursCss from './parts/colours.css?inline';
import { render } from './parts/dom.ts';
import partsCss from './parts/parts.css?inline';
import { followOrder, type OrderReading } from './parts/source.ts';
import { speechOf } from './parts/speech.ts';
import { type Branch, branch, type Tree } from './parts/tree.ts';
import {
  fulfilmentOf,
  liveTree,
  orderTree,
  progressTree,
  type ShownOrder,
  type Speech,
  statusTree,
  timelineTree,
} from './parts/trees.ts';

/** Where the API is, for elements that do not say so themselves; `token` for those without one. */
export type ElementOptions = Pick<WismoOptions, 'baseUrl' | 'websocketUrl' | 'eventsUrl' | 'token'>;

interface Followed {
  reading: OrderReading;
  connection: ConnectionState;
  readonly shows: Set<() => void>;
  stop(): void;
}

/** Elements of one order share one connection and one reading. */
const followed = new Map<string, Followed>();

const followAs = (key: string, options: ElementOptions, orderId: string, language: string): Followed => {
  const shows = new Set<() => void>();
  const showAll = (): void => {
    for (const show of shows) show();
  };
  const entry: Followed = {
    reading: { order: undefined, trouble: undefined },
    connection: 'connecting',
    shows,
    stop: () => {
      followed.delete(key);
      stop();
    },
  };
  const wismo: Wismo = createClient({
    ...options,
    // A response's tag is the order's version: it does not say in which language it is.
    fetch: (input, init) => fetch(input, { ...init, cache: 'no-store' }),
    onState: (state) => {
      entry.connection = state;
      showAll();
    },
  });
  const stop = followOrder(wismo, orderId, language, (reading) => {
    entry.reading = reading;
    showAll();
  });
  followed.set(key, entry);
  return entry;
};

type Show = (order: ShownOrder, connection: ConnectionState, speech: Speech) => Branch | undefined;

const SHOWS: Readonly<Record<string, Show>> = {
  'wismo-order': (order, connection, speech) => orderTree(order, connection, speech, new Date()),
  'wismo-status': (order, _connection, speech) => branch('span', { role: 'status' }, statusTree(order, speech)),
  'wismo-progress': ({ phase }, _connection, speech) =>
    progressTree({ phase, fulfilment: fulfilmentOf(phase) }, speech),
  'wismo-timeline': ({ timeline }, _connection, speech) => timelineTree(timeline, speech),
  'wismo-live': (_order, connection, speech) => liveTree(connection, speech),
};

const treesOf = (show: Show, { reading, connection }: Followed, speech: Speech): readonly Tree[] => {
  const { order, trouble } = reading;
  if (order === undefined) {
    const text = trouble === undefined ? speech.texts.loading : speech.texts[trouble];
    return [branch('p', { part: trouble ?? 'loading', role: 'status', lang: speech.language }, text)];
  }
  const tree = show(order, connection, speech);
  return tree === undefined ? [] : [tree];
};

/** Constructed sheets are no inline styles: a page's policy needs to allow none. */
const sheetOf = (): CSSStyleSheet => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(coloursCss + partsCss);
  return sheet;
};

const elementOf = (show: Show, defaults: Partial<ElementOptions>, sheet: CSSStyleSheet): CustomElementConstructor =>
  class extends HTMLElement {
    static readonly observedAttributes = ['order', 'token', 'api', 'socket', 'lang'];
    readonly #root = this.attachShadow({ mode: 'open' });
    #leave: (() => void) | undefined;

    connectedCallback(): void {
      this.#root.adoptedStyleSheets = [sheet];
      this.#follow();
    }

    disconnectedCallback(): void {
      this.#leave?.();
      this.#leave = undefined;
    }

    attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
      if (before !== after && this.isConnected) this.#follow();
    }

    /** The element's own language, or that of the page around it, or the reader's. */
    #speech(): Speech {
      const said = this.closest<HTMLElement>('[lang]')?.lang;
      return speechOf([...(said ? [said] : []), ...navigator.languages]);
    }

    #follow(): void {
      this.#leave?.();
      this.#leave = undefined;
      const orderId = this.getAttribute('order');
      if (!orderId) {
        render(this.#root, []);
        return;
      }
      const speech = this.#speech();
      const [api, socket, token] = ['api', 'socket', 'token'].map((name) => this.getAttribute(name));
      const options = {
        ...defaults,
        baseUrl: api ?? defaults.baseUrl ?? location.origin,
        ...(socket != null && { websocketUrl: socket }),
        ...(token != null && { token }),
      };
      const key = JSON.stringify([options.baseUrl, options.websocketUrl, token, orderId, speech.language]);
      const entry = followed.get(key) ?? followAs(key, options, orderId, speech.language);
      const showNow = (): void => render(this.#root, treesOf(show, entry, speech));
      entry.shows.add(showNow);
      this.#leave = () => {
        entry.shows.delete(showNow);
        if (entry.shows.size === 0) entry.stop();
      };
      showNow();
    }
  };

/** Makes `<wismo-order>`, `<wismo-status>`, `<wismo-progress>`, `<wismo-timeline>` and `<wismo-live>` known; once. */
export const defineElements = (defaults: Partial<ElementOptions> = {}): void => {
  const sheet = sheetOf();
  for (const [name, show] of Object.entries(SHOWS))
    if (!customElements.get(name)) customElements.define(name, elementOf(show, defaults, sheet));
};
