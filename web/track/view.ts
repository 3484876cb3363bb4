/// <reference lib="dom" />
import { type DriverPlace, driverMapUrl } from './driver.ts';
import { byId, make, put } from './elements.ts';
import {
  endedFacts,
  type Facts,
  factsOf,
  momentFormat,
  type ShownDay,
  type ShownEntry,
  unknownFacts,
} from './facts.ts';
import type { Journey } from './journey.ts';
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
  showJourney(journey: Journey): void;
  showUnknown(reference: string): void;
  /** The link opens nothing any more: says so, and offers another. */
  showLinkEnded(): void;
  /** Nothing has changed since: a note that it could not be looked at is over. */
  showSame(): void;
  showFailure(failure: Failure): void;
  showConnection(state: ConnectionState): void;
  /** Where the driver was, and when; nothing hides it. */
  showDriver(place: DriverPlace | undefined): void;
}

const ready = (): void => byId('main').setAttribute('aria-busy', 'false');

const mapLink = (url: string, text: string): HTMLElement => {
  const link = make('a', '', text);
  link.setAttribute('href', url);
  link.setAttribute('rel', 'noreferrer');
  link.setAttribute('target', '_blank');
  return link;
};

const lineOf = ({ what, where, at, when, mapUrl }: ShownEntry, texts: PageTexts): HTMLElement => {
  const item = document.createElement('li');
  const time = make('time', '', when);
  time.setAttribute('datetime', at);
  const line = make('span', 'where', '');
  line.append(time, where === undefined ? '' : ` · ${where}`);
  if (mapUrl !== undefined) line.append(' · ', mapLink(mapUrl, texts.map));
  item.append(make('span', 'what', what), line);
  return item;
};

const dayOf = ({ day, entries }: ShownDay, texts: PageTexts): readonly HTMLElement[] => {
  const list = make('ol', 'history', '');
  list.append(...entries.map((entry) => lineOf(entry, texts)));
  return [make('h3', 'day', day), list];
};

const showSteps = ({ steps, tone }: Facts): void => {
  const list = byId('steps');
  list.hidden = steps.length === 0;
  list.dataset.tone = tone;
  list.replaceChildren(
    ...steps.map(({ text, state }) => {
      const item = make('li', '', text);
      item.dataset.state = state;
      if (state === 'current') item.setAttribute('aria-current', 'step');
      return item;
    }),
  );
};

/** Takes over what the server has written, and writes into the page; text only, never markup. */
export const createView = (texts: PageTexts, dateLocale: string): View => {
  const show = (facts: Facts): void => {
    document.title = facts.title;
    const headline = put('headline', facts.headline);
    headline.dataset.tone = facts.tone;
    if (facts.status !== undefined) headline.dataset.status = facts.status;
    for (const id of ['reference', 'estimate', 'parcels', 'next', 'hint'] as const) put(id, facts[id]);
    if (facts.shop !== undefined) showShop(facts.shop, texts.support);
    showSteps(facts);
    byId('history-card').hidden = facts.days.length === 0;
    byId('history').replaceChildren(...facts.days.flatMap((day) => dayOf(day, texts)));
    ready();
  };

  return {
    showJourney: (journey) => show(factsOf(journey, texts, { dateLocale, now: new Date() })),
    showUnknown: (reference) => show(unknownFacts(texts, reference)),
    showLinkEnded: () => {
      // What the page showed before is somebody's order, and not this reader's to see any more.
      show(endedFacts(texts));
      put('connection', undefined);
      put('driver', undefined);
      showLinkForm(texts.link, dateLocale);
    },
    showSame: () => {
      put('hint', undefined);
      ready();
    },
    showFailure: ({ knownAt, isOffline }) => {
      const age =
        knownAt === undefined
          ? ''
          : ` ${texts.knownAt.replace('{{ when }}', momentFormat({ dateLocale }).format(knownAt))}`;
      put('hint', `${isOffline ? texts.withoutNetwork : texts.failed}${age}`);
      ready();
    },
    showDriver: (place) => {
      if (place === undefined) return void put('driver', undefined);
      const when = momentFormat({ dateLocale }).format(new Date(place.at));
      put('driver', `${texts.driver.replace('{{ when }}', when)} · `).append(mapLink(driverMapUrl(place), texts.map));
    },
    showConnection: (state) => {
      put('connection', texts[state]).dataset.connection = state;
    },
  };
};
