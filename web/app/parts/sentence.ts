import type { DeliveryWindow, OrderStatus, Phase } from '../../../client/src/index.ts';
import { statusText } from '../../../shared/i18n/describe.ts';
import { expectedText, isOver } from '../../../shared/i18n/when.ts';
import { notableMilestone } from '../../../shared/workflows/notable-milestone.ts';
import { words } from '../texts/words.ts';
import { dateLocale, dayText, nearDayText } from './moments.ts';

export interface Described {
  readonly workflow?: { readonly id: string };
  readonly status: string;
  readonly phase: Phase;
  readonly deliveryWindow?: DeliveryWindow | null;
  readonly deliveredAt?: string | null;
}

type Translate = (key: string, values?: Record<string, unknown>) => string;

const COMING: readonly Phase[] = ['confirmed', 'preparing', 'in_transit', 'out_for_delivery'];

/** What a status is called in the reader's language. */
export const statusName = ({ workflow = { id: '' }, status, phase }: Described): string =>
  words.value ? statusText(words.value, { workflow, status, phase }) : status;

/** The response to the one question, in a sentence; where nothing is expected, the name of the status. */
export const sentenceOf = (order: Described, t: Translate, now: Date = new Date()): string => {
  const { phase, deliveryWindow, deliveredAt } = order;
  if (phase === 'delivered' && deliveredAt) return t('sentence.delivered', { when: dayText(deliveredAt) });
  if (!deliveryWindow) return statusName(order);
  const when = expectedText(deliveryWindow, dateLocale(), now);
  const isPast = isOver(deliveryWindow, now);
  if (phase === 'delayed') return isPast ? statusName(order) : t('sentence.delayed', { when });
  if (!COMING.includes(phase)) return statusName(order);
  return t(isPast ? 'sentence.overdue' : 'sentence.arrives', { when });
};

/** What the carrier says that the status does not: first of all that it was there, and nobody opened. */
export const carrierSentence = (
  { phase, parcels }: Pick<OrderStatus, 'phase' | 'parcels'>,
  t: Translate,
  now: Date,
) => {
  const milestone = notableMilestone(
    phase,
    parcels.map((parcel) => parcel.milestone),
  );
  if (milestone === undefined) return undefined;
  const at = parcels[0]?.lastScanAt;
  if (milestone === 'delivery_attempted' && at) return t('sentence.attempted', { when: nearDayText(at, now) });
  return words.value?.milestones[milestone];
};
