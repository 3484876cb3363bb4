import { definedFields } from '../../shared/defined-fields.ts';
import { expectedText, isOver } from '../../shared/i18n/when.ts';
import type { ShopFace } from '../../shared/shops/shop.ts';
import type { Journey, JourneyEntry } from './journey.ts';
import type { PageTexts } from './texts-shape.ts';

export interface ShownStep {
  readonly text: string;
  readonly state: string;
}

export interface ShownEntry extends JourneyEntry {
  /** The hour as the reader reads it; its day stands above. */
  readonly when: string;
  /** A map of its place. */
  readonly mapUrl?: string;
}

export interface ShownDay {
  readonly day: string;
  /** Newest first. */
  readonly entries: readonly ShownEntry[];
}

/** What the page says, as text: the server writes it into the document, the script into the page. */
export interface Facts {
  readonly title: string;
  readonly headline: string;
  readonly tone: string;
  readonly status?: string;
  readonly reference?: string;
  readonly estimate?: string;
  readonly parcels?: string;
  readonly next?: string;
  readonly hint?: string;
  readonly shop?: ShopFace;
  /** The link opens nothing any more: another one is offered. */
  readonly isEnded?: true;
  readonly steps: readonly ShownStep[];
  /** Newest first. */
  readonly days: readonly ShownDay[];
}

export interface Reader {
  /** BCP 47: the reader's own kind of the texts' language. */
  readonly dateLocale: string;
  readonly now: Date;
  /** Named beside each time; absent, the reader's own, which goes without saying. */
  readonly timeZone?: string;
}

/** A moment as the reader reads it. */
export const momentFormat = ({ dateLocale, timeZone }: Omit<Reader, 'now'>): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(
    dateLocale,
    timeZone === undefined
      ? { dateStyle: 'medium', timeStyle: 'short' }
      : {
          timeZone,
          timeZoneName: 'short',
          day: 'numeric',
          month: 'short',
          year: 'numeric',
          hour: '2-digit',
          minute: '2-digit',
        },
  );

const hourFormat = ({ dateLocale, timeZone }: Reader): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(
    dateLocale,
    timeZone === undefined
      ? { timeStyle: 'short' }
      : { timeZone, timeZoneName: 'short', hour: '2-digit', minute: '2-digit' },
  );

/** Days by the reader's calendar; those of another year say so. */
const daysOf = (entries: Journey['entries'], reader: Reader): readonly ShownDay[] => {
  const { dateLocale, timeZone, now } = reader;
  const zone = definedFields({ timeZone });
  const year = new Intl.DateTimeFormat('en', { ...zone, year: 'numeric' });
  const day = { ...zone, weekday: 'long', day: 'numeric', month: 'long' } as const;
  const thisYear = new Intl.DateTimeFormat(dateLocale, day);
  const otherYear = new Intl.DateTimeFormat(dateLocale, { ...day, year: 'numeric' });
  const hour = hourFormat(reader);
  const days = new Map<string, ShownEntry[]>();
  for (const [index, entry] of entries.entries()) {
    const at = new Date(entry.at);
    const name = (year.format(at) === year.format(now) ? thisYear : otherYear).format(at);
    const isOnMap = index === 0 && entry.where !== undefined;
    const shown = { ...entry, when: hour.format(at), ...(isOnMap && { mapUrl: mapUrlOf(entry.where) }) };
    days.set(name, [...(days.get(name) ?? []), shown]);
  }
  return [...days].map(([name, list]) => ({ day: name, entries: list }));
};

const mapUrlOf = (where: string): string =>
  `https://www.openstreetmap.org/search?${new URLSearchParams({ query: where })}`;

const isOpen = ({ progress }: Journey): boolean => progress.tone === 'moving' || progress.tone === 'attention';

const estimateOf = (journey: Journey, texts: PageTexts, { dateLocale, now }: Reader): string | undefined => {
  const { deliveryWindow, estimateReason } = journey;
  if (deliveryWindow === undefined || !isOpen(journey)) return undefined;
  const because = estimateReason === undefined ? '' : ` · ${estimateReason}`;
  const label = isOver(deliveryWindow, now) ? texts.wasEstimated : texts.estimated;
  return `${label} ${expectedText(deliveryWindow, dateLocale, now)}${because}`;
};

const nextOf = (journey: Journey, texts: PageTexts): string | undefined => {
  if (journey.progress.tone !== 'moving') return undefined;
  const { steps } = journey.progress;
  const next = steps[steps.findIndex(({ state }) => state === 'current') + 1];
  return next?.state === 'todo' ? `${texts.next} ${texts.steps[next.step]}` : undefined;
};

export const factsOf = (journey: Journey, texts: PageTexts, reader: Reader): Facts => {
  const { headline, status, reference, parcels, shop, progress } = journey;
  return {
    title: `${headline} · ${shop?.storeName ?? 'wismo'}`,
    headline,
    tone: progress.tone,
    status,
    reference,
    ...definedFields({
      parcels,
      shop,
      estimate: estimateOf(journey, texts, reader),
      next: nextOf(journey, texts),
    }),
    steps: progress.steps.map(({ step, state }) => ({ text: texts.steps[step], state })),
    days: daysOf(journey.entries, reader),
  };
};

const withoutJourney = (headline: string, hint: string, reference?: string): Facts => ({
  title: `${headline} · wismo`,
  headline,
  tone: 'ended',
  hint,
  ...definedFields({ reference }),
  steps: [],
  days: [],
});

/** Nobody has registered the number, or not yet. */
export const unknownFacts = (texts: PageTexts, reference: string): Facts =>
  withoutJourney(texts.unknown, texts.unknownHint, reference);

/** The link opens nothing any more. */
export const endedFacts = ({ link }: PageTexts): Facts => ({
  ...withoutJourney(link.ended, link.endedHint),
  isEnded: true,
});

/** The service cannot say now: a moment later it can. */
export const failedFacts = (texts: PageTexts, reference?: string): Facts =>
  withoutJourney('wismo', texts.failed, reference);
