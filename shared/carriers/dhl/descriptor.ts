import { SECONDS_A_DAY } from '../../calendar/durations.ts';
import type { CarrierDescriptor } from '../../contract/carrier-descriptor.ts';
import { fillsToTenOver, lastDigit, withoutLast } from '../check-digits.ts';

/** DHL Express: the serial's remainder by seven. */
const fitsSeven = (number: string): boolean => Number(withoutLast(number)) % 7 === lastDigit(number);

export const dhl: CarrierDescriptor<'dhl'> = {
  id: 'dhl',
  name: 'DHL',
  numberFormats: [
    { format: 'express', pattern: /^\d{10,11}$/, fits: fitsSeven, isDistinctive: false },
    { format: 'express_piece', pattern: /^J[A-Z]{2,3}\d{9,10}$/, isDistinctive: true },
    { format: 'express_piece_long', pattern: /^J(?:D|VGL|JD)\d{11,20}$/, isDistinctive: true },
    { format: 'parcel_de', pattern: /^0034\d{16}$/, fits: fillsToTenOver(withoutLast, 1, 3), isDistinctive: true },
    {
      format: 'ecommerce',
      pattern: /^(?:GM|LX|RX|UV|CN|SG|TH|IN|HK|MY)[A-Z0-9]{10,39}$/,
      isDistinctive: false,
    },
    { format: 'ecommerce_14', pattern: /^\d{14}$/, isDistinctive: false },
  ],
  trackingPage: {
    url: 'https://www.dhl.com/{site}/home/tracking/tracking-parcel.html?submit=1&tracking-id={number}',
    // By country and language; where DHL has none in the language, its English pages.
    sites: { es: 'es-es', en: 'gb-en', ro: 'ro-ro', ru: 'gb-en' },
  },
  webhook: {
    // DHL signs nothing: it sends the header and the value that the subscription was made with.
    scheme: { kind: 'shared_value', headers: ['x-dhl-hook-key'] },
    secret: 'the token that the push subscription was made with',
    handshake: { keyHeader: 'DHL-API-Key' },
  },
  // https://support-developer.dhl.com/support/solutions/articles/47001242738
  poll: {
    numbersPerCall: 1,
    quotas: [
      { calls: 1, seconds: 1 },
      { calls: 250, seconds: SECONDS_A_DAY },
    ],
  },
  subscription: { numbersPerCall: 10 },
  api: { urls: { api: 'https://api-eu.dhl.com' }, credentials: ['apiKey'] },
  capabilities: ['webhook', 'track', 'subscribe'],
};
