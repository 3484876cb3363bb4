import type { Locale } from '../../../shared/contract/locale.ts';
import type { Expectation } from '../../../shared/delays/expectation.ts';
import { ESTIMATE_REASONS } from '../../../shared/i18n/estimate-reasons.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import { carrierName, leadingParcel } from './parcels.ts';

const filled = (text: string, carrier: string, parcels: number | undefined): string =>
  text.replace('{{ carrier }}', () => carrier).replace('{{ count }}', String(parcels ?? 0));

/** Why the order is expected then, as a sentence; null where nothing is expected. */
export const estimateReason = (
  order: Order,
  { source, passed, parcels }: Expectation,
  locale: Locale,
): string | null => {
  if (source === undefined) return null;
  const texts = ESTIMATE_REASONS[locale];
  const carrier = carrierName(leadingParcel(order)?.carrier ?? '');
  const said = [
    ...(passed === undefined ? [] : [texts[`${passed}Passed`]]),
    ...(source === passed ? [] : [texts[source]]),
  ];
  return said.map((text) => filled(text, carrier, parcels)).join('. ');
};
