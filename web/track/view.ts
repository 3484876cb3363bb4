/// <reference lib="dom" />
import { expectedText } from '../../shared/i18n/when.ts';
import { byId, make, put } from './elements.ts';
import type { Journey, JourneyEntry } from './journey.ts';
import { showLanguages } from './languages.ts';
import { showLinkForm } from './link-form.ts';
import type { ConnectionState } from './live.ts';
import { showShop } from './shop.ts';
import type { PageTexts } from './texts-shape.ts';

export interface Failure {
  /** When what is shown was known; absent where nothing is. */
  readonly knownAt: Date | undefined;
  readonly isOffline: boolean;
}

export interface View {
  showReference(text: string): void;
  showJourney(journey: Journey): void;
  showUnknown(): void;
  /** The link opens nothing any more: says so, and offers another. */
  showLinkEnded(): void;
  /** Nothing has changed since: a note that it could not be looked at is over. */
  showSame(): void;
  showFailure(failure: Failure): void;
  /** Links to the page in each language, the present one marked. */
  showLanguages(address: string): void;
  showConnection(state: ConnectionState): void;
}

/** Writes into the page; text only, never markup. `dateLocale` is the reader's own kind of the texts' language. */
export const createView = (texts: PageTexts, dateLocale: string): View => {
  const moment = new Intl.DateTimeFormat(dateLocale, { dateStyle: 'medium', timeStyle: 'short' });
  const isOpen = ({ progress }: Journey): boolean => progress.tone === 'moving' || progress.tone === 'attention';
  const ready = (): void => byId('main').setAttribute('aria-busy', 'false');
  document.documentElement.lang = texts.language;

  const showSteps = ({ progress }: Journey): void => {
    const list = byId('steps');
    list.hidden = progress.steps.length === 0;
    list.dataset.tone = progress.tone;
    list.setAttribute('aria-label', texts.progress);
    list.replaceChildren(
      ...progress.steps.map(({ step, state }) => {
        const item = make('li', '', texts.steps[step]);
        item.dataset.state = state;
        if (state === 'current') item.setAttribute('aria-current', 'step');
        return item;
      }),
    );
  };

  const lineOf = ({ what, where, at }: JourneyEntry): HTMLElement => {
    const item = document.createElement('li');
    const time = make('time', '', moment.format(new Date(at)));
    time.setAttribute('datetime', at);
    const line = make('span', 'where', '');
    line.append(time, where === undefined ? '' : ` · ${where}`);
    item.append(make('span', 'what', what), line);
    return item;
  };

  const showHistory = ({ entries }: Journey): void => {
    byId('history-card').hidden = entries.length === 0;
    put('history-title', texts.history);
    byId('history').replaceChildren(...entries.map(lineOf));
  };

  const showJourney = (journey: Journey): void => {
    put('reference', journey.reference);
    const headline = put('headline', journey.headline);
    headline.dataset.status = journey.status;
    headline.dataset.tone = journey.progress.tone;
    if (journey.shop) showShop(journey.shop, texts.support);
    document.title = `${journey.headline} · ${journey.shop?.storeName ?? 'wismo'}`;
    put('parcels', journey.parcels);
    const { deliveryWindow } = journey;
    const estimate =
      deliveryWindow && isOpen(journey) ? expectedText(deliveryWindow, dateLocale, new Date()) : undefined;
    const because = journey.estimateReason === undefined ? '' : ` · ${journey.estimateReason}`;
    put('estimate', estimate === undefined ? undefined : `${texts.estimated} ${estimate}${because}`);
    put('hint', undefined);
    showSteps(journey);
    showHistory(journey);
    ready();
  };

  return {
    showReference: (text) => {
      put('reference', text);
    },
    showJourney,
    showUnknown: () => {
      put('headline', texts.unknown).dataset.tone = 'ended';
      put('hint', texts.unknownHint);
      ready();
    },
    showLinkEnded: () => {
      put('headline', texts.link.ended).dataset.tone = 'ended';
      document.title = `${texts.link.ended} · wismo`;
      put('hint', texts.link.endedHint);
      // What the page showed before is somebody's order, and not this reader's to see any more.
      for (const id of ['reference', 'estimate', 'parcels', 'connection']) put(id, undefined);
      for (const id of ['steps', 'history-card']) byId(id).hidden = true;
      showLinkForm(texts.link, dateLocale);
      ready();
    },
    showSame: () => {
      put('hint', undefined);
    },
    showFailure: ({ knownAt, isOffline }) => {
      const age = knownAt === undefined ? '' : ` ${texts.knownAt.replace('{{ when }}', moment.format(knownAt))}`;
      put('hint', `${isOffline ? texts.withoutNetwork : texts.failed}${age}`);
      ready();
    },
    showLanguages: (address) => showLanguages(texts, address),
    showConnection: (state) => {
      put('connection', texts[state]).dataset.connection = state;
    },
  };
};
