import type { ScanReason } from '../orders/model/order.ts';

/** English texts of carriers, the first that fits. They choose a reason only, never a milestone. */
const REASON_OF_TEXT: readonly (readonly [RegExp, ScanReason])[] = [
  [
    /\b(?:incorrect|incomplete|wrong|bad|unable to locate|missing)\b.{0,30}\baddress\b|\baddress\b.{0,40}\b(?:incorrect|incomplete|problem|wrong|required)\b|\brecipient (?:has )?moved\b/i,
    'address_problem',
  ],
  [/\brefused\b|\bdeclined by\b/i, 'refused'],
  [
    /\bnot available\b|\bnot in\b|\bbusiness (?:was )?closed\b|\bunavailable to sign\b|\bnot (?:at )?home\b/i,
    'recipient_unavailable',
  ],
  [/\bdamage[ds]?\b/i, 'damaged'],
  [/\blost\b|\bunable to find (?:the )?(?:package|shipment)\b/i, 'lost'],
  [/\bweather\b|\bsnow\b|\bstorm\b|\bhurricane\b|\bflood/i, 'weather'],
  [/\bcustoms\b|\bclearance\b|\bregulatory\b/i, 'customs_hold'],
  [/\bdelay(?:ed)?\b|\bmissed\b/i, 'carrier_delay'],
];

/** The reason that a carrier's text gives; `undefined` where it gives none that is known. */
export const reasonOfText = (text: string | undefined): ScanReason | undefined =>
  text === undefined ? undefined : REASON_OF_TEXT.find(([pattern]) => pattern.test(text))?.[1];
