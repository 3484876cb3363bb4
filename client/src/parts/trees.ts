/** The parts of an order's page as trees: one source for custom elements, Vue components and the app. */
import type { Locale } from '../../../shared/contract/locale.ts';
import { statusText } from '../../../shared/i18n/describe.ts';
import { expectedText, isOver } from '../../../shared/i18n/when.ts';
import type { Words } from '../../../shared/i18n/words.ts';
import { progressOf } from '../../../shared/workflows/progress.ts';
import type { DeliveryWindow, OrderTimeline, Phase } from '../generated/api.ts';
import type { ConnectionState } from '../live/connection.ts';
import { type Fulfilment, LOOKS } from './looks.ts';
import type { PartTexts } from './texts.ts';
import { type Branch, branch } from './tree.ts';

/** In what language, and with which words. */
export interface Speech {
  readonly language: Locale;
  /** The reader's own kind of the language: `en-GB` writes days otherwise than `en-US`. */
  readonly dateLocale: string;
  readonly words: Words;
  readonly texts: PartTexts;
}

export interface Described {
  readonly workflow?: { readonly id: string };
  readonly status: string;
  readonly phase: Phase;
}

export const statusTree = ({ workflow = { id: '' }, status, phase }: Described, { words, language }: Speech): Branch =>
  branch(
    'span',
    { class: `wismo wismo-status ${LOOKS[phase]}`, part: 'status', lang: language, 'data-status': status },
    statusText(words, { workflow, status, phase }),
  );

/** Nothing where a bar would show nothing: an order that was cancelled is not halfway. */
export const progressTree = (
  { phase, fulfilment }: { readonly phase: Phase; readonly fulfilment: Fulfilment },
  { words, texts, language }: Speech,
): Branch | undefined => {
  const { tone, steps } = progressOf(phase, fulfilment);
  if (steps.length === 0) return undefined;
  return branch(
    'ol',
    { class: `wismo wismo-progress ${tone}`, part: 'progress', lang: language, 'aria-label': texts.progress },
    ...steps.map(({ step, state }) =>
      branch(
        'li',
        { class: state, part: `step ${state}`, 'aria-current': state === 'current' ? 'step' : undefined },
        branch('span', { class: 'dot', 'aria-hidden': 'true' }),
        branch('span', { class: 'step' }, words.steps[step]),
      ),
    ),
  );
};

const placeOf = ({ location }: OrderTimeline): string =>
  [location?.city, location?.region, location?.country].filter((part) => part !== undefined).join(', ');

/** Of several parcels, which one it is about. */
const parcelOf = ({ trackingNumber }: OrderTimeline, hasSeveral: boolean): string =>
  hasSeveral ? (trackingNumber ?? '') : '';

const entryTree = (entry: OrderTimeline, hour: Intl.DateTimeFormat, hasSeveral: boolean): Branch => {
  const about = [placeOf(entry), parcelOf(entry, hasSeveral)].filter((part) => part !== '').join(' · ');
  return branch(
    'li',
    { part: 'entry' },
    branch('time', { datetime: entry.timestamp }, hour.format(new Date(entry.timestamp))),
    about === ''
      ? branch('span', {}, entry.description)
      : branch('span', {}, branch('span', {}, entry.description), branch('span', { class: 'place' }, ` · ${about}`)),
  );
};

/** By day, newest first. */
export const timelineTree = (entries: readonly OrderTimeline[], { dateLocale, language }: Speech): Branch => {
  const day = new Intl.DateTimeFormat(dateLocale, { weekday: 'long', day: 'numeric', month: 'long' });
  const hour = new Intl.DateTimeFormat(dateLocale, { hour: '2-digit', minute: '2-digit' });
  const newestFirst = [...entries].reverse().sort((a, b) => Date.parse(b.timestamp) - Date.parse(a.timestamp));
  const parcels = new Set(entries.flatMap(({ trackingNumber }) => trackingNumber ?? []));
  const days = new Map<string, OrderTimeline[]>();
  for (const entry of newestFirst) {
    const name = day.format(new Date(entry.timestamp));
    days.set(name, [...(days.get(name) ?? []), entry]);
  }
  return branch(
    'div',
    { class: 'wismo wismo-timeline', part: 'timeline', lang: language },
    ...[...days].flatMap(([name, list]) => [
      branch('h3', { part: 'day' }, name),
      branch('ul', {}, ...list.map((entry) => entryTree(entry, hour, parcels.size > 1))),
    ]),
  );
};

export const liveTree = (connection: ConnectionState, { texts, language }: Speech): Branch =>
  branch(
    'span',
    { class: 'wismo wismo-live', part: 'live', role: 'status', lang: language, 'data-connection': connection },
    branch('i', { class: connection, 'aria-hidden': 'true' }),
    branch('span', {}, texts.connection[connection]),
  );

export interface ShownOrder extends Described {
  readonly orderNumber: string;
  readonly deliveryWindow: DeliveryWindow | null;
  readonly estimateReason: string | null;
  readonly timeline: readonly OrderTimeline[];
}

const OPEN: readonly string[] = ['moving', 'attention'];

/** A collected order has phases of its own; what a guest reads shows which it went through only by its phase. */
export const fulfilmentOf = (phase: Phase): Fulfilment =>
  phase === 'ready' || phase === 'completed' ? 'pickup' : 'shipping';

/** `Expected: tomorrow, Friday 27 November`; of a time that has passed, that it was. */
export const expectedLine = (window: DeliveryWindow | null, { texts, dateLocale }: Speech, now: Date): string => {
  if (window === null) return '';
  const label = isOver(window, now) ? texts.wasExpected : texts.expected;
  return `${label}: ${expectedText(window, dateLocale, now)}`;
};

const expectedTree = ({ deliveryWindow, estimateReason, phase }: ShownOrder, speech: Speech, now: Date): Branch[] => {
  if (!deliveryWindow || !OPEN.includes(progressOf(phase, 'shipping').tone)) return [];
  const because = estimateReason === null ? '' : ` · ${estimateReason}`;
  return [branch('p', { part: 'expected' }, `${expectedLine(deliveryWindow, speech, now)}${because}`)];
};

/** All of one order; status and estimate are read out as they change. */
export const orderTree = (order: ShownOrder, connection: ConnectionState, speech: Speech, now: Date): Branch => {
  const { texts, language } = speech;
  const name = `${texts.order} ${order.orderNumber}`;
  const progress = progressTree({ phase: order.phase, fulfilment: fulfilmentOf(order.phase) }, speech);
  return branch(
    'section',
    { class: 'wismo wismo-order', part: 'order', lang: language, 'aria-label': name },
    branch('p', { class: 'top' }, branch('span', { part: 'number' }, name), liveTree(connection, speech)),
    branch('div', { role: 'status' }, statusTree(order, speech), ...expectedTree(order, speech, now)),
    ...(progress ? [progress] : []),
    branch('h2', { part: 'heading' }, texts.timeline),
    timelineTree(order.timeline, speech),
  );
};
